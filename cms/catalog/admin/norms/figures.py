"""Scores added up: by tens, by category, by who published last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext as _

from cms.catalog.models import Category, ProductScore
from cms.catalog.scoring.selectors import count_by_tens

LOW = 60
HEIGHT, STEP, WIDTH = 160, 60, 600


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of one category or person: `key` is what the list of products is narrowed by."""

    name: str
    key: str
    count: int
    average: float
    low: int
    blocked: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A ten of points in the chart."""

    name: str
    count: int
    x: int
    height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def middle(self) -> int:
        return self.x + STEP // 2


def draw_tens(scores: QuerySet[ProductScore]) -> list[Bar]:
    """The distribution as bars, the tallest as high as the chart."""
    tens = count_by_tens(scores)
    highest = max((count for _name, count in tens), default=0) or 1
    return [Bar(name, count, place * STEP, HEIGHT * count / highest) for place, (name, count) in enumerate(tens)]


def _aggregate(rows: Any) -> Any:
    return rows.annotate(
        count=Count("pk"),
        average=Avg("score"),
        low=Count("pk", filter=Q(score__lt=LOW)),
        blocked=Count("pk", filter=Q(blocking__gt=0)),
    ).order_by("average", "-count")


def group_by_category(scores: QuerySet[ProductScore]) -> list[Group]:
    """Each category's own products, the worst first."""
    rows = list(_aggregate(scores.order_by().values("content__product__category_id")))
    names = Category.objects.in_bulk([row["content__product__category_id"] for row in rows])
    return [
        _make_group(names[pk].name if pk in names else _("none"), str(pk or ""), row)
        for row in rows
        for pk in (row["content__product__category_id"],)
    ]


def group_by_owner(scores: QuerySet[ProductScore]) -> list[Group]:
    """Who published last; feeds, whose publications nobody signs, are one owner."""
    rows = list(_aggregate(scores.order_by().values("content__live_revision__user_id")))
    users = get_user_model()._default_manager.in_bulk([row["content__live_revision__user_id"] for row in rows])
    return [
        _make_group(_name_user(users.get(pk)), str(pk or ""), row)
        for row in rows
        for pk in (row["content__live_revision__user_id"],)
    ]


def _name_user(user: Any) -> str:
    return _("feeds and commands") if user is None else user.get_full_name() or user.get_username()


def _make_group(name: str, key: str, row: dict[str, Any]) -> Group:
    return Group(str(name), key, row["count"], round(row["average"], 1), row["low"], row["blocked"])


def list_worst(scores: QuerySet[ProductScore], *, count: int = 10) -> Sequence[ProductScore]:
    """Those with the fewest points."""
    return list(scores.select_related("content__product").order_by("score", "pk")[:count])
