"""PURE. What a shopper chooses between the offers of a product, and where each choice leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Offer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an axis. `is_combined` says that it exists together with what else is chosen."""

    value: str
    sku: str
    is_chosen: bool
    is_combined: bool
    is_available: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing to choose, such as the colour."""

    name: str
    chosen: str
    choices: list[Choice]


def choose_offer(offers: Sequence[Offer], sku: str | None = None) -> Offer:
    """The offer `sku`, else the cheapest that can be ordered, else the first."""
    named = next((offer for offer in offers if offer["sku"] == sku), None)
    orderable = [offer for offer in offers if offer["isAvailable"]]
    return named or min(orderable, key=_read_amount, default=None) or offers[0]


def describe_axes(axes: Sequence[Mapping[str, Any]], offers: Sequence[Offer], chosen: Offer) -> list[Axis]:
    """For every value of every axis the offer it leads to, seen from `chosen`."""
    mine = read_options(chosen)
    return [
        Axis(
            axis["name"],
            mine.get(axis["name"], ""),
            [_describe_choice(axis["name"], value, offers, mine) for value in axis["values"]],
        )
        for axis in axes
    ]


def read_options(offer: Offer) -> dict[str, str]:
    """The options of an offer by the name of their axis."""
    return {option["name"]: option["value"] for option in offer["options"]}


def _describe_choice(axis: str, value: str, offers: Sequence[Offer], mine: Mapping[str, str]) -> Choice:
    wanted = {**mine, axis: value}
    with_value = [offer for offer in offers if read_options(offer).get(axis) == value]
    # As near as can be to what is chosen, and among the equally near one that can be ordered.
    nearest = max(with_value, key=lambda offer: (_count_shared(offer, wanted), offer["isAvailable"]))
    return Choice(
        value=value,
        sku=nearest["sku"],
        is_chosen=mine.get(axis) == value,
        is_combined=read_options(nearest) == wanted,
        is_available=nearest["isAvailable"],
    )


def _count_shared(offer: Offer, wanted: Mapping[str, str]) -> int:
    return sum(wanted.get(name) == value for name, value in read_options(offer).items())


def _read_amount(offer: Offer) -> float:
    return float(offer["price"]["amount"])
