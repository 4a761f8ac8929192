"""A shopper's filters as query trees, each under the name of the facet that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from search.ranking.tree import Between, Node, Term, all_of, any_of
from search.requests import ProductFilter

_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?")
SPECIFICATION = "specification:"


def build_filters(filters: ProductFilter) -> dict[str, Node]:
    """By facet name what has to hold; only those that narrow something."""
    nodes: dict[str, Node] = {}
    for name, field, values in (
        ("brand", "brand", filters.brands),
        ("category", "category", filters.categories),
        ("stage", "stage", filters.stages),
        ("key", "key", filters.keys),
    ):
        if values:
            nodes[name] = any_of(*(Term(field, value) for value in dict.fromkeys(values)))
    if filters.price_min is not None or filters.price_max is not None:
        nodes["price"] = Between("price", filters.price_min, filters.price_max)
    if filters.available is not None:
        nodes["availability"] = Term("available", "true" if filters.available else "false")
    for key, values in filters.specifications.items():
        if values:
            nodes[SPECIFICATION + key] = _build_specification(key, values)
    return nodes


def join_filters(filters: dict[str, Node], *, without: str = "") -> Node:
    """All filters together, but for the one of the facet `without`."""
    return all_of(*(node for name, node in filters.items() if name != without))


def format_range(low: int | None, high: int | None) -> str:
    """Both ends included, None open: "1000..1999"."""
    return f"{'' if low is None else low}..{'' if high is None else high}"


def parse_range(value: str) -> tuple[float | None, float | None] | None:
    """The ends of "5..10", "..10", "5.."; None if it is no range."""
    match = _RANGE.fullmatch(value)
    if not match or value == "..":
        return None
    low, high = (None if end is None else float(end) for end in match.groups())
    return low, high


def _build_specification(key: str, values: Sequence[str]) -> Node:
    return any_of(*_build_values(key, dict.fromkeys(values)))


def _build_values(key: str, values: Iterable[str]) -> Iterable[Node]:
    for value in values:
        ends = parse_range(value)
        if ends is not None:
            yield Between("numbers", *ends, path=key)
        yield Term("specification", f"{key}={value}")
