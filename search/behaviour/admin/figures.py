"""The rows of the reports: what shoppers searched for in a stretch of days, phrase by phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, QuerySet, Sum

from search.behaviour.learning.trends import divide, measure_growth
from search.behaviour.models import QueryDay

MOST_ROWS = 1_000
"""Of a shop's queries most are asked for once: a report shows the most frequent."""


@dataclass(frozen=True, slots=True)
class QueryFigures:
    """What came of one phrase in one language."""

    phrase: str
    locale: str
    searches: int = 0
    empty: int = 0
    found: int = 0
    took_ms: int = 0
    slowest_ms: int = 0
    followed: int = 0
    clicked: int = 0
    before: int = 0

    @property
    def click_rate(self) -> float | None:
        """Of the searches that could be followed, how many led to a click."""
        return divide(self.clicked, self.followed)

    @property
    def empty_rate(self) -> float | None:
        return divide(self.empty, self.searches)

    @property
    def average_ms(self) -> int:
        return round(self.took_ms / self.searches) if self.searches else 0

    @property
    def growth(self) -> float:
        return measure_growth(self.searches, self.before)


def list_phrases(days: QuerySet[QueryDay], *, order: str, **having: Any) -> list[QueryFigures]:
    """The phrases of these days, added up; at most MOST_ROWS of them. One query."""
    sums = {name: Sum(name) for name in ("searches", "empty", "took_ms", "followed", "clicked")}
    rows: Any = (
        days.values("phrase", "locale")
        .annotate(**{f"all_{name}": one for name, one in sums.items()}, slowest=Max("slowest_ms"), most=Max("found"))
        .filter(**having)
        .order_by(order, "phrase", "locale")[:MOST_ROWS]
    )
    return [
        QueryFigures(
            phrase=row["phrase"],
            locale=row["locale"],
            found=row["most"],
            slowest_ms=row["slowest"],
            **{name: row[f"all_{name}"] for name in sums},
        )
        for row in rows
    ]


def list_growing(days: QuerySet[QueryDay], *, since: date, until: date) -> list[QueryFigures]:
    """What is asked for more in the later half of the stretch, the most grown first. Two queries."""
    half = since + timedelta(days=((until - since).days + 1) // 2)
    recent = list_phrases(days.filter(day__gte=half), order="-all_searches", all_searches__gt=0)
    earlier = days.filter(day__lt=half, phrase__in=[one.phrase for one in recent])
    before = {
        (row["phrase"], row["locale"]): row["times"]
        for row in earlier.values("phrase", "locale").annotate(times=Sum("searches"))
    }
    grown = [replace(one, before=before.get((one.phrase, one.locale), 0)) for one in recent]
    return sorted((one for one in grown if one.growth > 1), key=lambda one: (-one.growth, one.phrase))


def count_days(days: QuerySet[QueryDay], part: str) -> dict[date, tuple[int, int]]:
    """By day the searches, and the sum of the column `part`."""
    rows = days.values("day").annotate(all=Sum("searches"), part=Sum(part))
    return {row["day"]: (row["all"], row["part"]) for row in rows}
