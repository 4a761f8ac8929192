"""Filters and disjunctive facets."""

from __future__ import annotations

from typing import Any

import pytest

from search.requests import Facet, FacetValue, ProductFilter
from tests.integration.search.conftest import Shop, make_document

CUPS: dict[str, dict[str, Any]] = {
    "a": {"brand": "jing", "categories": ("home", "cups"), "price_minor": 100, "colour": "red", "ml": 200.0},
    "b": {"brand": "jing", "categories": ("home", "cups", "mugs"), "price_minor": 200, "colour": "blue", "ml": 350.0},
    "c": {"brand": "tao", "categories": ("home", "plates"), "price_minor": 300, "colour": "red", "ml": None},
    "d": {"brand": "tao", "categories": ("home", "cups"), "price_minor": 400, "colour": "green", "ml": 500.5},
}


@pytest.fixture
def cups(shop: Shop) -> Shop:
    documents = []
    for number, (key, facts) in enumerate(CUPS.items(), start=1):
        values = dict(facts)
        colour, ml = values.pop("colour"), values.pop("ml")
        size = [("size ml-max.1", f"{ml:g}")] if ml else []
        documents.append(
            make_document(
                key,
                "Cup",
                number=number,
                stage="new" if key in "ab" else "mature",
                is_available=key != "d",
                specifications=(("colour", colour), ("hidden", "yes"), *size),
                numbers=(("size ml-max.1", ml),) if ml else (),
                facets=("colour", "size ml-max.1") if ml else ("colour",),
                **values,
            )
        )
    shop.add(*documents)
    return shop


def narrow(shop: Shop, **filters: Any) -> str:
    return "".join(sorted(shop.find("cup", filters=ProductFilter(**filters))))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "abcd"),
        ({"brands": ["jing"]}, "ab"),
        ({"brands": ["jing", "tao"]}, "abcd"),
        ({"categories": ["home"]}, "abcd"),
        ({"categories": ["cups"]}, "abd"),
        ({"categories": ["mugs", "plates"]}, "bc"),
        ({"price_min": 200}, "bcd"),
        ({"price_max": 200}, "ab"),
        ({"price_min": 200, "price_max": 300}, "bc"),
        ({"price_min": 300, "price_max": 200}, ""),
        ({"price_min": -5}, "abcd"),
        ({"available": True}, "abc"),
        ({"available": False}, "d"),
        ({"stages": ["new"]}, "ab"),
        ({"keys": ["a", "d", "unknown"]}, "ad"),
        ({"specifications": {"colour": ["red"]}}, "ac"),
        ({"specifications": {"colour": ["red", "green"]}}, "acd"),
        ({"specifications": {"hidden": ["yes"], "colour": ["blue"]}}, "b"),
        ({"specifications": {"size ml-max.1": ["350"]}}, "b"),
        ({"specifications": {"size ml-max.1": ["300..500.5"]}}, "bd"),
        ({"specifications": {"size ml-max.1": ["..200"]}}, "a"),
        ({"specifications": {"size ml-max.1": ["0.00001.."]}}, "abd"),
        ({"specifications": {"colour": []}}, "abcd"),
        ({"specifications": {"unknown": ["x"]}}, ""),
        ({"brands": ["tao"], "categories": ["cups"], "available": False}, "d"),
        ({"brands": ['x" OR 1=1']}, ""),
    ],
)
def test_filters(cups: Shop, filters: dict[str, Any], found: str) -> None:
    assert narrow(cups, **filters) == found


def facet(shop: Shop, name: str, **filters: Any) -> Facet:
    return shop.ask("cup", filters=ProductFilter(**filters), facets=[name]).facets[0]


def test_counts(cups: Shop) -> None:
    assert facet(cups, "brand").values == [FacetValue("jing", 2), FacetValue("tao", 2)]
    assert facet(cups, "category").values == [
        FacetValue("home", 4),
        FacetValue("cups", 3),
        FacetValue("mugs", 1),
        FacetValue("plates", 1),
    ]
    assert facet(cups, "availability").values == [FacetValue("true", 3), FacetValue("false", 1)]
    assert facet(cups, "stage").values == [FacetValue("mature", 2), FacetValue("new", 2)]


def test_a_facet_does_not_count_itself_out_but_others_do(cups: Shop) -> None:
    results = cups.ask(
        "cup",
        filters=ProductFilter(brands=["jing"], specifications={"colour": ["red"]}),
        facets=["brand", "specification:colour", "stage"],
    )
    assert [hit.key for hit in results.hits] == ["a"]
    assert results.facets == [
        Facet("brand", "brand", [FacetValue("jing", 1, True), FacetValue("tao", 1)]),
        Facet("colour", "specification", [FacetValue("blue", 1), FacetValue("red", 1, True)]),
        Facet("stage", "stage", [FacetValue("new", 1)]),
    ]


def test_what_is_chosen_stays_though_nothing_has_it(cups: Shop) -> None:
    values = facet(cups, "brand", brands=["jing", "gone"], price_min=300).values
    assert values == [FacetValue("tao", 2), FacetValue("jing", 0, True), FacetValue("gone", 0, True)]


def test_a_numeric_specification_has_ends(cups: Shop) -> None:
    size = facet(cups, "specification:size ml-max.1")
    assert (size.low, size.high) == (200.0, 500.5)
    assert size.values == [FacetValue("200", 1), FacetValue("350", 1), FacetValue("500.5", 1)]


def test_specification_stands_for_those_most_products_have(cups: Shop) -> None:
    results = cups.ask("cup", facets=["specification"])
    assert [each.key for each in results.facets] == ["colour", "size ml-max.1"]


def test_prices_come_in_round_ranges_that_count_every_product_once(shop: Shop) -> None:
    shop.add(*(make_document(f"p{n}", "Cup", number=n, price_minor=n * 37) for n in range(1, 101)))
    prices = facet(shop, "price")
    assert (prices.low, prices.high) == (37, 3700)
    assert [value.value for value in prices.values] == ["..699", "700..1499", "1500..1999", "2000..2999", "3000.."]
    assert sum(value.count for value in prices.values) == 100
    chosen = facet(shop, "price", price_min=700, price_max=1499)
    assert chosen.values == [FacetValue(v.value, v.count, v.value == "700..1499") for v in prices.values]


def test_one_price_is_one_range(shop: Shop) -> None:
    shop.fill({"a": "Cup", "b": "Cup"})
    assert facet(shop, "price").values == [FacetValue("..", 2)]


def test_an_unknown_facet_says_which_there_are(cups: Shop) -> None:
    with pytest.raises(ValueError, match=r"There is no facet 'colour'\. Known are: brand, category"):
        facet(cups, "colour")


def test_a_filter_does_not_loosen_the_query(shop: Shop) -> None:
    full = [make_document(f"f{n}", "Green tea", number=n, brand="jing") for n in range(10)]
    shop.add(*full, make_document("half", "Black tea", number=99, brand="tao"))
    assert shop.find("green tea", filters=ProductFilter(brands=["tao"])) == []
