"""Counts what shoppers may narrow a result by. Each facet is counted as if it were not chosen from itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search.engines.base import NumberQuestion, Question, RangesQuestion, Reader, ValuesQuestion
from search.filtering import SPECIFICATION, format_range, join_filters
from search.ranking.tree import Node, Term, all_of
from search.requests import Facet, FacetValue, ProductFilter, SearchRequest

MOST_VALUES = 100
MOST_SPECIFICATIONS = 12
_SHARES = (0.2, 0.4, 0.6, 0.8)
_ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
_KEYWORDS = {"brand": "brand", "category": "category", "stage": "stage", "availability": "available"}


def count_facets(reader: Reader, request: SearchRequest, base: Node, filters: dict[str, Node]) -> list[Facet]:
    """The facets asked for, in that order. Raises ValueError for a name there is no facet of."""
    names = list(_expand(reader, request, all_of(base, join_filters(filters))))
    matches = {name: all_of(base, join_filters(filters, without=name)) for name in names}
    reader.prepare([*_foresee_counts(names, matches), *_foresee_ranges(reader, matches)])
    facets = []
    for name, match in matches.items():
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


def foresee_facets(request: SearchRequest, base: Node, filters: dict[str, Node]) -> Iterator[Question]:
    """What will be asked first for the facets of `request`, to be asked together with the rest."""
    names = [name for name in request.facets if name != "specification"]
    yield from _foresee_counts(names, {name: all_of(base, join_filters(filters, without=name)) for name in names})
    if "specification" in request.facets:
        yield ValuesQuestion(all_of(base, join_filters(filters)), "facet", MOST_SPECIFICATIONS)


def _foresee_counts(names: Iterable[str], matches: Mapping[str, Node]) -> Iterator[Question]:
    for name in names:
        if name in _KEYWORDS:
            yield ValuesQuestion(matches[name], _KEYWORDS[name], MOST_VALUES)
        elif name == "price":
            yield NumberQuestion(matches[name], "price")
        elif name.startswith(SPECIFICATION):
            key = name.removeprefix(SPECIFICATION)
            yield ValuesQuestion(matches[name], "specifications", MOST_VALUES, key)
            yield NumberQuestion(matches[name], "numbers", key)


def _foresee_ranges(reader: Reader, matches: Mapping[str, Node]) -> Iterator[Question]:
    if "price" in matches:
        prices = reader.summarise_number(matches["price"], "price")
        if prices.low is not None and prices.high is not None:
            yield RangesQuestion(matches["price"], "price", tuple(_list_round(prices.low, prices.high)))


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
    if not selected:
        return [FacetValue(value, number) for value, number in counted]
    known = {value for value, _ in counted}
    missing = [(value, count(value)) for value in dict.fromkeys(selected) if value not in known]
    return [FacetValue(value, number, value in selected) for value, number in [*counted, *missing]]


def _count_price(reader: Reader, match: Node, filters: ProductFilter) -> Facet:
    """About five ranges with round ends that hold about as many products each."""
    prices = reader.summarise_number(match, "price")
    if prices.low is None or prices.high is None:
        return Facet("price", "price", [])
    edges = _list_round(prices.low, prices.high)
    counts = reader.count_ranges(match, "price", edges)
    values = []
    chosen = _choose_edges(edges, counts, prices.low, prices.high)
    low, count = None, counts[0]
    for edge, following in zip(edges, counts[1:], strict=True):
        if edge in chosen:
            values.append(_make_range(low, edge - 1, count, filters))
            low, count = edge, 0
        count += following
    values.append(_make_range(low, None, count, filters))
    return Facet("price", "price", values, prices.low, prices.high)


def _make_range(low: int | None, high: int | None, count: int, filters: ProductFilter) -> FacetValue:
    is_selected = (low, high) == (filters.price_min, filters.price_max) and (low, high) != (None, None)
    return FacetValue(format_range(low, high), count, is_selected)


def _list_round(low: float, high: float) -> list[int]:
    """Amounts that look like a price limit, above `low` and up to `high`: 1, 1.5, 2, 3, 5 or 7 with zeros."""
    edges = {int(nice * 10**size) for size in range(len(str(int(high)))) for nice in _ROUND}
    return sorted(edge for edge in edges if low < edge <= high)


def _choose_edges(edges: Sequence[int], counts: Sequence[int], low: float, high: float) -> set[int]:
    """The edges nearest to where a fifth of the products is below, two fifths, …: each engine counts the same."""
    chosen: set[int] = set()
    for share in _SHARES:
        wanted = share * sum(counts)
        ends = [low, *edges, high]
        for number, count in enumerate(counts):
            if wanted <= count:
                # As if the products of one range were spread evenly in it.
                place = ends[number] + (ends[number + 1] - ends[number]) * wanted / max(count, 1)
                chosen.update(_find_nearest(edges, place))
                break
            wanted -= count
    return chosen


def _find_nearest(edges: Sequence[int], place: float) -> list[int]:
    """Nearest as a ratio: between 100 and 300, 180 is nearer to 300."""
    return sorted(edges, key=lambda edge: abs(math.log(edge / max(place, 1))))[:1]
