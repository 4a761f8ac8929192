"""What waits for moderators today: contributions to decide on, low reviews to answer in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.community.admin.cases.listing import may_see_cases
from cms.community.admin.moderation.access import list_items
from cms.community.admin.moderation.listing import read_title, show_items
from cms.community.models import ModerationItem, ReviewCase
from cms.community.moderation import kinds
from cms.community.products import relate_products
from cms.community.responsibility.items import filter_cases
from cms.today import TOP, Answer, Entry, Question

_SOON = timedelta(hours=24)


def read_queue(user: Any, *, at: datetime) -> Answer | None:
    """For who may decide on any kind: the longest waiting first."""
    if not kinds.list_moderated(user):
        return None
    waiting = list_items(user).waiting()
    rows = list(waiting[:TOP])
    show_items(rows)
    entries = [
        Entry(read_title(row), reverse("moderation_item", args=[row.pk]), row.kind_label, since=row.queued_at)
        for row in rows
    ]
    return Answer(waiting.count(), entries, reverse("moderation_queue"))


def read_cases(user: Any, *, at: datetime) -> Answer | None:
    """For who answers reviews: the low ones that are overdue, or due within a day, those of this person first."""
    if not may_see_cases(user):
        return None
    pressing = filter_cases(ReviewCase.objects.running().filter(due_at__lt=at + _SOON), user)
    mine = Case(When(owner=user, then=Value(0)), default=Value(1))
    rows = list(pressing.select_related("review").order_by(mine, "due_at", "pk")[:TOP])
    products = relate_products(row.review.product_key for row in rows)
    ids = [row.review_id for row in rows]
    items = dict(ModerationItem.objects.filter(kind="review", object_id__in=ids).values_list("object_id", "pk"))
    entries = [
        Entry(
            f"{'★' * row.review.rating} {products[row.review.product_key].title}",
            _find_case(items.get(row.review_id)),
            _("yours") if row.owner_id == user.pk else "",
            due=row.due_at,
            is_late=row.due_at <= at,
        )
        for row in rows
    ]
    overdue = pressing.filter(Q(due_at__lt=at)).count()
    return Answer(pressing.count(), entries, reverse("community_cases"), is_alarming=overdue > 0)


def _find_case(item_id: int | None) -> str:
    return reverse("moderation_item", args=[item_id]) + "?state=all#case" if item_id is not None else ""


QUEUE = Question(
    "moderation",
    gettext_lazy("Waiting for moderation"),
    "comment",
    gettext_lazy("Nobody waits for a moderator."),
    read_queue,
    order=50,
)
CASES = Question(
    "low-reviews",
    gettext_lazy("Low reviews to answer"),
    "openquote",
    gettext_lazy("Every low review is answered in time."),
    read_cases,
    order=45,
)
