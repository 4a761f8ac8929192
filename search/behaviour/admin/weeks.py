"""The last seven whole days against the seven before: what the home page shows of searches and of what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from search.behaviour.learning.trends import divide
from search.behaviour.models import ProductDay, QueryDay

DAYS = 7
_QUERIES = ("searches", "empty", "followed", "clicked")
_PRODUCTS = ("views", "carts", "purchases")


@dataclass(frozen=True, slots=True)
class Kind:
    """A figure: the column `part`, of the column `whole` where it is a share; `report` has it phrase by phrase."""

    name: str
    label: Any
    part: str
    whole: str = ""
    report: str = ""
    is_bad: bool = False
    """Whether more of it is worse."""


KINDS = (
    Kind("searches", gettext_lazy("Searches made"), "searches", report="top"),
    Kind("empty", gettext_lazy("Searches that found nothing"), "empty", "searches", report="empty", is_bad=True),
    Kind("clicked", gettext_lazy("Searches that led to a click"), "clicked", "followed", report="unclicked"),
    Kind("views", gettext_lazy("Product views"), "views"),
    Kind("carts", gettext_lazy("Put in the cart"), "carts"),
    Kind("purchases", gettext_lazy("Products bought"), "purchases"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind's values of both weeks, None for a share of nothing; `days` are those of both weeks, for the line."""

    kind: Kind
    now: float | None
    before: float | None
    days: Sequence[float] = field(default_factory=tuple)
    address: str = ""

    @property
    def is_share(self) -> bool:
        return bool(self.kind.whole)

    @property
    def change(self) -> int | None:
        """In per cent, of a share in points of a hundred; None where there is nothing to compare with."""
        if self.now is None or self.before is None:
            return None
        if self.is_share:
            return round(self.now * 100) - round(self.before * 100)
        return round((self.now / self.before - 1) * 100) if self.before else None

    @property
    def mood(self) -> str:
        if not self.change:
            return "even"
        return "worse" if (self.change > 0) == self.kind.is_bad else "better"


@dataclass(frozen=True, slots=True)
class Weeks:
    """Both weeks' figures; the later one is from `since` to `until`, both included."""

    since: date
    until: date
    figures: Sequence[Figure]

    @property
    def is_empty(self) -> bool:
        return not any(any(figure.days) for figure in self.figures)


def read_weeks(*, at: datetime) -> Weeks:
    """Add up the days until yesterday: today is not over, and would always look worse. Two queries."""
    until = localtime(at).date() - timedelta(days=1)
    days = [until - timedelta(days=back) for back in reversed(range(2 * DAYS))]
    sums = _add(QueryDay, _QUERIES, days)
    for day, products in _add(ProductDay, _PRODUCTS, days).items():
        sums[day].update(products)
    query = urlencode({"day_from": days[DAYS], "day_to": until})
    return Weeks(days[DAYS], until, [_figure(kind, [sums[day] for day in days], query) for kind in KINDS])


def _add(model: Any, columns: Sequence[str], days: Sequence[date]) -> dict[date, dict[str, int]]:
    rows = (
        model.objects.filter(day__gte=days[0], day__lte=days[-1])
        .order_by()
        .values("day")
        .annotate(**{f"all_{name}": Sum(name) for name in columns})
    )
    found = {day: dict.fromkeys(columns, 0) for day in days}
    for row in rows:
        found[row["day"]] = {name: row[f"all_{name}"] for name in columns}
    return found


def _figure(kind: Kind, days: Sequence[Mapping[str, int]], query: str) -> Figure:
    return Figure(
        kind,
        now=_measure(kind, days[DAYS:]),
        before=_measure(kind, days[:DAYS]),
        days=[_measure(kind, [day]) or 0.0 for day in days],
        address=f"{reverse(f'search_reports:{kind.report}')}?{query}" if kind.report else "",
    )


def _measure(kind: Kind, days: Sequence[Mapping[str, int]]) -> float | None:
    part = sum(day[kind.part] for day in days)
    return divide(part, sum(day[kind.whole] for day in days)) if kind.whole else part
