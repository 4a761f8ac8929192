"""PURE. When a rule begins or ceases to hold by itself: its window, and the days and hours it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from campaigns.rules.values import All, Any, Condition, Not, OneOf, Rule, TimeBetween

_MIDNIGHT = time(0)


def find_next_moment(rule: Rule, *, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant at which it may begin or cease to hold; None where there is none to come."""
    if rule.ends_at is not None and rule.ends_at <= after:
        return None
    if rule.starts_at is not None and rule.starts_at > after:
        return rule.starts_at
    moments = [_find_next(each, after, zone) for each in list_times(rule)]
    if rule.ends_at is not None:
        moments.append(rule.ends_at)
    return min(moments, default=None)


def list_times(rule: Rule) -> list[time]:
    """The times of the day at which its condition may turn."""
    return list(_list_times(rule.condition)) if rule.condition is not None else []


def _list_times(condition: Condition) -> Iterator[time]:
    match condition:
        case All(conditions) | Any(conditions):
            for each in conditions:
                yield from _list_times(each)
        case Not(inner):
            yield from _list_times(inner)
        case TimeBetween(starts, ends):
            yield from (starts, ends)
        case OneOf("weekday"):
            yield _MIDNIGHT


def _find_next(moment: time, after: datetime, zone: ZoneInfo) -> datetime:
    today = after.astimezone(zone).date()
    days = (datetime.combine(today + timedelta(days=day), moment, tzinfo=zone) for day in range(-1, 3))
    return min(each.astimezone(after.tzinfo) for each in days if each.timestamp() > after.timestamp())
