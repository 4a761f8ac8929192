"""PURE. Where a product is in its life, from the slope of its sales.

The slope is the median of the slopes of all pairs of weeks (Theil, "A rank-invariant method of linear and polynomial
regression analysis", 1950; Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968): one week of a
campaign, or one without stock, does not move it. Divided by a usual week it says by how much of that sales grow each
week. How many pairs agree (Kendall's tau) tells a trend from chance. The stages are those of Levitt, "Exploit the
product life cycle", 1965; to come into one takes more than to stay in it, so that none flickers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median

from campaigns.shelving.rules.values import Reason

NEW, GROWTH, MATURE, DECLINE = "new", "growth", "mature", "decline"
WEEKS = 8
FEWEST_WEEKS = 6
FEWEST_UNITS = 20
NEW_DAYS = 45
ENTER, STAY, AGREEMENT = 0.05, 0.02, 0.3


@dataclass(frozen=True, slots=True)
class Trend:
    """By how much of a usual week sales grow each week, and how far the weeks agree, from -1 to 1."""

    share: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stage or role, and why."""

    value: str
    reasons: Sequence[Reason]


def find_slope(values: Sequence[float]) -> float:
    """The median slope of all pairs, a step being one; 0 of fewer than two values."""
    slopes = [(values[j] - values[i]) / (j - i) for i, j in combinations(range(len(values)), 2)]
    return median(slopes) if slopes else 0.0


def find_agreement(values: Sequence[float]) -> float:
    """Kendall's tau against time: of all pairs, those that rise less those that fall."""
    pairs = list(combinations(values, 2))
    return sum((later > earlier) - (later < earlier) for earlier, later in pairs) / len(pairs) if pairs else 0.0


def find_trend(weeks: Sequence[int]) -> Trend:
    """The trend of weekly sales, the oldest first; none where nothing is sold."""
    usual = median(weeks) if weeks else 0.0
    usual = usual or (fmean(weeks) if weeks else 0.0)
    return Trend(find_slope(weeks) / usual, find_agreement(weeks)) if usual else Trend(0.0, 0.0)


def suggest_stage(weeks: Sequence[int], present: str, *, released_days: int | None) -> Suggestion | None:
    """The stage that `weeks` of sales speak for; None where there is too little to say.

    What has not been for sale for long is new. Weeks before the release do not count.
    """
    if released_days is not None and 0 <= released_days < NEW_DAYS:
        return Suggestion(NEW, [Reason("released-days", {"days": released_days})])
    counted = weeks if released_days is None else weeks[max(0, len(weeks) - released_days // 7) :]
    if len(counted) < FEWEST_WEEKS or sum(counted) < FEWEST_UNITS:
        return None
    trend = find_trend(counted)
    reason = Reason("slope", {"weeks": len(counted), "percent": round(100 * trend.share)})
    return Suggestion(_place(trend, present), [reason])


def _place(trend: Trend, present: str) -> str:
    if _is_there(trend.share, trend.agreement, stays=present == GROWTH):
        return GROWTH
    if _is_there(-trend.share, -trend.agreement, stays=present == DECLINE):
        return DECLINE
    return MATURE


def _is_there(share: float, agreement: float, *, stays: bool) -> bool:
    return share >= STAY if stays else share >= ENTER and agreement >= AGREEMENT
