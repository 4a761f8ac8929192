"""From an address to the API's filter and back; nothing a person can type breaks it."""

from __future__ import annotations

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from shop.narrowing import SORTS, Narrowing, read_narrowing

QUERY = {
    "brand": ["acme", "lion", "acme"],
    "spec.colour": ["red"],
    "spec.": ["x"],
    "min": ["100"],
    "max": ["20.5"],
    "stock": ["1"],
    "sort": ["cheap"],
    "after": ["abc"],
}


def test_an_address_becomes_a_filter() -> None:
    narrowing = read_narrowing(QUERY)
    assert narrowing.to_filter(categories=["tea"]) == {
        "brands": ["acme", "lion"],
        "categories": ["tea"],
        "price": {"min": "20.50", "max": "100"},
        "specifications": [{"key": "colour", "values": ["red"]}],
        "isAvailable": True,
    }
    assert (narrowing.sort, narrowing.after, narrowing.is_narrowed) == ("cheap", "abc", True)


def test_what_a_shopper_chose_goes_before_the_page() -> None:
    assert read_narrowing({"category": ["green"]}).to_filter(categories=["tea"]) == {"categories": ["green"]}
    assert Narrowing().to_filter() == {}
    assert not Narrowing(sort="cheap", text="tea").is_narrowed


def test_a_filter_becomes_an_address() -> None:
    query = "?brand=acme&brand=lion&spec.colour=red&min=20.50&max=100&stock=1&sort=cheap"
    assert read_narrowing(QUERY).to_query() == query
    assert read_narrowing(QUERY).to_query(after="x=") == f"{query}&after=x%3D"
    assert Narrowing(text="乌龙 茶").to_query() == "?q=%E4%B9%8C%E9%BE%99+%E8%8C%B6"
    assert Narrowing().to_query() == ""


def test_one_choice_is_taken_back() -> None:
    narrowing = read_narrowing(QUERY)
    assert narrowing.without("brand", "acme").brands == ("lion",)
    assert narrowing.without("spec.colour", "red").specifications == {}
    assert (narrowing.without("price").price_min, narrowing.without("price").price_max) == ("", "")
    assert not narrowing.without("stock").in_stock
    assert read_narrowing({"category": ["a", "b"]}).without("category", "b").categories == ("a",)
    assert narrowing.without("brand", "acme").after == ""


def test_nonsense_is_passed_over() -> None:
    nonsense = {"min": ["NaN"], "max": ["-5"], "sort": ["worst"], "brand": ["", "x" * 500], "stock": ["yes"]}
    assert read_narrowing(nonsense) == Narrowing()
    assert read_narrowing({"max": ["1e400"]}) == Narrowing()


@given(st.dictionaries(st.sampled_from(["brand", "min", "max", "sort", "spec.a", "stock"]), st.lists(st.text())))
def test_an_address_read_twice_is_the_same(query: dict[str, list[str]]) -> None:
    narrowing = read_narrowing(query)
    again = read_narrowing(parse_qs(narrowing.to_query().removeprefix("?"), keep_blank_values=True))
    assert again == narrowing or narrowing.after
    assert narrowing.sort in {"", *SORTS}
