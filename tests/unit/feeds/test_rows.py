"""Lines become rows by a mapping, or the reasons why they cannot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.mapping import Source
from cms.catalog.feeds.mapping_file import find_mapping, load_mapping
from cms.catalog.feeds.markup import make_text_blocks, sanitise
from cms.catalog.feeds.numbers import LARGEST_PRICE, read_money
from cms.catalog.feeds.problems import ConversionError, Problem
from cms.catalog.feeds.rows import Row, RowReader
from cms.catalog.feeds.slugs import humanise, make_slug, make_unique
from cms.money import Money
from cms.phrases import Phrase


def make_reader(path: Path) -> RowReader:
    return RowReader(load_mapping(path, locales=("zh-hans", "en"), time_zone="Asia/Shanghai", currency="CNY"))


def read(values: dict[str, Any], name: str = "default") -> Row | list[Problem]:
    return make_reader(find_mapping(name)).read(Line(3, values))


def read_good(values: dict[str, Any], name: str = "default") -> Row:
    row = read(values, name)
    assert isinstance(row, Row), row
    return row


GOOD = {"sku": "A1", "title": "龙井", "price": "59.90"}


def test_an_icecat_line() -> None:
    row = read_good(
        {
            "id": "77",
            "name": "DR-3000",
            "title": "Brother DR-3000",
            "ean": ["4977766631266", "04977766631266"],
            "supplier": "Brother",
            "price": 12995,
            "date_released": "2009-12-10T00:00:00Z",
            "img_500x500": "http://images.example.com/77.jpg",
            "attr_t_product_colour": "Black",
            "attr_n_width": 396.0,
            "attr_b_wi_fi": False,
            "attr_n_size": 6.5,
            "attr_t_size": "A4",
        },
        "icecat",
    )
    assert (row.key, row.sku) == ("77", "77")
    assert row.product == {
        "brand": "Brother",
        "category": ("Icecat",),
        "released_at": datetime(2009, 12, 10, tzinfo=UTC),
    }
    assert row.offer == {"gtin": "4977766631266", "price_minor": 12995, "currency": "USD"}
    assert row.content == {"title": "Brother DR-3000", "summary": "", "search_terms": "DR-3000"}
    assert row.pictures == ("http://images.example.com/77.jpg",)
    assert {key: value for key, (_feature, value) in row.specifications.items()} == {
        ("product_colour", "text"): "Black",
        ("width", "number"): 396,
        ("wi_fi", "boolean"): False,
        ("size", "number"): 6.5,
        ("size", "text"): "A4",
    }
    assert row.specifications["product_colour", "text"][0].is_facet is True


def test_a_whole_line_of_the_default_mapping() -> None:
    row = read_good(
        {
            **GOOD,
            "key": "tea",
            "brand": "云栖",
            "category": "茶饮 > 绿茶",
            "stage": "New",
            "released_at": "2026-04-02",
            "variant_axes": "color, size",
            "list_price": "1,299",
            "stock": 12.0,
            "on_shelf_from": "2026-01-01 08:00",
            "color": "青",
            "selling_points": "一|二|一",
            "details": "<h2>好</h2><script>x()</script><p onclick='x'>茶</p>",
            "pictures": "https://a.example/1.jpg|https://a.example/2.jpg",
            "number_weight": "1.50",
            "choice_origin": "杭州",
            "boolean_caffeine": "是",
        }
    )
    assert row.key == "tea"
    assert row.product["category"] == ("茶饮", "绿茶")
    assert row.product["stage"] == "new"
    assert row.product["released_at"] == datetime(2026, 4, 1, 16, tzinfo=UTC)
    assert row.product["variant_axes"] == ("color", "size")
    assert (row.offer["price_minor"], row.offer["list_price_minor"], row.offer["stock"]) == (5990, 129900, 12)
    assert row.offer["on_shelf_from"] == datetime(2026, 1, 1, 0, tzinfo=UTC)
    assert row.offer["options"] == {"color": "青"}
    assert row.content["selling_points"] == ("一", "二")
    assert row.content["details"] == ({"type": "text", "value": "<h3>好</h3><p>茶</p>"},)
    assert row.pictures == ("https://a.example/1.jpg", "https://a.example/2.jpg")
    assert [value for _feature, value in row.specifications.values()] == [1.5, "杭州", True]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"price": "-1"}, "offer.price", "-1 is negative"),
        ({"price": "NaN"}, "offer.price", "'NaN' is no number"),
        ({"price": float("nan")}, "offer.price", "nan is no finite number"),
        ({"price": "1e400"}, "offer.price", "1e400 is no believable price"),
        ({"price": "100000000.01"}, "offer.price", "100000000.01 is no believable price"),
        ({"price": "9.999"}, "offer.price", "'9.999' has more than 2 decimals, too many for CNY"),
        ({"price": ""}, "offer.price", "it is empty"),
        ({"price": True}, "offer.price", "True is no number"),
        ({"price": "9.5", "currency": "JPY"}, "offer.price", "'9.5' has more than 0 decimals, too many for JPY"),
        ({"currency": "yuan"}, "offer.currency", "'YUAN' is no currency code such as CNY"),
        ({"sku": None}, "offer.sku", "it is empty"),
        ({"sku": "x" * 121}, "offer.sku", "it has 121 characters, 120 are allowed"),
        ({"title": "长" * 256}, "content.title", "it has 256 characters, 255 are allowed"),
        ({"title": {"zh": "茶"}}, "content.title", "it is a JSON object where text is expected"),
        ({"title": ["a", "b"]}, "content.title", "it is a list; let the mapping say pick or join"),
        ({"stock": "many"}, "offer.stock", "'many' is no number"),
        ({"stock": "1.5"}, "offer.stock", "1.5 is no whole number"),
        ({"stock": "99999999999"}, "offer.stock", "99999999999 is more than 2,147,483,647"),
        ({"lead_days": "-2"}, "offer.lead_days", "-2 is negative"),
        ({"released_at": "yesterday"}, "product.released_at", "'yesterday' is not an ISO 8601 date or time"),
        ({"released_at": "0001-01-01"}, "product.released_at", "the year 1 is not believable"),
        ({"stage": "old"}, "product.stage", "'old' is not one of new, growth, mature, decline; map it with values"),
        ({"gtin": "12ab"}, "offer.gtin", "'12ab' is no GTIN: 8 to 14 digits"),
        ({"pictures": "javascript:alert(1)"}, "picture 1", "'javascript:alert(1)' is no http or https address"),
        ({"boolean_x": "maybe"}, "specification x", "'maybe' is neither yes nor no"),
        (
            {"on_shelf_from": "2026-02-01", "on_shelf_until": "2026-01-01"},
            "offer.on_shelf_until",
            "it is not after on_shelf_from",
        ),
    ],
)
def test_bad_values_are_named(change: dict[str, Any], field: str, reason: str) -> None:
    problems = read({**GOOD, **change})
    assert problems == [Problem(3, field, reason)]
    assert isinstance(problems, list)
    assert isinstance(problems[0].reason, Phrase)


def test_every_problem_of_a_line_is_told() -> None:
    problems = read({"sku": "A", "price": "x", "stock": "y"})
    assert isinstance(problems, list)
    assert [problem.field for problem in problems] == ["offer.price", "offer.stock", "content.title"]


@given(minor=st.integers(0, LARGEST_PRICE), currency=st.sampled_from(["CNY", "JPY", "KWD"]))
def test_a_written_price_is_read_again(minor: int, currency: str) -> None:
    assert read_money(Money(minor, currency).amount, Source(), currency) == minor
    assert read_money(minor, Source(unit="minor"), currency) == minor


@given(minor=st.integers(0, LARGEST_PRICE))
def test_prices_are_read_in_either_custom(minor: int) -> None:
    english = f"{minor // 100:,}.{minor % 100:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_money(english, Source(), "CNY") == minor
    assert read_money(german, Source(decimal_mark=","), "CNY") == minor


@given(value=st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.lists(st.integers())))
def test_no_price_is_read_out_of_bounds(value: object) -> None:
    try:
        minor = read_money(value, Source(), "CNY")
    except ConversionError:
        return
    assert 0 <= minor <= LARGEST_PRICE


@given(st.text())
def test_sanitised_html_is_stable_and_harmless(text: str) -> None:
    clean = sanitise(f"<p onclick=x>{text}</p><script>{text}</script>")
    assert sanitise(clean) == clean
    assert "<script" not in clean
    assert "onclick" not in clean or "onclick" in text


def test_plain_text_becomes_paragraphs() -> None:
    assert make_text_blocks("一 < 二\n三\n\n四", is_html=False) == (
        {"type": "text", "value": "<p>一 &lt; 二<br/>三</p><p>四</p>"},
    )
    assert make_text_blocks("<p> &nbsp;</p>", is_html=True) == ()


@given(st.text(max_size=300))
def test_slugs_are_slugs(text: str) -> None:
    slug = make_slug(text, max_length=50)
    assert len(slug) <= 50
    assert make_slug(slug, max_length=50) == slug
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert len(make_unique(slug, "k-1", max_length=50)) <= 50


def test_names_for_people() -> None:
    assert humanise("contrast_ratio__typical_") == "Contrast ratio (typical)"
    assert humanise("wi_fi") == "Wi fi"
    assert make_slug("Tea & Co. 龙井") == "tea-co-龙井"
