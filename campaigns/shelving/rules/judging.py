"""PURE. Whether the conditions of a rule hold for a product, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from campaigns.shelving.rules.selling import count_units, find_cover, is_unsold
from campaigns.shelving.rules.values import (
    IN_CAMPAIGN,
    IN_SEASON,
    NOT_IN_CAMPAIGN,
    SALES_WINDOW,
    Conditions,
    Facts,
    Reason,
)

NO_ROLE = "none"
Check = Callable[[Conditions, Facts, datetime, date], "Reason | bool | None"]
"""A reason where a condition holds, True where it asks nothing, None or False where it does not hold."""


def judge(conditions: Conditions, facts: Facts, *, at: datetime, today: date) -> Sequence[Reason] | None:
    """Why the conditions hold, in the order in which they are asked; None where one does not."""
    if not belongs(conditions, facts):
        return None
    reasons = []
    for check in _CHECKS:
        found = check(conditions, facts, at, today)
        if not found:
            return None
        if isinstance(found, Reason):
            reasons.append(found)
    return reasons


def belongs(conditions: Conditions, facts: Facts) -> bool:
    """Whether the product is one of those the rule is about at all."""
    role = "" if conditions.role == NO_ROLE else conditions.role
    return (
        facts.category_path.startswith(conditions.category_path)
        and conditions.brand_id in (None, facts.brand_id)
        and conditions.stage in ("", facts.stage)
        and (not conditions.role or role == facts.role)
    )


def _is_on_shelf_long(asked: Conditions, facts: Facts, at: datetime, _today: date) -> Reason | bool | None:
    if asked.on_shelf_days is None:
        return True
    days = _count_days(facts.on_shelf_since, at) if facts.is_on_shelf else None
    return _at_least("on-shelf-days", days, asked.on_shelf_days)


def _is_off_shelf_long(asked: Conditions, facts: Facts, at: datetime, _today: date) -> Reason | bool | None:
    if asked.off_shelf_days is None:
        return True
    days = None if facts.is_on_shelf else _count_days(facts.off_shelf_since, at)
    return _at_least("off-shelf-days", days, asked.off_shelf_days)


def _is_released_long(asked: Conditions, facts: Facts, at: datetime, _today: date) -> Reason | bool | None:
    if asked.released_days is None:
        return True
    return _at_least("released-days", _count_days(facts.released_at, at), asked.released_days)


def _is_season(asked: Conditions, _facts: Facts, _at: datetime, today: date) -> Reason | bool | None:
    if not asked.season or asked.season_from is None or asked.season_until is None:
        return True
    is_inside = lies_within(today, asked.season_from, asked.season_until)
    if is_inside != (asked.season == IN_SEASON):
        return None
    window = {"since": "{}-{}".format(*asked.season_from), "until": "{}-{}".format(*asked.season_until)}
    return Reason("season-in" if is_inside else "season-out", window)


def lies_within(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether `day` lies in a season that comes every year, over the new year as well."""
    this = (day.month, day.day)
    return first <= this <= last if first <= last else this >= first or this <= last


def _has_stock(asked: Conditions, facts: Facts, _at: datetime, _today: date) -> Reason | bool | None:
    return _within("stock", facts.stock, asked.stock_min, asked.stock_max)


def _is_out_long(asked: Conditions, facts: Facts, at: datetime, _today: date) -> Reason | bool | None:
    if asked.out_days is None:
        return True
    return _at_least("out-days", _count_days(facts.out_since, at), asked.out_days)


def _has_cover(asked: Conditions, facts: Facts, _at: datetime, today: date) -> Reason | bool | None:
    if asked.cover_min is None and asked.cover_max is None:
        return True
    cover = find_cover(facts, today=today)
    return _within("cover", None if cover is None else round(cover), asked.cover_min, asked.cover_max)


def _sells(asked: Conditions, facts: Facts, _at: datetime, today: date) -> Reason | bool | None:
    if asked.units_min is None and asked.units_max is None:
        return True
    units = count_units(facts, asked.sales_days, today=today)
    return _within("units", units, asked.units_min, asked.units_max, days=asked.sales_days)


def _is_unsold_long(asked: Conditions, facts: Facts, at: datetime, today: date) -> Reason | bool | None:
    if asked.unsold_days is None:
        return True
    # What came onto the shelf yesterday has not failed to sell for a month.
    since = facts.on_shelf_since or facts.released_at
    if since is not None and (at - since).days < asked.unsold_days:
        return None
    return Reason("unsold", {"days": asked.unsold_days}) if is_unsold(facts, asked.unsold_days, today=today) else None


def _compares(asked: Conditions, facts: Facts, _at: datetime, today: date) -> Reason | bool | None:
    if asked.median_min is None and asked.median_max is None:
        return True
    if not facts.category_median:
        return None
    share = round(100 * count_units(facts, SALES_WINDOW, today=today) / facts.category_median)
    return _within("median", share, asked.median_min, asked.median_max)


def _is_in_campaign(asked: Conditions, facts: Facts, _at: datetime, _today: date) -> Reason | bool | None:
    if asked.campaign == IN_CAMPAIGN:
        return Reason("campaign") if facts.is_in_campaign else None
    return not (asked.campaign == NOT_IN_CAMPAIGN and facts.is_in_campaign)


def _has_score(asked: Conditions, facts: Facts, _at: datetime, _today: date) -> Reason | bool | None:
    return _within("score", facts.score, asked.score_min, asked.score_max)


def _at_least(code: str, days: int | None, least: int) -> Reason | None:
    return Reason(code, {"days": days}) if days is not None and days >= least else None


def _within(code: str, value: int | None, least: int | None, most: int | None, **more: int) -> Reason | bool | None:
    if least is None and most is None:
        return True
    if value is None or (least is not None and value < least) or (most is not None and value > most):
        return None
    return Reason(code, {"count": value, **more})


def _count_days(since: datetime | None, at: datetime) -> int | None:
    return None if since is None else (at - since).days


_CHECKS: tuple[Check, ...] = (
    *(_is_in_campaign, _is_season, _has_stock, _is_out_long, _has_cover, _sells, _is_unsold_long, _compares),
    *(_is_on_shelf_long, _is_off_shelf_long, _is_released_long, _has_score),
)
