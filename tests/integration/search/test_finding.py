"""What the embedded engine finds, in which order."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from search.explaining import describe_reason
from search.guidance import Guidance
from search.querying import search
from search.ranking.explaining import Reason
from search.ranking.factors import Interest
from search.ranking.synonyms import SynonymRule
from search.requests import ProductFilter, SearchRequest, Sort
from tests.integration.search.conftest import Shop, make_document


def test_an_index_that_is_not_there_yet_finds_nothing(shop: Shop) -> None:
    results = shop.ask("tea", facets=("brand", "price", "specification"))
    assert (results.hits, results.total, results.has_next_page) == ([], 0, False)
    assert [(facet.key, facet.values) for facet in results.facets] == [("brand", []), ("price", [])]


def test_words_in_short_titles_go_before_words_in_tables(shop: Shop) -> None:
    shop.add(
        make_document("phone", "Phone with display", number=1, text={"specifications": ("Bluetooth", "Speaker mono")}),
        make_document("speaker", "Bluetooth speaker", number=2),
        make_document("lamp", "Lamp", number=3),
    )
    assert shop.find("bluetooth speakers") == ["speaker", "phone"]


def test_the_thing_goes_before_what_is_made_for_it(shop: Shop) -> None:
    shop.add(
        make_document("bag", "Notebook bag", number=1, text={"product_types": ("Bag",)}),
        make_document("laptop", "Pavilion notebook", number=2, text={"product_types": ("Notebook",)}),
    )
    assert shop.find("notebook") == ["laptop", "bag"]
    assert shop.find("notebook bag") == ["bag", "laptop"]


def test_spellings_meet(shop: Shop) -> None:
    shop.fill({"sony": "Sony WH-1000XM3", "wifi": "Wi-Fi router", "cafe": "Café au lait", "cells": "Batteries AA"})
    assert shop.find("wh1000xm3") == ["sony"]
    assert shop.find("WIFI") == ["wifi"]
    assert shop.find("cafe") == ["cafe"]
    assert shop.find("battery") == ["cells"]


def test_chinese_is_found_by_word_pair_character_and_traditional_spelling(shop: Shop) -> None:
    shop.fill({"earphone": "无线蓝牙耳机", "tea": "西湖龙井绿茶", "noodles": "柳州螺蛳粉"})
    assert shop.find("蓝牙耳机") == ["earphone"]
    assert shop.find("無線耳機") == ["earphone"]
    assert shop.find("茶") == ["tea"]
    assert shop.find("螺蛳粉") == ["noodles"]
    assert shop.find("牙耳") == ["earphone"]


def test_any_match_gives_a_result_and_full_matches_go_first(shop: Shop) -> None:
    shop.fill({"both": "Green tea", "tea": "Black tea", "green": "Green lamp", "none": "Chair"})
    assert shop.find("green tea") == ["both", "tea", "green"]
    assert shop.find("purple tea xyzzy") == ["tea", "both"]
    assert shop.find("xyzzy") == []


def test_with_enough_full_matches_others_are_left_out(shop: Shop) -> None:
    shop.fill({**{f"full-{n}": f"Green tea {n}" for n in range(10)}, "half": "Black tea"})
    results = shop.ask("green tea")
    assert results.total == 10
    assert "half" not in [hit.key for hit in results.hits]


def test_stop_words_do_not_narrow(shop: Shop) -> None:
    shop.fill({"bag": "Laptop bag"})
    assert shop.find("a bag for the laptop") == ["bag"]


@pytest.mark.parametrize("code", ["AB-1234", "ab1234", "6901234567892"])
def test_a_sku_or_gtin_finds_its_product_first_and_alone(shop: Shop, code: str) -> None:
    shop.add(
        make_document("mention", f"Case for {code} {code}", number=1),
        make_document(
            "target", "Case", number=2, is_available=False, text={"identifiers": ("AB-1234", "6901234567892")}
        ),
    )
    assert shop.find(code)[0] == "target"
    shop.fill({f"number-{n}": f"Thing AB {n}" for n in range(20)})
    assert shop.ask("AB 1234 nothing").total > 1
    assert set(shop.find(code)) <= {"target", "mention"}


def test_options_are_found(shop: Shop) -> None:
    shop.add(
        make_document("shirt", "T-shirt", number=1, text={"options": ("Red", "XL")}), make_document("cap", number=2)
    )
    assert shop.find("red") == ["shirt"]


def test_sold_out_sinks_but_stays(shop: Shop) -> None:
    shop.add(
        make_document("gone", "Green tea", number=2, is_available=False), make_document("there", "Green tea", number=1)
    )
    results = shop.ask("green tea")
    assert [hit.key for hit in results.hits] == ["there", "gone"]
    assert results.hits[1].score * 10 == results.hits[0].score * 7


def test_a_locale_finds_what_is_served_in_it(shop: Shop) -> None:
    shop.add(
        make_document("tea", "Green tea", number=1, serves=("en",)),
        make_document("cup", "Cup", number=2),
    )
    shop.engine.apply(
        [
            make_document("tea", "Green tea", number=1, serves=("en",)),
            make_document("tea", "绿茶", number=1, locale="zh-hans", serves=("zh-hans",)),
        ],
        replaces=["tea"],
    )
    assert shop.find("tea") == ["tea"]
    assert shop.find("绿茶") == []
    assert shop.find("绿茶", locale="zh-hans") == ["tea"]
    assert shop.find("cup", locale="zh-hans") == ["cup"]
    assert sorted(shop.find("", locale="zh-hans")) == ["cup", "tea"]


def test_orders(shop: Shop) -> None:
    facts: dict[str, dict[str, Any]] = {
        "cheap": {"price_minor": 100, "released": 30, "sold_total": 5, "sold_recently": 1},
        "middle": {"price_minor": 500, "released": 10, "sold_total": 50, "sold_recently": 9},
        "dear": {"price_minor": 900, "released": 20, "sold_total": 1, "is_available": False, "sold_recently": 99},
    }
    shop.add(*(make_document(key, "Tea", number=n, **values) for n, (key, values) in enumerate(facts.items())))
    assert shop.find("tea", sort=Sort.PRICE_ASC) == ["cheap", "middle", "dear"]
    assert shop.find("tea", sort=Sort.PRICE_DESC) == ["dear", "middle", "cheap"]
    assert shop.find("tea", sort=Sort.NEWEST) == ["cheap", "dear", "middle"]
    assert shop.find("tea", sort=Sort.SALES) == ["middle", "cheap", "dear"]
    assert shop.find("", sort=Sort.RELEVANCE) == ["middle", "cheap", "dear"]
    assert shop.find("tea", sort=Sort.RELEVANCE) == ["middle", "cheap", "dear"]


def test_equals_are_ordered_by_the_newest_product(shop: Shop) -> None:
    shop.fill({f"p{n}": "Tea" for n in range(1, 6)})
    assert shop.find("tea") == ["p5", "p4", "p3", "p2", "p1"]
    assert shop.find("", sort=Sort.PRICE_ASC) == ["p1", "p2", "p3", "p4", "p5"]


def test_highlights_say_where(shop: Shop) -> None:
    shop.add(make_document("tea", "Green <b>Tea</b>", number=1, summary="Fresh tea of spring & more"))
    assert shop.ask("teas").hits[0].highlights == {
        "title": "Green &lt;b&gt;<mark>Tea</mark>&lt;/b&gt;",
        "summary": "Fresh <mark>tea</mark> of spring &amp; more",
    }
    assert shop.ask("").hits[0].highlights == {}


def test_replacing_and_deleting(shop: Shop) -> None:
    shop.fill({"one": "Green tea", "two": "Black tea"})
    shop.add(make_document("one", "Coffee", number=1))
    assert shop.find("tea") == ["two"]
    shop.engine.apply([], replaces=["two"])
    assert shop.find("tea") == []
    assert shop.find("coffee") == ["one"]
    assert shop.engine.read().documents == 1


@pytest.mark.parametrize("text", ["*", "a AND b:c", '"', "\x00", "]]>", "🎧", "x" * 5000, "- - -", "tea\n\ttea"])
def test_no_text_breaks_it(shop: Shop, text: str) -> None:
    shop.fill({"tea": "Tea"})
    assert shop.ask(text).total in (0, 1)


def test_texts_beyond_measure_are_indexed_and_asked(shop: Shop) -> None:
    long = "x" * 100_000
    shop.add(make_document("tea", f"Tea {long}", number=1, summary=long, text={"details": f"{long} {'茶' * 100_000}"}))
    assert shop.find("tea") == ["tea"]
    assert shop.find(f"tea {long}") == ["tea"]
    assert shop.find("tea", filters=ProductFilter(brands=[long], specifications={long: [long, "1..2"]})) == []


def test_what_a_shopper_likes_comes_first_among_equals(shop: Shop) -> None:
    shop.add(
        make_document("p1", "Green tea", number=1, brand="kaori"),
        make_document("p2", "Green tea", number=2, brand="lumen"),
        make_document("p3", "Tea cup of green glass", number=3, brand="kaori"),
    )
    assert shop.find("green tea") == ["p2", "p1", "p3"]
    guidance = Guidance(interests=(Interest("brand", "kaori", 1.0),))
    hits = search(shop.engine, SearchRequest("green tea", "en"), guidance).hits
    assert [hit.key for hit in hits] == ["p1", "p2", "p3"]


def test_synonyms_are_found_after_the_word_itself_and_marked(shop: Shop) -> None:
    shop.fill({"notebook": "Slim notebook", "laptop": "Slim laptop", "bag": "Slim bag"})
    guidance = Guidance(synonyms=(SynonymRule(("laptop", "notebook")),))
    hits = search(shop.engine, SearchRequest("slim laptop", "en"), guidance).hits
    assert [hit.key for hit in hits] == ["laptop", "notebook", "bag"]
    assert hits[1].highlights["title"] == "<mark>Slim</mark> <mark>notebook</mark>"


def test_an_accessory_comes_after_the_thing_it_is_for(shop: Shop) -> None:
    shop.fill(
        {"pad": "Gaming mouse pad", "mouse": "Gaming mouse XL", "case": "iPhone 8 Plus case", "phone": "iPhone 8"}
    )
    assert shop.find("gaming mouse") == ["mouse", "pad"]
    assert shop.find("mouse pad")[0] == "pad"
    assert shop.find("iphone 8") == ["phone", "case"]


def test_reasons_are_told_in_words() -> None:
    reasons = [
        Reason("word", "tea", "title", 4100),
        Reason("pair", "green tea", points=300),
        Reason("sold_out", factor=0.7),
    ]
    with override("en"):
        assert [describe_reason(reason) for reason in reasons] == [
            "“tea” is in the title: +4.1",
            "“green tea” stand side by side: +0.3",
            "sold out: ×0.70",
        ]
