"""How far the search is with the prices of large promotions: on the home page while there is something to tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.promotions.admin.today import concerns
from campaigns.promotions.models import Promotion
from campaigns.promotions.repricing import list_progress
from cms.today import TOP, Answer, Entry, Question


def read_progress(user: Any, *, at: datetime) -> Answer | None:
    """For whoever works on promotions, as long as it lasts: two queries at most."""
    if not concerns(user):
        return None
    progress = list_progress(at=at)
    if not progress:
        return None
    names = dict(Promotion.objects.filter(key__in=[one.key for one in progress]).values_list("key", "name"))
    entries = [
        Entry(
            names.get(one.key, one.key),
            note=_("%(done)s of %(total)s products (%(percent)d%%)")
            % {"done": f"{one.done:,}", "total": f"{one.total:,}", "percent": one.percent},
        )
        for one in progress[:TOP]
    ]
    return Answer(len(progress), entries)


PROGRESS = Question(
    name="promotion-prices",
    heading=gettext_lazy("Prices on their way into the search"),
    icon="rotate",
    empty=gettext_lazy("All prices are in the search."),
    read=read_progress,
    order=80,
)
