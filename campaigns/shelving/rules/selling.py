"""PURE. How a product sells: what shoppers were seen to buy, and what feeds say, whichever is more.

Not every shopper lets himself be followed, and not every shop has a feed of its sales: neither count is too high.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from campaigns.shelving.rules.values import SALES_WINDOW, Facts

_RATE_DAYS = 28


def count_units(facts: Facts, days: int, *, today: date) -> int:
    """Units sold in the last `days` days; what feeds say of thirty is shared out evenly over fewer."""
    followed = add_days(facts.daily, since=today - timedelta(days=days), until=today)
    told = facts.sold if days >= SALES_WINDOW else round(facts.sold * days / SALES_WINDOW)
    return max(followed, told)


def is_unsold(facts: Facts, days: int, *, today: date) -> bool:
    """Whether surely nothing was sold in `days` days: a feed that says otherwise of thirty is believed."""
    return facts.sold == 0 and add_days(facts.daily, since=today - timedelta(days=days), until=today) == 0


def find_daily_rate(facts: Facts, *, today: date) -> float:
    """Units a day of late."""
    followed = add_days(facts.daily, since=today - timedelta(days=_RATE_DAYS), until=today)
    return max(followed / _RATE_DAYS, facts.sold / SALES_WINDOW)


def find_cover(facts: Facts, *, today: date) -> float | None:
    """For how many days the stock lasts if it goes on like this; None where nothing sells or nobody counts."""
    rate = find_daily_rate(facts, today=today)
    return None if facts.stock is None or not rate else max(facts.stock, 0) / rate


def list_weeks(daily: Mapping[date, int], weeks: int, *, today: date) -> list[int]:
    """Purchases of each of the last `weeks` whole weeks, the oldest first; today is not over and does not count."""
    starts = [today - timedelta(days=7 * number) for number in range(weeks, 0, -1)]
    return [add_days(daily, since=start, until=start + timedelta(days=7)) for start in starts]


def add_days(daily: Mapping[date, int], *, since: date, until: date) -> int:
    """The sum of [since, until)."""
    return sum(count for day, count in daily.items() if since <= day < until)
