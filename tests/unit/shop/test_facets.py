"""The filters beside a list."""

from __future__ import annotations

from typing import Any

from shop.facets import SHOWN_AT_ONCE, describe_filters
from shop.narrowing import Narrowing, read_narrowing


def make_value(value: str, count: int = 1, *, is_selected: bool = False, **ends: Any) -> dict[str, Any]:
    ends = {"min": None, "max": None, **ends}
    return {"value": value, "label": value.title(), "count": count, "isSelected": is_selected, **ends}


def make_facet(kind: str, values: list[dict[str, Any]], key: str = "") -> dict[str, Any]:
    return {"key": key or kind.lower(), "kind": kind, "label": kind.title(), "values": values, "priceRange": None}


def test_options_carry_the_name_the_address_knows() -> None:
    facets = [make_facet("BRAND", [make_value("acme"), make_value("lion")])]
    facets.append(make_facet("SPECIFICATION", [make_value("red"), make_value("blue")], "colour"))
    groups = describe_filters(facets, Narrowing()).groups
    assert [(group.name, [option.value for option in group.options]) for group in groups] == [
        ("brand", ["acme", "lion"]),
        ("spec.colour", ["red", "blue"]),
    ]


def test_what_cannot_narrow_is_left_out() -> None:
    assert describe_filters([make_facet("BRAND", [make_value("acme")])], Narrowing()).groups == []
    chosen = [make_facet("BRAND", [make_value("acme", is_selected=True)])]
    assert len(describe_filters(chosen, Narrowing()).groups) == 1


def test_what_is_chosen_comes_first_and_can_be_taken_back() -> None:
    values = [make_value(f"b{number}") for number in range(SHOWN_AT_ONCE + 2)]
    values[-1]["isSelected"] = True
    filters = describe_filters([make_facet("BRAND", values)], read_narrowing({"brand": ["b7"], "sort": ["new"]}))
    (group,) = filters.groups
    assert (group.options[0].value, len(group.options), len(group.more)) == ("b7", SHOWN_AT_ONCE, 2)
    assert [(chip.label, chip.query) for chip in filters.chips] == [("B7", "?sort=new")]


def test_only_the_categories_nearby_are_offered() -> None:
    facets = [make_facet("CATEGORY", [make_value("tea"), make_value("cups"), make_value("pots")])]
    (group,) = describe_filters(facets, Narrowing(), categories={"cups", "pots"}).groups
    assert [option.value for option in group.options] == ["cups", "pots"]


def test_prices_are_spans_and_whole_ends() -> None:
    facet = make_facet(
        "PRICE",
        [
            make_value("..99.99", max="99.99"),
            make_value("100..", 2, min="100", is_selected=True),
            make_value("empty", 0, min="5", max="6"),
        ],
    )
    facet["priceRange"] = {"low": {"amount": "9.50"}, "high": {"amount": "899.10"}}
    (group,) = describe_filters([facet], read_narrowing({"min": ["100"], "brand": ["acme"]})).groups
    assert (group.low, group.high) == ("9", "900")
    assert [(span.query, span.is_selected) for span in group.spans] == [
        ("?brand=acme&max=99.99", False),
        ("?brand=acme", True),
    ]


def test_what_can_be_ordered_is_counted() -> None:
    facet = make_facet("AVAILABILITY", [make_value("true", 7), make_value("false", 2)])
    filters = describe_filters([facet], Narrowing())
    assert (filters.in_stock_count, filters.groups) == (7, [])
