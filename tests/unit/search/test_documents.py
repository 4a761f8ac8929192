"""What of a product's document and offers goes into the index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cms.catalog.models import Availability, Offer
from search.documents import Facts, format_value, list_serves, read_details, read_facts

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def make_offer(**fields: Any) -> Offer:
    return Offer(**{"sku": "A", "currency": "CNY", "price_minor": 100, "stock": 1, **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"stock": 0}, False),
        ({"stock": -1}, False),
        ({"stock": None}, True),
        ({"stock": 0, "availability": Availability.MADE_TO_ORDER}, True),
        ({"availability": Availability.PRESALE}, True),
        ({"availability": Availability.PRESALE, "stock": 0}, False),
        ({"availability": Availability.PRESALE, "presale_starts_at": NOW}, True),
        ({"availability": Availability.PRESALE, "presale_starts_at": NOW + DAY}, False),
        ({"availability": Availability.PRESALE, "presale_ends_at": NOW}, False),
        ({"availability": Availability.PRESALE, "presale_ends_at": NOW + DAY}, True),
    ],
)
def test_what_can_be_ordered(fields: dict[str, Any], expected: bool) -> None:
    assert make_offer(**fields).is_available(at=NOW) is expected


def test_facts_of_several_offers() -> None:
    offers = [
        make_offer(sku="A", price_minor=300, stock=0, options={"colour": "red", "size": "L"}, sold_30_days=1),
        make_offer(sku="B", price_minor=200, gtin="690", options={"colour": "blue", "size": "L"}, sold_total=5),
        make_offer(sku="C", price_minor=1, currency="USD"),
    ]
    assert read_facts(offers, at=NOW, currency="CNY") == Facts(
        price_minor=200,
        is_available=True,
        sold_recently=1,
        sold_total=5,
        options=("red", "L", "blue"),
        identifiers=("A", "B", "690", "C"),
    )
    assert read_facts(offers, at=NOW, currency="EUR").price_minor == 1


@pytest.mark.parametrize(
    ("locales", "serves"),
    [
        (["en"], {"en": ["zh-hans", "en"]}),
        (["zh-hans"], {"zh-hans": ["zh-hans", "en"]}),
        (["en", "zh-hans"], {"en": ["en"], "zh-hans": ["zh-hans"]}),
        (["fr"], {"fr": ["zh-hans", "en", "fr"]}),
        (["en", "fr"], {"en": ["zh-hans", "en"], "fr": ["fr"]}),
    ],
)
def test_every_locale_is_served_by_one_document(locales: list[str], serves: dict[str, list[str]]) -> None:
    assert list_serves(locales) == serves


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        (17.0, "17"),
        (13.3, "13.3"),
        (5, "5"),
        ("Black", "Black"),
        ("x" * 999, "x" * 200),
    ],
)
def test_values_as_filters_name_them(value: object, expected: str) -> None:
    assert format_value(value) == expected


def test_the_words_of_details() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "heading", "id": "1", "text": "Leaves"},
        {"type": "text", "id": "2", "html": "<p>Picked in <b>spring</b> &amp; dried</p>"},
        {"type": "picture", "id": "3", "image": {}},
        {"type": "text_and_picture", "id": "4", "heading": "Cup", "html": "<p>Clay</p>", "image": {}, "side": "left"},
        {"type": "questions", "id": "5", "items": [{"question": "How?", "html": "<p>Hot</p>"}]},
    ]
    words = [line.split() for line in read_details(blocks).splitlines()]
    assert words == [["Leaves"], ["Picked", "in", "spring", "&", "dried"], ["Cup"], ["Clay"], ["How?"], ["Hot"]]
