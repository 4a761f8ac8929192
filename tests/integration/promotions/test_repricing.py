"""The index sorts and counts by what a guest pays: it follows promotions, and their beginnings and ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from campaigns.promotions import repricing
from campaigns.promotions.admin.progress import read_progress
from campaigns.promotions.models import PromotionGroup
from campaigns.promotions.repricing import CONSUMER, Progress, list_progress
from cms.delivery import outbox, worker
from cms.delivery.models import OutboxEntry
from search.selectors import ProductFilter, Sort, search_products
from tests import factories
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db(transaction=True)


def drain() -> None:
    worker.drain(consumers=["dependants", CONSUMER, "index"])


def find_sorted() -> list[str]:
    return [hit.key for hit in search_products(locale="zh-hans", sort=Sort.PRICE_ASC, at=timezone.now()).hits]


def find_below(price_max: int) -> list[str]:
    filters = ProductFilter(price_max=price_max)
    return [hit.key for hit in search_products(locale="zh-hans", filters=filters, at=timezone.now()).hits]


@pytest.fixture
def shop() -> None:
    drinks = factories.make_category("drinks")
    tea = factories.make_category("tea", parent=drinks)
    brand = factories.make_brand("acme")
    for number, (key, category, owner) in enumerate((("a", tea, None), ("b", drinks, brand), ("c", None, brand))):
        product = factories.make_product(key, category=category, brand=owner)
        factories.make_offer(product, price_minor=1000 + number)
        factories.make_published(product=product)
    drain()


def make_price(value: str, target: dict[str, Any], **fields: Any) -> Any:
    return publish(make_promotion(action={"type": "set_price", "value": {"value": value, "target": target}}, **fields))


def test_a_promotion_moves_what_it_touches_and_its_end_moves_it_back(shop: None) -> None:
    before = find_sorted()
    promotion = make_price("5.00", {"products": ["c"]})
    drain()
    during, cheap = find_sorted(), find_below(600)
    promotion.unpublish()
    drain()

    assert (before, during, cheap) == (["a", "b", "c"], ["c", "a", "b"], ["c"])
    assert (find_sorted(), find_below(600)) == (["a", "b", "c"], [])


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"categories": ["drinks"]}, ["a", "b"]),
        ({"categories": ["tea"]}, ["a"]),
        ({"brands": ["acme"]}, ["b", "c"]),
        ({"brands": ["acme"], "categories": ["drinks"]}, ["b"]),
        ({"products": ["a", "c"]}, ["a", "c"]),
        ({}, ["a", "b", "c"]),
        ({"brands": ["acme"], "exclude": {"products": ["b"]}}, ["c"]),
    ],
)
def test_whatever_names_products_reaches_them(shop: None, target: dict[str, Any], expected: list[str]) -> None:
    make_price("5.00", target)
    drain()

    assert sorted(find_below(600)) == expected


def test_tags_reach_their_products(shop: None) -> None:
    from cms.catalog.models import Product

    product = Product.objects.get(key="b")
    product.tags.add("Autumn")
    product.save()
    factories.publish(product.contents.get())
    make_price("5.00", {"tags": ["autumn"]})
    drain()

    assert find_below(600) == ["b"]


def test_what_only_some_may_have_is_no_price_of_the_index(shop: None) -> None:
    action = {"type": "set_price", "value": {"value": "5.00"}}
    publish(make_promotion(action=action, conditions=[{"type": "tiers", "value": ["gold"]}]))
    make_price("6.00", {}, channels=["app"])
    make_price("7.00", {}, coupon_kind="public", coupon_code="SEVEN", layer="item")
    drain()

    assert find_below(900) == []


def test_it_begins_and_ends_by_itself(shop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    starts_at, ends_at = now + timedelta(hours=1), now + timedelta(hours=2)
    promotion = make_price("5.00", {"products": ["b"]}, starts_at=starts_at, ends_at=ends_at)

    def look(at: datetime) -> list[str]:
        monkeypatch.setattr(timezone, "now", lambda: at)
        drain()
        return find_below(600)

    def list_planned() -> list[datetime]:
        entries = OutboxEntry.objects.filter(consumer=CONSUMER, key=promotion.key)
        return list(entries.values_list("available_at", flat=True))

    assert look(now + timedelta(seconds=1)) == []
    assert list_planned() == [starts_at]
    assert look(starts_at) == ["b"]
    assert list_planned() == [ends_at]
    assert look(ends_at) == []
    assert list_planned() == []


def test_hours_of_the_day_are_planned_one_after_the_other(shop: None) -> None:
    action = {"type": "set_price", "value": {"value": "5.00"}}
    times = {"type": "times", "value": {"starts": "20:00", "ends": "22:00"}}
    promotion = publish(make_promotion(action=action, conditions=[times]))

    drain()

    (entry,) = OutboxEntry.objects.filter(consumer=CONSUMER, key=promotion.key)
    assert timezone.localtime(entry.available_at).hour in (20, 22)
    repricing.apply([promotion.key], timezone.now())
    assert OutboxEntry.objects.filter(consumer=CONSUMER).count() == 1
    promotion.unpublish()
    OutboxEntry.objects.all().delete()
    repricing.apply([promotion.key], timezone.now())
    assert not OutboxEntry.objects.filter(consumer=CONSUMER).exists()


def test_a_large_one_comes_in_batches_that_say_how_far_they_are(shop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repricing, "BATCH", 2)
    promotion = make_price("5.00", {})
    seen = []
    while claim := outbox.claim(outbox.get_consumer(CONSUMER), at=timezone.now(), worker="w"):
        outbox.settle(claim, claim.consumer.apply(claim.keys, timezone.now()), at=timezone.now())
        seen.append(list_progress(at=timezone.now()))

    assert seen == [[Progress(promotion.key, 2, 3)], []]
    assert seen[0][0].percent == 66
    drain()
    assert sorted(find_below(600)) == ["a", "b", "c"]


def test_another_mode_of_a_group_changes_prices(shop: None) -> None:
    group = PromotionGroup.objects.create(layer="item", name="sale", mode="stack")
    for name in ("one", "two"):
        value = {"value": "3.00", "target": {"products": ["a"]}}
        publish(make_promotion(action={"type": "amount", "value": value}, name=name, layer="item", group=group))
    drain()
    stacked = find_below(450)

    group.mode = "best"
    group.save()
    drain()

    assert (stacked, find_below(450), find_below(750)) == (["a"], [], ["a"])


def test_whoever_sees_promotions_sees_how_far_the_search_is(shop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repricing, "BATCH", 2)
    promotion = make_price("5.00", {}, name="Whole shop")
    planner = get_user_model().objects.create_superuser("planner", "p@example.org", "x")
    stranger = get_user_model().objects.create_user("stranger")
    before = read_progress(planner, at=timezone.now())
    repricing.apply([promotion.key], timezone.now())

    answer = read_progress(planner, at=timezone.now())

    assert before is None
    assert [(entry.title, entry.note) for entry in answer.entries] == [("Whole shop", "2 of 3 products (66%)")]
    assert read_progress(stranger, at=timezone.now()) is None
