"""The index follows what is delivered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.catalog.models import Availability, Offer
from cms.delivery import outbox, worker
from cms.delivery.models import OutboxEntry
from search import indexing
from search.behaviour.models import ProductPopularity
from search.boundaries import find_boundaries, plan_boundaries
from search.documents import build_documents
from search.engines import get_engine
from search.selectors import Facet, FacetValue, ProductFilter, search_products
from tests.factories import make_brand, make_category, make_draft, make_offer, make_product, make_published, publish

pytestmark = pytest.mark.django_db(transaction=True)


def find(text: str = "", locale: str = "zh-hans", **options: Any) -> list[str]:
    return [hit.key for hit in search_products(text=text, locale=locale, at=timezone.now(), **options).hits]


def drain() -> None:
    worker.drain(consumers=["index", "dependants"])


def move_clock(monkeypatch: pytest.MonkeyPatch, to: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: to)


def test_what_is_published_is_found_and_what_is_withdrawn_is_not() -> None:
    content = make_published("tea", title="西湖龙井绿茶")
    assert find("绿茶") == []
    drain()
    assert find("绿茶") == ["tea"]
    content.unpublish()
    drain()
    assert find("绿茶") == []


def test_a_draft_is_nowhere() -> None:
    content = make_published("tea", title="绿茶")
    content.title = "咖啡"
    content.save_revision()
    make_draft(title="草稿茶")
    drain()
    assert find("咖啡") == []
    assert find("茶") == ["tea"]


def test_a_product_in_one_language_is_found_in_the_other() -> None:
    make_published("only-english", locale="en", title="Porcelain teapot")
    both = make_published("both", title="瓷茶壶")
    publish(make_draft(both.product, locale="en", title="Clay teapot"))
    drain()
    assert sorted(find("teapot", locale="en")) == ["both", "only-english"]
    assert find("teapot") == ["only-english"]
    assert find("茶壶") == ["both"]
    assert find("茶壶", locale="en") == []
    assert get_engine().describe()["documents"] == 3


def test_a_new_translation_takes_over_its_locale() -> None:
    content = make_published("pot", locale="en", title="Porcelain teapot")
    drain()
    publish(make_draft(content.product, title="瓷茶壶"))
    drain()
    assert find("teapot") == []
    assert find("teapot", locale="en") == ["pot"]


def test_everything_a_shopper_may_type_finds_the_product() -> None:
    brand = make_brand("jingdezhen", name="景德镇")
    root = make_category("home", name="家居")
    category = make_category("cups", parent=root, name="茶杯")
    product = make_product("cup", brand=brand, category=category)
    make_offer(product, "CUP-RED-1", gtin="6901234567892", options={"colour": "朱红"})
    publish(
        make_draft(
            product,
            title="手绘盖碗",
            summary="薄胎白瓷",
            search_terms="功夫茶具",
            selling_points=[("point", "耐高温")],
            details=[("heading", "匠人"), ("text", "<p>窑火烧制</p>")],
        )
    )
    drain()
    words = ["景德镇", "家居", "茶杯", "手绘", "盖碗", "白瓷", "功夫茶具", "耐高温", "匠人", "窑火", "朱红"]
    for text in [*words, "cup-red-1", "6901234567892"]:
        assert find(text) == ["cup"], text
    assert find(filters=ProductFilter(categories=["home"], brands=["jingdezhen"])) == ["cup"]


def test_prices_and_stock_follow_the_offers() -> None:
    product = make_product("tea")
    dear = make_offer(product, "tea-1", price_minor=900)
    make_offer(product, "tea-2", price_minor=500, stock=0)
    publish(make_draft(product, title="绿茶"))
    drain()
    low = ProductFilter(price_max=500)
    assert find(filters=low) == ["tea"]
    Offer.objects.filter(sku="tea-2").update(price_minor=1200)
    Offer.objects.filter(pk=dear.pk).update(stock=0)
    outbox.announce_documents(["product:tea"], at=timezone.now())
    drain()
    assert find(filters=low) == []
    assert find(filters=ProductFilter(available=False)) == ["tea"]
    results = search_products(locale="en", facets=["price"], at=timezone.now())
    assert results.facets == [Facet("price", "price", [FacetValue("..", 1)], 900.0, 900.0)]


def test_without_an_offer_on_the_shelf_a_product_is_not_found() -> None:
    content = make_published("tea", title="绿茶")
    drain()
    Offer.objects.filter(product=content.product).update(on_shelf_until=timezone.now())
    outbox.announce_documents(["product:tea"], at=timezone.now())
    drain()
    assert find() == []


def test_a_shelf_that_opens_and_closes_is_looked_at_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    opens, closes = now + timedelta(hours=1), now + timedelta(hours=2)
    product = make_product("tea")
    make_offer(product, on_shelf_from=opens, on_shelf_until=closes)
    publish(make_draft(product, title="绿茶"))
    drain()
    assert find("绿茶") == []
    assert list_planned() == [("product:tea", opens)]
    move_clock(monkeypatch, opens)
    drain()
    assert find("绿茶") == ["tea"]
    assert list_planned() == [("product:tea", closes)]
    move_clock(monkeypatch, closes)
    drain()
    assert find("绿茶") == []
    assert list_planned() == []


def list_planned() -> list[tuple[str, datetime]]:
    entries = OutboxEntry.objects.filter(consumer="index", available_at__gt=timezone.now())
    return list(entries.order_by("available_at").values_list("key", "available_at"))


def test_boundaries_are_the_next_of_shelf_presale_and_window() -> None:
    now = timezone.now()
    product = make_product("tea")
    make_offer(
        product,
        "presale",
        availability=Availability.PRESALE,
        presale_starts_at=now - timedelta(hours=1),
        presale_ends_at=now + timedelta(hours=2),
        on_shelf_until=now + timedelta(hours=5),
    )
    assert find_boundaries(["tea", "other"], after=now) == {"tea": now + timedelta(hours=2)}
    assert find_boundaries(["tea"], after=now + timedelta(hours=2)) == {"tea": now + timedelta(hours=5)}
    assert find_boundaries(["tea"], after=now + timedelta(hours=5)) == {}
    publish(make_draft(product, title="绿茶"), expire_at=now + timedelta(hours=1))
    assert find_boundaries(["tea"], after=timezone.now()) == {"tea": now + timedelta(hours=1)}


def test_a_boundary_is_planned_once() -> None:
    now = timezone.now()
    make_offer(make_product("tea"), on_shelf_until=now + timedelta(hours=1))
    assert [plan_boundaries(["tea"], after=now) for _ in range(3)] == [1, 0, 0]


def test_what_is_not_a_product_is_ignored() -> None:
    assert indexing.apply(["brand:sony", "category:cups", "image:3"], timezone.now()) == {}


def test_one_broken_document_does_not_keep_its_batch_out() -> None:
    from cms.delivery.models import DeliveryDocument

    make_published("good", title="绿茶")
    make_published("bad", title="红茶")
    drain()
    DeliveryDocument.objects.filter(kind="product", key="bad").update(body='{"kind": "product"}')
    failures = indexing.apply(["product:good", "product:bad"], timezone.now())
    assert list(failures) == ["product:bad"]
    assert "cannot be indexed: KeyError" in failures["product:bad"]
    # It stays as it was until it can be read again.
    assert sorted(find("茶")) == ["bad", "good"]


def test_applying_twice_changes_nothing() -> None:
    make_published("tea", title="绿茶")
    drain()
    before = sorted(get_engine().read().list_hashes())
    indexing.apply(["product:tea", "product:unknown"], timezone.now())
    assert sorted(get_engine().read().list_hashes()) == before


def test_renaming_a_brand_is_found_under_the_new_name() -> None:
    brand = make_brand("sony", name="Sony")
    make_published("radio", product=make_product("radio", brand=brand), title="收音机")
    drain()
    assert find("sony") == ["radio"]
    brand.name = "Panasonic"
    brand.save()
    drain()
    assert find("sony") == []
    assert find("panasonic") == ["radio"]


def test_searching_costs_no_query_and_indexing_a_fixed_number() -> None:
    for n in range(12):
        make_published(f"tea-{n}", title=f"绿茶 {n}")
    drain()
    with CaptureQueriesContext(
        connection,
    ) as searching:
        assert len(find("绿茶", facets=["brand", "price", "specification"])) == 12
    assert len(searching) == 0
    counts = []
    for keys in ([f"tea-{n}" for n in range(2)], [f"tea-{n}" for n in range(12)]):
        with CaptureQueriesContext(connection) as building:
            documents, failures = build_documents(keys, at=timezone.now())
        assert (len(documents), failures) == (len(keys), {})
        counts.append(len(building))
    # Promotions are looked at once more, to see that there are none.
    assert counts == [9, 9]


def test_what_shoppers_like_is_worth_more_and_not_stale_for_fading() -> None:
    for key in ("loved", "plain"):
        make_published(key, title="绿茶")
    now = timezone.now()
    before = {each.key: each for each in build_documents(["loved", "plain"], at=now)[0]}
    ProductPopularity.objects.create(product_key="loved", score=10.0, scored_at=now)
    after = {each.key: each for each in build_documents(["loved", "plain"], at=now)[0]}
    assert (before["loved"].weight, after["loved"].weight, after["loved"].popularity) == (9, 12, 1.0)
    assert after["plain"] == before["plain"]
    assert after["loved"].content_hash == before["loved"].content_hash
    drain()
    assert find("绿茶") == ["loved", "plain"]
