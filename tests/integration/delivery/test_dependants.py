"""A change renders again exactly what shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.catalog.models import Brand, Category, ProductContent, SpecificationDefinition
from cms.delivery import selectors, services, worker
from cms.delivery.models import DeliveryDocument
from tests.factories import make_brand, make_category, make_offer, make_product, make_published, publish
from tests.integration.delivery.conftest import Recorder

pytestmark = pytest.mark.django_db


def read(key: str, kind: str = "product", locale: str = "zh-hans"):
    return selectors.find_documents(kind, [key], locale=locale, at=timezone.now())[key].data


def test_renaming_a_brand_renders_exactly_its_products_again(watcher: Recorder) -> None:
    sony, other = make_brand("sony", name="Sony"), make_brand("other")
    for number in range(3):
        make_published(product=make_product(f"s{number}", brand=sony))
    make_published(product=make_product("o1", brand=other))
    worker.drain()
    watcher.applied.clear()
    before = dict(DeliveryDocument.objects.values_list("key", "rendered_at"))

    sony = Brand.objects.get(key="sony")
    sony.name = "SONY"
    sony.save()
    worker.drain()

    after = dict(DeliveryDocument.objects.values_list("key", "rendered_at"))
    assert {key for key in after if after[key] != before[key]} == {"sony", "s0", "s1", "s2"}
    assert [read(f"s{number}")["brand"]["name"] for number in range(3)] == ["SONY"] * 3
    told = {key for keys in watcher.applied for key in keys}
    assert told == {"brand:sony", "product:s0", "product:s1", "product:s2"}


def test_a_scheduled_version_is_rendered_again_from_its_revision(watcher: Recorder) -> None:
    brand = make_brand("sony", name="Sony")
    content = make_published(product=make_product("tea", brand=brand), title="Now")
    start = timezone.now() + timedelta(hours=1)
    publish(content, title="Later", go_live_at=start)
    brand.name = "SONY"
    brand.save()
    worker.drain()
    later = selectors.find_documents("product", ["tea"], locale="zh-hans", at=start)["tea"].data
    assert (later["title"], later["brand"]["name"]) == ("Later", "SONY")
    assert (read("tea")["title"], read("tea")["brand"]["name"]) == ("Now", "SONY")


def test_a_new_child_shows_in_its_parent(watcher: Recorder) -> None:
    drinks = make_category("drinks", name="Drinks")
    make_category("tea", parent=drinks)
    make_category("coffee", parent=drinks)
    assert read("drinks", "category")["children"] == ["tea", "coffee"]
    assert read("tea", "category")["breadcrumbs"] == [
        {"kind": "category", "key": "drinks", "name": "Drinks"},
        {"kind": "category", "key": "tea", "name": "Tea"},
    ]


def test_moving_a_category_moves_the_breadcrumbs_of_its_products(watcher: Recorder) -> None:
    drinks, food = make_category("drinks"), make_category("food")
    tea = make_category("tea", parent=drinks)
    make_published(product=make_product("green", category=tea))
    worker.drain()
    Category.objects.get(key="tea").move(Category.objects.get(pk=food.pk), pos="last-child")
    worker.drain()
    assert [crumb["key"] for crumb in read("green")["breadcrumbs"]] == ["food", "tea"]
    assert read("drinks", "category")["children"] == []
    assert read("food", "category")["children"] == ["tea"]


def test_deleting_a_category_takes_its_document_and_the_parents_entry(watcher: Recorder) -> None:
    drinks = make_category("drinks")
    tea = make_category("tea", parent=drinks)
    make_category("green", parent=tea)
    Category.objects.get(key="tea").delete()
    live = selectors.list_documents("category", locale="zh-hans", at=timezone.now())
    assert [(document.key, document.data["children"]) for document in live] == [("drinks", [])]


def test_renaming_a_key_serves_nothing_under_the_old_one(watcher: Recorder) -> None:
    brand = make_brand("soni")
    brand.key = "sony"
    brand.save()
    live = selectors.list_documents("brand", locale="en", at=timezone.now())
    assert [document.key for document in live] == ["sony"]


def test_facts_of_the_product_reach_every_locale(watcher: Recorder) -> None:
    product = make_product("tea")
    make_offer(product)
    make_published(product=product, title="茶")
    make_published(product=product, locale="en", title="Tea")
    product.stage = "new"
    product.save()
    services.announce_change(["product:tea"], at=timezone.now())
    worker.drain()
    assert {read("tea", locale=locale)["stage"] for locale in ("zh-hans", "en")} == {"new"}


def test_rendering_again_what_is_the_same_tells_nobody(watcher: Recorder) -> None:
    make_published("tea")
    worker.drain()
    watcher.applied.clear()
    services.announce_change(["product:tea"], at=timezone.now())
    worker.drain()
    assert watcher.applied == []


def test_a_batch_is_rendered_in_a_fixed_number_of_queries(django_assert_num_queries, watcher: Recorder) -> None:
    brand, category = make_brand(), make_category()
    SpecificationDefinition.objects.create(category=category, key="weight", name="Weight", type="number")
    for _ in range(3):
        make_published(product=make_product(brand=brand, category=category, specifications={"weight": 1}))
    contents = list(ProductContent.objects.all())
    with django_assert_num_queries(11):
        from cms.catalog.rendering import render_products

        render_products(contents)
    for _ in range(9):
        make_published(product=make_product(brand=brand, category=category, specifications={"weight": 1}))
    contents = list(ProductContent.objects.all())
    with django_assert_num_queries(11):
        render_products(contents)
