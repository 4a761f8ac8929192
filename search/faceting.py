"""Counts what shoppers may narrow a result by. Each facet is counted as if it were not chosen from itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from search.engines.base import Reader
from search.filtering import SPECIFICATION, format_range, join_filters
from search.ranking.tree import Between, Node, Term, all_of
from search.requests import Facet, FacetValue, ProductFilter, SearchRequest

MOST_VALUES = 100
MOST_SPECIFICATIONS = 12
_PERCENTS = (20.0, 40.0, 60.0, 80.0)
_ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
_KEYWORDS = {"brand": "brand", "category": "category", "stage": "stage", "availability": "available"}


def count_facets(reader: Reader, request: SearchRequest, base: Node, filters: dict[str, Node]) -> list[Facet]:
    """The facets asked for, in that order. Raises ValueError for a name there is no facet of."""
    facets = []
    for name in _expand(reader, request, all_of(base, join_filters(filters))):
        match = all_of(base, join_filters(filters, without=name))
        if name in _KEYWORDS:
            facets.append(_count_keyword(reader, name, match, _list_selected(request.filters, name)))
        elif name == "price":
            facets.append(_count_price(reader, match, request.filters))
        elif name.startswith(SPECIFICATION):
            key = name.removeprefix(SPECIFICATION)
            facets.append(_count_specification(reader, key, match, request.filters.specifications.get(key, ())))
        else:
            known = ", ".join([*_KEYWORDS, "price", "specification", f"{SPECIFICATION}KEY"])
            raise ValueError(f"There is no facet {name!r}. Known are: {known}.")
    return facets


def _expand(reader: Reader, request: SearchRequest, match: Node) -> Iterable[str]:
    """ "specification" stands for those that most products found have, and those already chosen from."""
    names: dict[str, None] = {}
    for name in request.facets:
        if name != "specification":
            names[name] = None
            continue
        for key, values in request.filters.specifications.items():
            if values:
                names[SPECIFICATION + key] = None
        for key, _ in reader.count_values(match, "facet", limit=MOST_SPECIFICATIONS):
            names[SPECIFICATION + key] = None
    return names


def _list_selected(filters: ProductFilter, name: str) -> Sequence[str]:
    if name == "availability":
        return () if filters.available is None else ("true" if filters.available else "false",)
    return {"brand": filters.brands, "category": filters.categories, "stage": filters.stages}[name]


def _count_keyword(reader: Reader, name: str, match: Node, selected: Sequence[str]) -> Facet:
    field = _KEYWORDS[name]
    counted = reader.count_values(match, field, limit=MOST_VALUES)
    values = _make_values(counted, selected, lambda value: reader.count(all_of(match, Term(field, value))))
    return Facet(name, name, values)


def _count_specification(reader: Reader, key: str, match: Node, selected: Sequence[str]) -> Facet:
    counted = reader.count_values(match, "specifications", limit=MOST_VALUES, path=key)
    numbers = reader.summarise_number(match, "numbers", path=key)
    values = _make_values(
        counted, selected, lambda value: reader.count(all_of(match, Term("specification", f"{key}={value}")))
    )
    return Facet(key, "specification", values, numbers.low, numbers.high)


def _make_values(
    counted: list[tuple[str, int]], selected: Sequence[str], count: Callable[[str], int]
) -> list[FacetValue]:
    """With what is selected always among them, though nothing may have it any more."""
    known = {value for value, _ in counted}
    missing = [(value, count(value)) for value in dict.fromkeys(selected) if value not in known]
    return [FacetValue(value, number, value in selected) for value, number in [*counted, *missing]]


def _count_price(reader: Reader, match: Node, filters: ProductFilter) -> Facet:
    """About five ranges with round ends that hold about as many products each."""
    prices = reader.summarise_number(match, "price", percents=_PERCENTS)
    if prices.low is None or prices.high is None:
        return Facet("price", "price", [])
    ends = sorted({end for end in map(_round, prices.quantiles) if prices.low < end <= prices.high})
    starts: list[int | None] = [None, *ends]
    values = []
    for low, next_low in zip(starts, [*ends, None], strict=True):
        high = None if next_low is None else next_low - 1
        count = reader.count(all_of(match, Between("price", low, high)))
        is_selected = (low, high) == (filters.price_min, filters.price_max) and (low, high) != (None, None)
        values.append(FacetValue(format_range(low, high), count, is_selected))
    return Facet("price", "price", values, prices.low, prices.high)


def _round(number: float) -> int:
    """The nearest amount that looks like a price limit: 1, 1.5, 2, 3, 5 or 7 with zeros."""
    if number < 1:
        return 0
    size = 10.0 ** math.floor(math.log10(number))
    return int(min(_ROUND, key=lambda nice: abs(nice - number / size)) * size)
