"""The demo's landing pages name what there is, and fit into their blocks."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.landing.demo.reading import read_landings, read_table
from cms.catalog.demo import reading as catalogue
from cms.content.demo.markup import list_references
from tests.unit.demo.test_articles import KNOWN, SCENES, SHORTS, list_texts

LANDINGS = read_landings()
SKUS = {offer["sku"] for product in catalogue.read_products() for offer in product.offers}
TAGS = catalogue.read_table("tags.toml")
BRANDS = {row["key"] for row in catalogue.read_table("brands.toml")["brand"]}
LIMITS = {"heading": 60, "text": 160, "navigation": 12, "host": 40, "full": 160}


def list_blocks(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks of a page, and the slides of its carousels."""
    return [one for block in page["block"] for one in (block, *block.get("slides", ()))]


def test_one_is_live_one_to_come_and_one_over() -> None:
    assert {page["key"]: page["state"] for page in LANDINGS} == {
        "anniversary": "live",
        "tea-fair": "scheduled",
        "camping-weekend": "ended",
    }
    by_state = {page["state"]: page for page in LANDINGS}
    assert by_state["live"]["live_day"] < 0 < by_state["live"]["until_day"]
    assert 0 < by_state["scheduled"]["live_day"] < by_state["scheduled"]["until_day"]
    assert by_state["ended"]["until_day"] < 0
    assert len(by_state["live"]["block"]) >= 12


@pytest.mark.parametrize("page", LANDINGS, ids=lambda page: page["key"])
def test_a_page_names_only_what_there_is(page: dict[str, Any]) -> None:
    groups = {group["key"] for group in read_table("groups.toml")["group"]}
    for block in [page, *list_blocks(page)]:
        assert set(block.get("skus", ())) <= SKUS
        rule = block.get("rule", {})
        assert set(rule.get("tags", ())) <= set(TAGS)
        assert set(rule.get("brands", ())) <= BRANDS
        assert set(rule.get("categories", ())) <= KNOWN["category"]
        assert set(block.get("articles", ())) <= KNOWN["article"]
        assert block.get("scene") in {None, *SCENES}
        assert block.get("article") in {None, *KNOWN["article"]}
        assert block.get("group") in {None, *groups}
    named = [found for text in list_texts(page) for found in list_references(text)]
    assert [(kind, key) for kind, key in named if key not in KNOWN[kind]] == []


@pytest.mark.parametrize("page", LANDINGS, ids=lambda page: page["key"])
def test_a_page_fits_its_blocks_in_both_languages(page: dict[str, Any]) -> None:
    anchors = {block["anchor"] for block in page["block"] if "anchor" in block}
    for block in list_blocks(page):
        for name, limit in LIMITS.items():
            said = {short: block.get(f"{short}_{name}") for short in SHORTS}
            assert len({value is None for value in said.values()}) == 1, (block, name)
            if name != "text" or block.get("type") != "text_and_picture":
                assert all(len(value or "") <= limit for value in said.values()), (said, name)
        if block.get("type") is None and "anchor" in block:
            assert block["anchor"] in anchors
    for short in SHORTS:
        assert len(page[short]["summary"]) <= 300


def test_tags_are_of_products_there_are() -> None:
    assert {key for keys in TAGS.values() for key in keys} <= KNOWN["product"]
