"""PURE. The filters beside a list: from the API's facets and what is chosen to what the template shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor
from typing import Any

from shop.narrowing import SPECIFICATION, Narrowing

SHOWN_AT_ONCE = 6
_NAMES = {"BRAND": "brand", "CATEGORY": "category", "SPECIFICATION": ""}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be ticked."""

    name: str
    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A range of prices, as a link."""

    label: str
    count: int
    query: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What a list can be narrowed by: options to tick, or for prices spans and two fields."""

    name: str
    label: str
    kind: str
    options: Sequence[Option] = ()
    more: Sequence[Option] = ()
    spans: Sequence[Span] = ()
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice, with the address of the list without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything beside a list."""

    groups: Sequence[Group] = field(default_factory=list)
    chips: Sequence[Chip] = field(default_factory=list)
    in_stock_count: int = 0


def describe_filters(
    facets: Sequence[Mapping[str, Any]], narrowing: Narrowing, *, categories: Collection[str] | None = None
) -> Filters:
    """The filters for `facets`; of the category facet only `categories` (None: all) are offered."""
    groups, chips = [], []
    in_stock = 0
    for facet in facets:
        if facet["kind"] == "AVAILABILITY":
            in_stock = sum(value["count"] for value in facet["values"] if value["value"] == "true")
        elif facet["kind"] == "PRICE":
            if len(facet["values"]) > 1 or narrowing.price_min or narrowing.price_max:
                groups.append(_describe_price(facet, narrowing))
        elif facet["kind"] in _NAMES:
            group = _describe_group(facet, categories)
            chips += [
                Chip(option.label, narrowing.without(option.name, option.value).to_query())
                for option in (*group.options, *group.more)
                if option.is_selected
            ]
            if _is_useful(group):
                groups.append(group)
    return Filters(groups, chips, in_stock)


def _describe_group(facet: Mapping[str, Any], categories: Collection[str] | None) -> Group:
    kind = facet["kind"]
    name = _NAMES[kind] or SPECIFICATION + facet["key"]
    options = [
        Option(name, value["value"], value["label"], value["count"], value["isSelected"])
        for value in facet["values"]
        if kind != "CATEGORY" or categories is None or value["value"] in categories or value["isSelected"]
    ]
    # What is chosen stays in sight.
    options.sort(key=lambda option: not option.is_selected)
    return Group(name, facet["label"], kind, options[:SHOWN_AT_ONCE], options[SHOWN_AT_ONCE:])


def _is_useful(group: Group) -> bool:
    options = [*group.options, *group.more]
    return len(options) > 1 or any(option.is_selected for option in options)


def _describe_price(facet: Mapping[str, Any], narrowing: Narrowing) -> Group:
    without = narrowing.without("price")
    spans = [
        Span(
            value["label"],
            value["count"],
            (without if value["isSelected"] else _set_price(without, value)).to_query(),
            value["isSelected"],
        )
        for value in facet["values"]
        if value["count"] or value["isSelected"]
    ]
    ends = facet["priceRange"] or {}
    low = str(floor(float(ends["low"]["amount"]))) if ends else ""
    high = str(ceil(float(ends["high"]["amount"]))) if ends else ""
    return Group("price", facet["label"], "PRICE", spans=spans, low=low, high=high)


def _set_price(narrowing: Narrowing, value: Mapping[str, Any]) -> Narrowing:
    return replace(narrowing, price_min=value["min"] or "", price_max=value["max"] or "")
