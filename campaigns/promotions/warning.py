"""Tells of limits that are nearly gone, or gone: looked at every few minutes while a promotion with limits is served.

Orders do not pay for it: what they take is only read here, by the worker.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.signals import published

from campaigns.promotions.models import Promotion
from campaigns.promotions.spending import NEARLY, find_spending
from cms.notices.kinds import Kind, Way
from cms.notices.kinds import register as register_kind
from cms.notices.reminders import look_again, register_look
from cms.notices.telling import tell_people_with, was_told

NEARLY_GONE, GONE = "promotion-nearly-gone", "promotion-gone"
EVERY = timedelta(minutes=5)
_RIGHT = "promotions.change_promotion"


def register() -> None:
    """Look at what is published."""
    register_kind(Kind(NEARLY_GONE, gettext_lazy("A promotion's limits are nearly used up"), "warning", Way.BELL))
    register_kind(Kind(GONE, gettext_lazy("A promotion's limits are used up"), "warning", Way.MAIL))
    register_look(GONE, look_at_limits)
    published.connect(_hear_of_promotion, sender=Promotion, dispatch_uid="promotions-limits")


def _hear_of_promotion(instance: Promotion, **kwargs: Any) -> None:
    if instance.limit_total or instance.budget or instance.template == "flash-sale":
        look_again(GONE, instance.key, at=timezone.now() + EVERY)


def look_at_limits(key: str, at: datetime) -> None:
    """Tell what there is to tell, and look again, until it has ended, is used up or has no limits."""
    promotion = Promotion.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), key=key, live=True).first()
    share = find_spending([promotion])[key].share if promotion is not None else None
    if promotion is None or share is None:
        return
    with transaction.atomic():
        if share >= NEARLY:
            _tell(promotion, share)
        if share < 1:
            look_again(GONE, key, at=at + EVERY)


def _tell(promotion: Promotion, share: float) -> None:
    kind = GONE if share >= 1 else NEARLY_GONE
    # Once for these limits, whoever has read it meanwhile: with others it is another matter.
    matter = f"{promotion.key}:{promotion.limit_total}:{promotion.budget}"
    if was_told(kind, matter):
        return

    def word() -> str:
        if kind == GONE:
            return _("The limits of “%(name)s” are used up") % {"name": promotion.name}
        said = _("“%(name)s”: %(share)d percent of its limits are used up")
        return said % {"name": promotion.name, "share": int(share * 100)}

    tell_people_with(
        _RIGHT,
        kind,
        subject=word,
        address=reverse("wagtailsnippets_promotions_promotion:edit", args=[promotion.pk]),
        key=matter,
    )
