"""What merchandisers want of one result list, as plain values that every engine can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from search.ranking.tree import AnyOf, Node, Not, Points, Term

MOST_PINS = 20
MOST_ADJUSTMENTS = 10
MOST_STRENGTH = 100
POINTS_OF_ONE = 100
"""So the strongest adjustment is worth about as much as a perfect match of one word, and all of them together 100,000
points: with those of the text they stay below the million that whole numbers in a score allow."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The product `key` at `place` (from 1); `reason` tells a merchandiser which rule did it."""

    key: str
    place: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Products that match `clause` move up (`strength` above 0) or down (below 0), at most 100 either way."""

    clause: Node
    strength: int
    reason: str = ""

    @property
    def points(self) -> int:
        """How many points lie between a product it is for and one that it is not for."""
        return min(abs(self.strength), MOST_STRENGTH) * POINTS_OF_ONE


@dataclass(frozen=True, slots=True)
class Directives:
    """For one query or category at one moment; `hidden` products are not found at all."""

    pins: tuple[Pin, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    hidden: Node | None = None


class TouchKind(StrEnum):
    PIN = "pin"
    BOOST = "boost"
    BURIAL = "burial"


@dataclass(frozen=True, slots=True)
class Touch:
    """What a directive did to one hit: put it at the place `amount`, or moved it by `amount` points."""

    kind: TouchKind
    amount: int
    reason: str = ""


def list_points(adjustments: Sequence[Adjustment]) -> tuple[Points, ...]:
    """Constant points for each adjustment; a burial gives them to everything else, as no engine takes any away."""
    return tuple(
        Points(each.clause if each.strength > 0 else Not(each.clause), each.points)
        for each in choose_adjustments(adjustments)
    )


def choose_adjustments(adjustments: Sequence[Adjustment]) -> list[Adjustment]:
    """Those that are followed: the first ten that do anything."""
    return [each for each in adjustments if each.strength][:MOST_ADJUSTMENTS]


def describe_adjustment(adjustment: Adjustment) -> Touch:
    """What `adjustment` does to a product that it is for."""
    if adjustment.strength > 0:
        return Touch(TouchKind.BOOST, adjustment.points, adjustment.reason)
    return Touch(TouchKind.BURIAL, -adjustment.points, adjustment.reason)


def choose_pins(pins: Sequence[Pin]) -> list[Pin]:
    """Those that are followed, in order of their places: each product once, twenty at most."""
    chosen: dict[str, Pin] = {}
    for pin in sorted(pins, key=lambda pin: pin.place):
        chosen.setdefault(pin.key, pin)
    return list(chosen.values())[:MOST_PINS]


def settle_places(pins: Sequence[Pin]) -> list[Pin]:
    """`pins` with a place each: of two at one place, the second stands behind the first."""
    settled: list[Pin] = []
    for pin in pins:
        first_free = settled[-1].place + 1 if settled else 1
        settled.append(replace(pin, place=max(pin.place, first_free)))
    return settled


def match_keys(keys: Sequence[str]) -> Node:
    """Exactly these products; none where there are no keys."""
    return AnyOf(tuple(Term("key", key) for key in keys))
