"""What the home page says of it: proposals that wait, and what promotions that run are about to sell out of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns.shelving.admin.rights import may_decide, may_see
from campaigns.shelving.models import ChangeState, ShelfChange, StockState
from campaigns.shelving.saying import say_change, say_reasons
from cms.catalog.selectors import with_titles
from cms.today import TOP, Answer, Entry, Question


def read_proposals(user: Any, *, at: datetime) -> Answer | None:
    """For who answers them: two queries."""
    if not may_decide(user):
        return None
    waiting = ShelfChange.objects.filter(state=ChangeState.PROPOSED)
    rows = with_titles(waiting.select_related("product")).order_by("proposed_at", "pk")[:TOP]
    address = reverse("shelving:proposals")
    entries = [
        Entry(f"{row.title}: {say_change(row)}", address, say_reasons(row.reasons), since=row.proposed_at)
        for row in rows
    ]
    return Answer(waiting.count(), entries, address)


def read_running_low(user: Any, *, at: datetime) -> Answer | None:
    """For planners too: what a running promotion names and is low, as the last look found it. Two queries."""
    if not may_see(user):
        return None
    low = StockState.objects.filter(is_low=True, is_running=True)
    first_out = Case(When(out_since__isnull=False, then=Value(0)), default=Value(1))
    rows = with_titles(low).order_by(first_out, F("cover_days").asc(nulls_last=True), "pk")[:TOP]
    address = reverse("shelving:stock") + "?running=yes"
    entries = [
        Entry(row.title, address, _say_cover(row), since=row.low_since, is_late=row.out_since is not None)
        for row in rows
    ]
    return Answer(low.count(), entries, address, is_alarming=any(entry.is_late for entry in entries))


def _say_cover(row: StockState) -> str:
    if row.out_since:
        return _("sold out")
    if row.cover_days is None:
        return _("%(count)d left") % {"count": row.stock or 0}
    days = round(row.cover_days)
    return ngettext("stock for %(count)d day", "stock for %(count)d days", days) % {"count": days}


PROPOSALS = Question(
    "shelf-proposals",
    gettext_lazy("Shelf proposals"),
    "tasks",
    gettext_lazy("No shelf change waits for an answer."),
    read_proposals,
    order=42,
)
RUNNING_LOW = Question(
    "running-low",
    gettext_lazy("Low stock in running promotions"),
    "warning",
    gettext_lazy("What running promotions name has enough stock."),
    read_running_low,
    order=26,
)
