"""PURE. Whether a rule can ever apply: by its window, weekdays and times of day, and by what excludes itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

from campaigns.rules.values import All, Any, Condition, FirstOrder, OneOf, OrderCount, Range, Rule, TimeBetween

_WEEK = 8
"""Whatever opens at all opens within a week and the day it began in."""


def find_contradiction(rule: Rule, *, at: datetime, timezone: tzinfo) -> str:
    """Why nobody can ever meet it from `at` on: "window", "times", "channel" or "orders"; "" where somebody can."""
    starts = max(at, rule.starts_at) if rule.starts_at else at
    if rule.ends_at is not None and rule.ends_at <= starts:
        return "window"
    leaves = list(_list_demanded(rule.condition))
    if not _opens(leaves, starts, rule.ends_at, timezone):
        return "times"
    channels = rule.channels
    for leaf in leaves:
        if isinstance(leaf, OneOf) and leaf.what == "channel":
            channels = leaf.values if channels is None else channels & leaf.values
    if channels is not None and not channels:
        return "channel"
    return "" if _have_orders(leaves) else "orders"


def _list_demanded(condition: Condition | None) -> Iterator[Condition]:
    """What has to hold whatever else does; alternatives of one are no alternatives."""
    match condition:
        case All(conditions):
            for each in conditions:
                yield from _list_demanded(each)
        case Any(conditions) if len(conditions) == 1:
            yield from _list_demanded(conditions[0])
        case None:
            return
        case _:
            yield condition


def _opens(leaves: list[Condition], starts: datetime, ends: datetime | None, timezone: tzinfo) -> bool:
    days = [leaf.values for leaf in leaves if isinstance(leaf, OneOf) and leaf.what == "weekday"]
    times = [leaf for leaf in leaves if isinstance(leaf, TimeBetween)]
    if not days and not times:
        return True
    begin = starts.astimezone(timezone)
    for offset in range(_WEEK + 1):
        day = begin.date() + timedelta(days=offset)
        if any(str(day.isoweekday()) not in values for values in days):
            continue
        for low, high in _list_spans(times):
            opens = max(starts, datetime.combine(day, low, timezone))
            end_day = day + timedelta(days=1) if high == time.min else day
            closes = datetime.combine(end_day, high, timezone)
            if opens < closes and (ends is None or opens < ends):
                return True
    return False


def _list_spans(times: list[TimeBetween]) -> list[tuple[time, time]]:
    """What all of them leave of a day; an end of midnight is the day's end."""
    spans = [(time.min, time.min)]
    for one in times:
        parts = _list_parts(one)
        spans = [
            (low, high)
            for first in spans
            for second in parts
            if (low := max(first[0], second[0])) < (high := _earlier(first[1], second[1])) or high == time.min
        ]
    return [(low, high) for low, high in spans if low < high or high == time.min]


def _list_parts(one: TimeBetween) -> list[tuple[time, time]]:
    """Of one day; nothing where it ends as it begins."""
    if one.starts <= one.ends:
        return [(one.starts, one.ends)] if one.starts < one.ends else []
    evening = (one.starts, time.min)
    return [evening] if one.ends == time.min else [(time.min, one.ends), evening]


def _earlier(first: time, second: time) -> time:
    return min((each for each in (first, second) if each != time.min), default=time.min)


def _have_orders(leaves: list[Condition]) -> bool:
    """Whether some number of earlier orders meets everything that is asked of it."""
    low: int = 0
    high: int | None = None
    ends: Range
    for leaf in leaves:
        if isinstance(leaf, FirstOrder):
            ends = (0, 0) if leaf.is_wanted else (1, None)
        elif isinstance(leaf, OrderCount):
            ends = leaf.ends
        else:
            continue
        low = max(low, ends[0] or 0)
        high = ends[1] if high is None else high if ends[1] is None else min(high, ends[1])
    return high is None or low <= high
