"""Prices and stock alone."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.catalog.models import Offer, Product, ProductContent
from cms.delivery.models import OutboxEntry
from tests.factories import make_offer, make_product
from tests.integration.feeds.feeding import Shop, count


def test_only_what_changed_is_written_and_announced(shop: Shop) -> None:
    for sku in ("A", "B", "C"):
        make_offer(make_product(sku.lower()), sku, price_minor=1000, stock=10)
    OutboxEntry.objects.all().delete()
    summary = shop.feed_offers(
        {"sku": "A", "price": "9.50", "stock": 3, "title": "not read"},
        {"sku": "B", "price": "10.00", "stock": 10},
        {"sku": "C", "stock": 0},
        {"sku": "X", "price": "1"},
    )
    assert count(summary) == (0, 2, 1, 1)
    assert [str(problem) for problem in shop.problems] == [
        "line 4, offer.sku: there is no SKU 'X'; import its product first"
    ]
    assert list(Offer.objects.order_by("sku").values_list("sku", "price_minor", "stock")) == [
        ("A", 950, 3),
        ("B", 1000, 10),
        ("C", 1000, 0),
    ]
    assert set(OutboxEntry.objects.values_list("consumer", "key")) >= {("index", "product:a"), ("index", "product:c")}
    assert not OutboxEntry.objects.filter(key="product:b").exists()
    assert not ProductContent.objects.exists()


def test_a_second_import_writes_nothing(shop: Shop) -> None:
    make_offer(make_product("a"), "A")
    shop.feed_offers({"sku": "A", "price": "5"})
    with CaptureQueriesContext(connection) as captured:
        assert count(shop.feed_offers({"sku": "A", "price": "5"})) == (0, 0, 1, 0)
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_price_without_a_currency_is_read_as_the_shops_if_that_can_be_meant(shop: Shop) -> None:
    make_offer(make_product("a"), "A")
    make_offer(make_product("j"), "J")
    Offer.objects.filter(sku="A").update(currency="USD")
    Offer.objects.filter(sku="J").update(currency="JPY")
    summary = shop.feed_offers({"sku": "A", "price": "5.50"}, {"sku": "J", "price": "500"})
    assert count(summary) == (0, 1, 0, 1)
    assert shop.problems[0].field == "offer.price"
    assert set(Offer.objects.values_list("sku", "currency", "price_minor")) == {("A", "USD", 550), ("J", "JPY", 1000)}


def test_a_window_is_checked_with_what_is_there(shop: Shop) -> None:
    make_offer(make_product("a"), "A")
    shop.feed_offers({"sku": "A", "from": "2026-02-01"})
    assert count(shop.feed_offers({"sku": "A", "until": "2026-01-01"})) == (0, 0, 0, 1)
    assert Offer.objects.get().on_shelf_until is None


def test_a_sku_twice_with_other_values_is_a_bad_line(shop: Shop) -> None:
    make_offer(make_product("a"), "A")
    summary = shop.feed_offers({"sku": "A", "stock": 1}, {"sku": "A", "stock": 2}, {"sku": "A", "stock": 1})
    assert count(summary) == (0, 1, 1, 1)
    assert Offer.objects.get().stock == 1


def test_a_dry_run_writes_nothing(shop: Shop) -> None:
    make_offer(make_product("a"), "A")
    OutboxEntry.objects.all().delete()
    summary = shop.feed_offers({"sku": "A", "price": "5"}, is_dry=True)
    assert count(summary) == (0, 1, 0, 0)
    assert Offer.objects.get().price_minor == 1000
    assert not OutboxEntry.objects.exists()
    assert Product.objects.count() == 1
