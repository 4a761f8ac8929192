"""What shoppers may not see is nowhere: not by key, slug, SKU, id, in a list or in a search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from cms.catalog.models import Offer, ProductContent
from storefront import view
from storefront.node_ids import encode_id
from tests import factories

pytestmark = pytest.mark.django_db

EVERYWHERE = """
  query ($key: String!, $product: ID!, $offer: ID!) {
    byKey: product(key: $key) { title }
    bySlug: product(slug: $key) { title }
    bySku: product(sku: $key) { title }
    node(id: $product) { id }
    offer: node(id: $offer) { id }
    nodes(ids: [$product]) { id }
    products { totalCount nodes { title } }
    filtered: products(filter: {keys: [$key]}) { nodes { title } }
    search(text: "秘密") { nodes { title } edges { highlights { html } } }
  }
"""
NOWHERE: dict[str, Any] = {
    "byKey": None,
    "bySlug": None,
    "bySku": None,
    "node": None,
    "offer": None,
    "nodes": [None],
    "products": {"totalCount": 0, "nodes": []},
    "filtered": {"nodes": []},
    "search": {"nodes": [], "edges": []},
}


def _look(storefront: Any, key: str = "mug") -> dict[str, Any]:
    return storefront.ask(
        EVERYWHERE, {"key": key, "product": encode_id("Product", key), "offer": encode_id("Offer", key)}
    )


def _look_at(storefront: Any, at: Any) -> dict[str, Any]:
    with patch.object(view.timezone, "now", return_value=at):
        return _look(storefront)


@pytest.fixture
def published(db: None) -> ProductContent:
    return factories.make_published("mug", title="秘密 杯子")


def test_what_is_live_is_everywhere(storefront, published, index):
    index()
    assert _look(storefront) == {
        "byKey": {"title": "秘密 杯子"},
        "bySlug": {"title": "秘密 杯子"},
        "bySku": {"title": "秘密 杯子"},
        "node": {"id": encode_id("Product", "mug")},
        "offer": {"id": encode_id("Offer", "mug")},
        "nodes": [{"id": encode_id("Product", "mug")}],
        "products": {"totalCount": 1, "nodes": [{"title": "秘密 杯子"}]},
        "filtered": {"nodes": [{"title": "秘密 杯子"}]},
        "search": {
            "nodes": [{"title": "秘密 杯子"}],
            "edges": [{"highlights": [{"html": "<mark>秘密</mark> 杯子"}]}],
        },
    }


def test_a_draft_is_nowhere(storefront, index):
    factories.make_offer(factories.make_draft(factories.make_product("mug"), title="秘密 杯子").product)
    ProductContent.objects.get().save_revision()
    index()
    assert _look(storefront) == NOWHERE


def test_a_draft_of_something_live_changes_nothing(storefront, published, index):
    published.title = "秘密 草稿"
    published.slug = "draft"
    published.save_revision()
    index()
    assert _look(storefront)["byKey"] == {"title": "秘密 杯子"}
    assert storefront.ask('{ product(slug: "draft") { title } search(text: "草稿") { totalCount } }') == {
        "product": None,
        "search": {"totalCount": 0},
    }


def test_what_is_scheduled_is_nowhere_until_its_instant(storefront, index):
    opens_at = timezone.now() + timedelta(hours=1)
    draft = factories.make_draft(factories.make_product("mug"), title="秘密 杯子")
    factories.make_offer(draft.product)
    factories.publish(draft, go_live_at=opens_at)
    index()
    assert _look(storefront) == NOWHERE
    assert _look_at(storefront, opens_at - timedelta(microseconds=1)) == NOWHERE
    assert _look_at(storefront, opens_at)["byKey"] == {"title": "秘密 杯子"}


def test_what_has_ended_is_nowhere_even_while_the_index_still_has_it(storefront, index):
    ends_at = timezone.now() + timedelta(hours=1)
    draft = factories.make_draft(factories.make_product("mug"), title="秘密 杯子")
    factories.make_offer(draft.product)
    factories.publish(draft, expire_at=ends_at)
    index()
    assert _look_at(storefront, ends_at - timedelta(microseconds=1))["bySku"] == {"title": "秘密 杯子"}
    gone = _look_at(storefront, ends_at)
    assert gone.pop("products")["nodes"] == []
    assert gone == {name: value for name, value in NOWHERE.items() if name != "products"}


def test_what_is_unpublished_is_nowhere_even_while_the_index_still_has_it(storefront, published, index):
    index()
    published.unpublish()
    late = _look(storefront)
    assert late.pop("products") == {"totalCount": 1, "nodes": []}
    assert late == {name: value for name, value in NOWHERE.items() if name != "products"}
    index()
    assert _look(storefront) == NOWHERE


@pytest.mark.parametrize(
    "window",
    [
        lambda now: {"on_shelf_from": now + timedelta(hours=1)},
        lambda now: {"on_shelf_until": now},
        lambda now: {"on_shelf_from": now - timedelta(hours=2), "on_shelf_until": now - timedelta(hours=1)},
    ],
)
def test_what_is_off_the_shelf_is_nowhere(storefront, published, index, window: Callable[..., dict[str, Any]]):
    Offer.objects.update(**window(timezone.now()))
    index()
    assert _look(storefront) == NOWHERE


def test_one_offer_off_the_shelf_hides_itself_and_not_its_product(storefront, published, index):
    factories.make_offer(published.product, "mug-red", on_shelf_until=timezone.now())
    index()
    data = storefront.ask(
        'query ($id: ID!) { product(key: "mug") { offers { sku } } bySku: product(sku: "mug-red") { key }'
        " node(id: $id) { id } }",
        {"id": encode_id("Offer", "mug-red")},
    )
    assert data == {"product": {"offers": [{"sku": "mug"}]}, "bySku": None, "node": None}
