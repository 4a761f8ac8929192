"""PURE. Which role a product seems to play among those of its category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from campaigns.shelving.rules.slope import GROWTH, NEW, Suggestion
from campaigns.shelving.rules.values import Facts, Reason

TRAFFIC, PROFIT, IMAGE, POTENTIAL = "traffic", "profit", "image", "potential"
FEWEST = 4
_GOOD_SCORE = 70


@dataclass(frozen=True, slots=True)
class Figures:
    """What is usual in a category: units, revenue and price of its products."""

    count: int
    units_median: float
    units_high: float
    revenue_high: float
    price_median: float
    price_high: float


def describe_category(units: Sequence[int], revenues: Sequence[int], prices: Sequence[int]) -> Figures | None:
    """Medians, upper quarters, and the price only one in ten reaches; None of too few products to compare."""
    if len(units) < FEWEST:
        return None
    return Figures(
        count=len(units),
        units_median=median(units),
        units_high=quantiles(units, n=4, method="inclusive")[2],
        revenue_high=quantiles(revenues, n=4, method="inclusive")[2],
        price_median=median(prices),
        price_high=quantiles(prices, n=10, method="inclusive")[8],
    )


def suggest_role(facts: Facts, figures: Figures | None) -> Suggestion | None:
    """The first that fits: brings visitors, earns, shows who we are, may grow; None where none does."""
    if figures is None or not facts.price_minor:
        return None
    is_dear = facts.price_minor > figures.price_median
    if facts.sold and facts.sold >= figures.units_high and not is_dear:
        return Suggestion(TRAFFIC, [Reason("role-units", {"count": facts.sold}), Reason("role-cheap")])
    if is_dear and facts.revenue_minor and facts.revenue_minor >= figures.revenue_high:
        return Suggestion(PROFIT, [Reason("role-revenue"), Reason("role-dear")])
    if is_dear and facts.price_minor >= figures.price_high and facts.sold <= figures.units_median:
        return Suggestion(IMAGE, [Reason("role-top-price"), Reason("role-few", {"count": facts.sold})])
    if facts.stage in (NEW, GROWTH) and (facts.score or 0) >= _GOOD_SCORE:
        return Suggestion(POTENTIAL, [Reason(f"role-{facts.stage}"), Reason("score", {"count": facts.score})])
    return None
