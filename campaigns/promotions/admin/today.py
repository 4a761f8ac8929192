"""What the home page says of promotions: what begins and ends by tomorrow night, and what is nearly used up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.promotions.models import Promotion
from campaigns.promotions.spending import NEARLY, find_spending
from cms.operations.today.going_live import end_tomorrow
from cms.today import TOP, Answer, Entry, Question

_LIST = "wagtailsnippets_promotions_promotion:list"
_EDIT = "wagtailsnippets_promotions_promotion:edit"


def concerns(user: Any) -> bool:
    return any(user.has_perm(f"promotions.{action}_promotion") for action in ("change", "publish"))


def read_turns(user: Any, *, at: datetime) -> Answer | None:
    """For whoever works on promotions: one query."""
    if not concerns(user):
        return None
    until = end_tomorrow(at)
    rows = Promotion.objects.filter(
        Q(starts_at__gt=at, starts_at__lt=until) | Q(ends_at__gt=at, ends_at__lt=until), live=True
    )
    turns = [
        (when, one, is_start)
        for one in rows.only("pk", "name", "starts_at", "ends_at")
        for when, is_start in ((one.starts_at, True), (one.ends_at, False))
        if when is not None and at < when < until
    ]
    turns.sort(key=lambda turn: (turn[0], turn[1].pk))
    entries = [
        Entry(one.name, reverse(_EDIT, args=[one.pk]), _("begins") if is_start else _("ends"), due=when)
        for when, one, is_start in turns[:TOP]
    ]
    return Answer(len(turns), entries, reverse(_LIST))


def read_budgets(user: Any, *, at: datetime) -> Answer | None:
    """Running promotions of whose limits most is gone: two queries."""
    if not concerns(user):
        return None
    limited = Promotion.objects.filter(
        Q(budget__isnull=False) | Q(limit_total__isnull=False) | Q(template="flash-sale"),
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        live=True,
    )
    rows = {one.key: one for one in limited}
    nearly = [
        (spending.share, rows[key])
        for key, spending in find_spending(rows.values()).items()
        if spending.share is not None and spending.share >= NEARLY
    ]
    nearly.sort(key=lambda row: (-row[0], row[1].pk))
    entries = [
        Entry(
            one.name,
            reverse(_EDIT, args=[one.pk]),
            _("%(share)d percent used") % {"share": min(100, int(share * 100))},
            is_late=share >= 1,
        )
        for share, one in nearly[:TOP]
    ]
    return Answer(len(nearly), entries, reverse(_LIST), is_alarming=any(share >= 1 for share, _one in nearly))


BUDGETS = Question(
    "promotion-budgets",
    gettext_lazy("Promotions whose limits are nearly used up"),
    "warning",
    gettext_lazy("Every promotion has enough left."),
    read_budgets,
    order=24,
)
TURNS = Question(
    "promotion-turns",
    gettext_lazy("Promotions that begin or end by tomorrow night"),
    "time",
    gettext_lazy("No promotion begins or ends tonight or tomorrow."),
    read_turns,
    order=22,
)
