"""Suggestions while a shopper types, and a search that finds what was meant."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from cms.community.models import ModerationWord
from cms.delivery import worker
from cms.delivery.models import DeliveryDocument, OutboxEntry
from search.behaviour.models import QueryDay
from search.suggesting.building import build_suggestions
from search.suggesting.models import SuggestionSnapshot
from tests import factories

pytestmark = pytest.mark.django_db

SUGGEST = 'query ($text: String!) { suggestions(text: $text, locale: "zh-hans") { text kind path } }'
SEARCH = """
query ($text: String!, $after: String) {
  search(text: $text, first: 2, after: $after, locale: "zh-hans") {
    nodes { key } didYouMean pageInfo { endCursor hasNextPage }
  }
}
"""


@pytest.fixture
def shop(index: Any) -> None:
    brand = factories.make_brand("dior", name="迪奥")
    category = factories.make_category("lips", name="口红")
    for number in range(4):
        product = factories.make_product(f"lip-{number}", brand=brand, category=category)
        factories.make_offer(product)
        factories.publish(factories.make_draft(product, title=f"烈艳唇膏 {number} keyboard"))
    day = timezone.localdate()
    for phrase, searches, empty in (("口红礼盒", 9, 0), ("口红诈骗", 9, 0), ("口红空空", 9, 9), ("口红难得", 1, 0)):
        QueryDay.objects.create(
            day=day, locale="zh-hans", phrase=phrase, searches=searches, empty=empty, found=0 if empty else 3
        )
    ModerationWord.objects.create(word="诈骗")
    index()
    build_suggestions(at=timezone.now())


def suggest(storefront: Any, text: str) -> list[tuple[str, str, str | None]]:
    found = storefront.ask(SUGGEST, {"text": text})["suggestions"]
    return [(each["text"], each["kind"], each["path"]) for each in found]


def test_queries_categories_brands_and_products_are_suggested(storefront: Any, shop: None) -> None:
    # Neither what is unsafe, nor what found nothing, nor what hardly anybody asks for.
    expected = [("口红礼盒", "QUERY", None), ("口红", "CATEGORY", "/categories/lips")]
    for typed in ("口", "koh", "kouhong", "kh"):
        assert suggest(storefront, typed) == expected
    assert suggest(storefront, "迪") == [("迪奥", "BRAND", "/brands/dior")]
    assert suggest(storefront, "烈艳唇膏 3")[0] == ("烈艳唇膏 3 keyboard", "PRODUCT", "/products/lip-3")
    assert suggest(storefront, "") == []


def test_what_is_no_longer_served_is_not_suggested(storefront: Any, shop: None) -> None:
    DeliveryDocument.objects.filter(kind="brand", key="dior").delete()
    assert suggest(storefront, "迪奥") == []


def test_too_much_text_is_refused(storefront: Any) -> None:
    error = storefront.fail(SUGGEST, {"text": "x" * 201})
    assert error["extensions"]["code"] == "BAD_ARGUMENT"


def test_a_slip_finds_what_was_meant_on_every_page(storefront: Any, shop: None) -> None:
    first = storefront.ask(SEARCH, {"text": "keybord"})["search"]
    assert first["didYouMean"] == "keyboard"
    assert first["pageInfo"]["hasNextPage"]
    rest = storefront.ask(SEARCH, {"text": "keybord", "after": first["pageInfo"]["endCursor"]})["search"]
    keys = [node["key"] for page in (first, rest) for node in page["nodes"]]
    assert sorted(keys) == [f"lip-{number}" for number in range(4)]
    right = storefront.ask(SEARCH, {"text": "keyboard"})["search"]
    assert right["didYouMean"] is None
    assert [node["key"] for node in right["nodes"]] == keys[:2]


def test_what_nothing_is_near_stays(storefront: Any, shop: None) -> None:
    assert storefront.ask(SEARCH, {"text": "qwxyz"})["search"] == {
        "nodes": [],
        "didYouMean": None,
        "pageInfo": {"endCursor": None, "hasNextPage": False},
    }


def test_a_price_in_the_text_narrows(storefront: Any, shop: None) -> None:
    assert len(storefront.ask(SEARCH, {"text": "100000元以下 唇膏"})["search"]["nodes"]) == 2
    assert storefront.ask(SEARCH, {"text": "1元以下 唇膏"})["search"]["nodes"] == []


def test_a_change_has_them_made_anew_once(shop: None) -> None:
    waiting = OutboxEntry.objects.filter(consumer="suggestions")
    assert waiting.count() == 1
    before = SuggestionSnapshot.objects.get(locale="zh-hans").made_at
    waiting.update(available_at=timezone.now())
    worker.drain(consumers=["suggestions"])
    assert SuggestionSnapshot.objects.get(locale="zh-hans").made_at > before
