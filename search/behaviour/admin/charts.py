"""Draws the days of a report as bars: plain SVG from the server, with the numbers beside it for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WIDTH, HEIGHT = 960, 160
_TOP, _BOTTOM = 8, 22
_MOST_BARS = 92


@dataclass(frozen=True, slots=True)
class Bar:
    """A day: the whole bar, and the part of it that stands out. `label` is there below a few of them."""

    x: float
    width: float
    y: float
    height: float
    part_y: float
    part_height: float
    first: date
    last: date
    value: int
    part: int
    label: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right, and the highest value."""

    bars: Sequence[Bar]
    highest: int
    title: Any
    part_title: Any
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def base(self) -> int:
        return HEIGHT - _BOTTOM


def draw_days(
    counts: Mapping[date, tuple[int, int]], *, since: date, until: date, title: Any, part_title: Any
) -> Chart:
    """A bar for each day from `since` to `until`, both included, of (all, of these that stand out).

    Long stretches are drawn some days to a bar.
    """
    days = max((until - since).days + 1, 1)
    together = -(-days // _MOST_BARS)
    groups = [since + timedelta(days=start) for start in range(0, days, together)]
    values = [_add(counts, first, min(first + timedelta(days=together - 1), until)) for first in groups]
    highest = max((value for value, _part in values), default=0)
    step = WIDTH / len(groups)
    every = max(1, len(groups) // 6)
    bars = [
        _draw(first, min(first + timedelta(days=together - 1), until), value, part, place, step, highest, every)
        for place, (first, (value, part)) in enumerate(zip(groups, values, strict=True))
    ]
    return Chart(bars, highest, title, part_title)


def _add(counts: Mapping[date, tuple[int, int]], first: date, last: date) -> tuple[int, int]:
    found = [counts.get(first + timedelta(days=number), (0, 0)) for number in range((last - first).days + 1)]
    return sum(value for value, _part in found), sum(part for _value, part in found)


def _draw(first: date, last: date, value: int, part: int, place: int, step: float, highest: int, every: int) -> Bar:
    room = HEIGHT - _TOP - _BOTTOM
    tall, short = (room * one / highest if highest else 0.0 for one in (value, part))
    base = HEIGHT - _BOTTOM
    return Bar(
        x=round(place * step + step * 0.1, 1),
        width=round(step * 0.8, 1),
        y=round(base - tall, 1),
        height=round(tall, 1),
        part_y=round(base - short, 1),
        part_height=round(short, 1),
        first=first,
        last=last,
        value=value,
        part=part,
        label=place % every == 0,
    )
