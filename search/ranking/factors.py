"""What makes a product worth more or less whatever is asked for: bounded, one whole number a product.

A score is text points × `weigh_product`. Whole numbers keep it exact in every engine: points stay below 1,050,000
and the factor at most 16, together below 2**24, what a 32-bit float holds exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from search.ranking.tree import Points, Term

ORDINARY = 10
# The best product is worth little more than twice the worst: a SKU must find its product even when that sinks.
MIN_FACTOR, MAX_FACTOR = 7, 16
# An interest moves a product by as much as naming the thing would, at most.
_STRONGEST_INTEREST = 1200


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a product: `quality` 0 to 100 or None, `popularity` 0 to 1, `stage` of its life-cycle."""

    quality: int | None = None
    popularity: float = 0.0
    is_available: bool = True
    stage: str = ""


NO_SIGNALS = Signals()


def _bounded(default: float, low: float, high: float) -> Any:
    return field(default=default, metadata={"low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal may do at most, as a share: 0.1 is ten percent up or down. Raises ValueError out of bounds."""

    quality: float = _bounded(0.1, 0.0, 0.3)
    """A product of quality 100 gains this, one of 0 loses it; 50, or unknown, changes nothing."""
    popularity: float = _bounded(0.3, 0.0, 0.5)
    """The most popular product gains this."""
    sold_out: float = _bounded(0.3, 0.0, 0.3)
    """A product that cannot be bought loses this: it sinks, but an exact match still shows."""
    new: float = _bounded(0.0, 0.0, 0.3)
    """A new product gains this."""
    decline: float = _bounded(0.1, 0.0, 0.3)
    """A product on its way out loses this."""
    interest: float = _bounded(0.5, 0.0, 1.0)
    """How much of the most that a shopper's own interests may do they do."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value, low, high = getattr(self, each.name), each.metadata["low"], each.metadata["high"]
            if not low <= value <= high:
                raise ValueError(f"The weight {each.name!r} is {value}; it has to be from {low} to {high}.")


DEFAULT_WEIGHTS = Weights()
BOUNDS: dict[str, tuple[float, float]] = {
    each.name: (each.metadata["low"], each.metadata["high"]) for each in fields(Weights)
}
"""Of each weight, the least and the most it may be."""


def list_factors(signals: Signals, weights: Weights = DEFAULT_WEIGHTS) -> list[tuple[str, float]]:
    """(signal, factor) of all that differ from 1, as the product's number is made of them."""
    factors = {
        "quality": 1.0 if signals.quality is None else 1 + weights.quality * (min(signals.quality, 100) - 50) / 50,
        "popularity": 1 + weights.popularity * min(max(signals.popularity, 0.0), 1.0),
        "sold_out": 1.0 if signals.is_available else 1 - weights.sold_out,
        "new": 1 + weights.new if signals.stage == "new" else 1.0,
        "decline": 1 - weights.decline if signals.stage == "decline" else 1.0,
    }
    return [(name, factor) for name, factor in factors.items() if factor != 1.0]


def weigh_product(signals: Signals, weights: Weights = DEFAULT_WEIGHTS) -> int:
    """10 for an ordinary product, from 7 to 16: the product of all factors, rounded."""
    product = float(ORDINARY)
    for _, factor in list_factors(signals, weights):
        product *= factor
    return min(MAX_FACTOR, max(MIN_FACTOR, round(product)))


@dataclass(frozen=True, slots=True)
class Interest:
    """That a shopper likes what `field` ("brand", "category") names by `key`, from 0 to 1."""

    field: str
    key: str
    strength: float


def prefer(interests: Iterable[Interest], weights: Weights = DEFAULT_WEIGHTS) -> tuple[Points, ...]:
    """Points for what a shopper likes; of several interests in a field the engine adds those a product has."""
    most = _STRONGEST_INTEREST * weights.interest
    found = [(each, int(most * min(max(each.strength, 0.0), 1.0))) for each in interests]
    return tuple(Points(Term(each.field, each.key), points) for each, points in found if points)
