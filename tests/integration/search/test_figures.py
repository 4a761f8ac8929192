"""A price, stock or weight that changes leaves the words of a product as they were measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search.engines import fields
from search.engines.base import IndexDocument
from search.ranking.factors import Signals
from search.ranking.impacts import ProductText
from search.requests import ProductFilter, Sort
from tests.integration.search.conftest import Shop, make_document


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of what was analysed, as it happens."""
    titles: list[str] = []
    measure = fields.measure_product

    def note(text: ProductText, analyser: Any) -> Any:
        titles.append(text.title)
        return measure(text, analyser)

    monkeypatch.setattr(fields, "measure_product", note)
    return titles


def make_tea(key: str, number: int, **changes: Any) -> IndexDocument:
    values = {
        "title": f"green tea {key}",
        "price_minor": 1000,
        "brand": "acme",
        "categories": ("drinks", "tea"),
        "specifications": (("origin", "Fujian"), ("grams", "50")),
        "numbers": (("grams", 50.0),),
        "facets": ("origin", "grams"),
        "stage": "mature",
        "released": 1_000_000 + number,
        **changes,
    }
    return make_document(key, number=number, **values)


def change(tea: IndexDocument, **figures: Any) -> IndexDocument:
    return replace(tea, **{"content_hash": f"{tea.content_hash}-changed", **figures})


def test_nothing_is_analysed_anew_and_everything_is_found(shop: Shop, measured: list[str]):
    teas = [make_tea(key, number) for number, key in enumerate(("xin", "yun", "zhu"), start=1)]
    shop.add(*teas)
    assert len(measured) == 3
    measured.clear()
    figures = {"price_minor": 500, "is_available": False, "weight": 7, "popularity": 0.5, "quality": 80}
    shop.add(change(teas[1], **figures, sold_recently=9, sold_total=90))
    assert measured == []
    assert shop.find("green tea") == ["zhu", "xin", "yun"]
    assert shop.find("green tea", sort=Sort.PRICE_ASC) == ["yun", "xin", "zhu"]
    assert shop.find("green tea", sort=Sort.SALES)[0] == "yun"
    assert shop.find("green tea", sort=Sort.NEWEST) == ["zhu", "yun", "xin"]
    assert shop.find("fujian", filters=ProductFilter(price_max=600)) == []
    for filters in (
        ProductFilter(available=False),
        ProductFilter(price_max=600),
        ProductFilter(price_max=600, brands=("acme",), categories=("tea",), stages=("mature",)),
        ProductFilter(price_max=600, specifications={"origin": ["Fujian"], "grams": ["40..60"]}),
    ):
        assert shop.find("green tea", filters=filters) == ["yun"]
    (hit,) = [hit for hit in shop.ask("green tea").hits if hit.key == "yun"]
    assert (hit.weight, hit.signals) == (7, Signals(80, 0.5, False, "mature"))
    assert hit.highlights["title"] == "<mark>green</mark> <mark>tea</mark> yun"
    assert sorted(shop.engine.read().list_hashes()) == [
        ("xin", "en", "hash-xin"),
        ("yun", "en", "hash-yun-changed"),
        ("zhu", "en", "hash-zhu"),
    ]
    found = shop.ask("green tea", facets=["specification:grams", "price"]).facets
    assert [(value.value, value.count) for value in found[0].values] == [("50", 3)]
    assert (found[1].low, found[1].high) == (500.0, 1000.0)


def test_a_second_change_goes_by_what_the_first_left(shop: Shop, measured: list[str]):
    tea = make_tea("xin", 1)
    shop.add(tea, make_tea("yun", 2))
    measured.clear()
    for price in (900, 800, 700):
        shop.add(change(tea, price_minor=price))
        assert shop.find("tea", filters=ProductFilter(price_min=price, price_max=price)) == ["xin"]
    shop.add(tea)
    assert measured == []
    assert shop.ask("tea").total == 2
    assert shop.find("tea", filters=ProductFilter(price_min=1000)) == ["yun", "xin"]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"title": "black tea", "text": ProductText(title="black tea")}, "black"),
        ({"text": ProductText(title="green tea xin", options=("oolong",))}, "oolong"),
        ({"text": ProductText(title="green tea xin", identifiers=("SKU-77",))}, "sku-77"),
    ],
)
def test_other_words_are_analysed(shop: Shop, measured: list[str], changes: dict[str, Any], text: str):
    tea = make_tea("xin", 1)
    shop.add(tea, make_tea("yun", 2))
    measured.clear()
    shop.add(change(tea, **changes))
    assert len(measured) == 1
    assert shop.find(text) == ["xin"]


def test_what_is_no_word_and_no_figure_changes_too(shop: Shop):
    tea = make_tea("xin", 1)
    shop.add(tea)
    shop.add(change(tea, brand="kaori", categories=("gifts",), stage="new", serves=("en",)))
    filters = ProductFilter(brands=("kaori",), categories=("gifts",), stages=("new",))
    assert shop.find("tea", filters=filters) == ["xin"]
    assert shop.find("tea", locale="zh-hans") == []


def test_each_language_has_words_of_its_own(shop: Shop, measured: list[str]):
    english = make_tea("xin", 1, serves=("en",))
    chinese = replace(make_tea("xin", 1, title="绿茶", serves=("zh-hans",)), locale="zh-hans", content_hash="zh")
    shop.add(english, chinese)
    measured.clear()
    shop.add(change(english, price_minor=500), change(chinese, price_minor=500))
    assert measured == []
    cheap = ProductFilter(price_max=500)
    assert shop.find("green", filters=cheap) == ["xin"]
    assert shop.find("绿茶", filters=cheap, locale="zh-hans") == ["xin"]
    shop.add(english)
    assert shop.find("绿茶", locale="zh-hans") == []
    assert shop.find("green", filters=ProductFilter(price_min=1000)) == ["xin"]


def test_what_is_there_already_is_not_written_again(embedded: Any):
    shop = Shop(embedded)
    teas = [make_tea("xin", 1), replace(make_tea("xin", 1, title="绿茶"), locale="zh-hans"), make_tea("yun", 2)]
    shop.add(*teas)
    folder = embedded.describe()["folder"]
    before = [path.stat().st_mtime_ns for path in Path(folder).rglob("meta.json")]
    shop.add(*teas)
    shop.add(replace(teas[2], popularity=0.25))
    assert [path.stat().st_mtime_ns for path in Path(folder).rglob("meta.json")] == before
    shop.add(teas[0], replace(teas[2], weight=9))
    assert shop.ask("green tea").total == 2
    assert shop.find("绿茶", locale="zh-hans") == []
