"""Prices and specifications are seen without a publication: what a norm blocks is refused where they are changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cms.bulk.models import RowState
from cms.catalog.models import Category, Offer, Product, ProductNorm, SpecificationDefinition
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.admin.forms import list_errors, read_form
from tests.integration.bulk.tables import act, list_problems, upload_rows
from tests.integration.feeds.feeding import Shop, count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("norms")]
DEAR = "Price of SKU A1: it is 90% below its list price. Check both prices."
MISSING = "Specification “颜色”: it is required in this category, and missing. Fill it in with the facts."


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


@pytest.fixture
def category() -> Category:
    category = factories.make_category("audio", name="影音")
    SpecificationDefinition.objects.create(category=category, key="colour", name="颜色", is_required=True)
    return category


@pytest.fixture
def product(category: Category) -> Product:
    """Live, and right; from now on wrong prices and missing specifications block."""
    product = factories.make_product("ear", category=category, specifications={"colour": "黑"}, variant_axes=["n"])
    factories.make_offer(product, "A1", price_minor=80000, list_price_minor=100000, stock=7, options={"n": "1"})
    factories.make_offer(product, "A2", price_minor=90000, list_price_minor=100000, stock=7, options={"n": "2"})
    factories.make_published(product=product, title="无线蓝牙耳机")
    block("price_sanity", deepest_discount=70)
    block("specifications_required")
    OutboxEntry.objects.all().delete()
    return product


def block(kind: str, **parameters: Any) -> None:
    norm = ProductNorm.objects.get(kind=kind)
    norm.severity, norm.rule = "blocks", [(kind, {**(norm.rule[0].value or {}), **parameters} or None)]
    norm.save()


def read_facts() -> tuple[Any, ...]:
    product = Product.objects.get(key="ear")
    rows = product.offers.order_by("sku").values_list("sku", "price_minor", "list_price_minor", "stock")
    return product.specifications, product.category.key, list(rows)


def assert_nothing_changed(before: tuple[Any, ...]) -> None:
    assert read_facts() == before
    assert not OutboxEntry.objects.exclude(consumer="bulk").filter(key__startswith="product").exists()


def test_a_feed_of_offers_is_refused_row_by_row(tmp_path: Path, product: Product) -> None:
    shop = Shop(tmp_path)
    rows = {"sku": "A1", "price": "100"}, {"sku": "A2", "price": "880", "stock": 3}
    for is_dry in (True, False):
        assert count(shop.feed_offers(*rows, is_dry=is_dry)) == (0, 1, 0, 1)
        assert [str(problem) for problem in shop.problems] == [f"line 1, offer.price: may not be published: {DEAR}"]
    prices = list(Offer.objects.order_by("sku").values_list("sku", "price_minor", "stock"))
    assert prices == [("A1", 80000, 7), ("A2", 88000, 3)]


def test_what_is_wrong_already_lets_stock_in_but_no_other_wrong_price(tmp_path: Path, product: Product) -> None:
    Offer.objects.filter(sku="A1").update(price_minor=10000)
    shop = Shop(tmp_path)
    assert count(shop.feed_offers({"sku": "A1", "stock": 5})) == (0, 1, 0, 0)
    assert count(shop.feed_offers({"sku": "A1", "price": "99.99"})) == (0, 0, 0, 1)
    assert count(shop.feed_offers({"sku": "A1", "price": "850"})) == (0, 1, 0, 0)
    assert Offer.objects.get(sku="A1").price_minor == 85000


def test_what_nobody_sees_may_have_any_price(tmp_path: Path, product: Product) -> None:
    factories.make_offer(factories.make_draft(title="草稿").product, "D1", price_minor=5000, list_price_minor=6000)
    assert count(Shop(tmp_path).feed_offers({"sku": "D1", "price": "1"})) == (0, 1, 0, 0)


def test_many_prices_are_judged_in_the_queries_of_few(tmp_path: Path, product: Product) -> None:
    for number in range(40):
        other = factories.make_published(f"p-{number}", title=f"无线耳机 {number}").product
        factories.make_offer(other, f"P{number}", price_minor=5000)
    counts = []
    for many, price in ((10, "41"), (40, "42")):
        with CaptureQueriesContext(connection) as queries:
            Shop(tmp_path).feed_offers(*[{"sku": f"P{number}", "price": price} for number in range(many)])
        counts.append(len([query for query in queries if query["sql"].startswith("SELECT")]))
    assert counts[0] == counts[1]


def save_facts(client: Client, product: Product, **changes: str) -> Any:
    url = reverse("catalogue_product:edit", args=[product.pk])
    return client.post(url, {**read_form(client.get(url)), **changes})


def test_the_facts_screen_refuses_a_price(admin_client: Client, product: Product) -> None:
    before = read_facts()
    response = save_facts(admin_client, product, **{"offers-0-price": "100", "offers-1-stock": "1"})
    assert DEAR in list_errors(response)
    assert_nothing_changed(before)
    assert save_facts(admin_client, product, **{"offers-0-price": "900"}).status_code == 302
    assert Offer.objects.get(sku="A1").price_minor == 90000


def test_the_facts_screen_refuses_a_category_that_requires_more(admin_client: Client, product: Product) -> None:
    video = factories.make_category("video", name="视频")
    SpecificationDefinition.objects.create(category=video, key="size", name="颜色", is_required=True)
    before = read_facts()
    response = save_facts(admin_client, product, category=str(video.pk))
    assert MISSING in list_errors(response)
    assert_nothing_changed(before)


def test_the_facts_screen_lets_through_what_was_wrong_before(admin_client: Client, product: Product) -> None:
    Product.objects.filter(pk=product.pk).update(specifications={"colour": "黑", "old": "旧"})
    Offer.objects.filter(sku="A1").update(price_minor=10000)
    assert save_facts(admin_client, product, **{"offers-0-stock": "9"}).status_code == 302
    assert Offer.objects.get(sku="A1").stock == 9


@pytest.mark.parametrize(
    ("subject", "header", "bad", "problem"),
    [
        ("offers", ["SKU", "Product key", "Price"], ["A1", "ear", 100], ("price", DEAR)),
        ("facts", ["Product key", "Category"], ["ear", "video"], ("category", MISSING)),
    ],
)
def test_tables_are_refused_row_by_row(
    admin_client: Client, product: Product, subject: str, header: list[str], bad: list[Any], problem: tuple[str, str]
) -> None:
    video = factories.make_category("video", name="视频")
    SpecificationDefinition.objects.create(category=video, key="size", name="颜色", is_required=True)
    good: list[Any] = ["A2", "ear", 850] if subject == "offers" else ["new", "audio"]
    job = upload_rows(admin_client, subject, [header, bad, good])
    assert list_problems(job) == [(2, *problem)]
    before = read_facts()
    job = act(admin_client, job, "confirm")
    assert list(job.rows.order_by("number").values_list("state", flat=True)) == [RowState.BAD, RowState.WRITTEN]
    after = read_facts()
    assert (after[0], after[1], after[2][0]) == (before[0], before[1], before[2][0])


def test_a_norm_that_comes_between_refuses_a_table_too(admin_client: Client, product: Product) -> None:
    norm = ProductNorm.objects.get(kind="price_sanity")
    norm.severity = "warns"
    norm.save()
    job = upload_rows(admin_client, "offers", [["SKU", "Price"], ["A1", 100], ["A2", 850]])
    assert list_problems(job) == []
    block("price_sanity", deepest_discount=70)
    job = act(admin_client, job, "confirm")
    assert list_problems(job) == [(2, "price", DEAR)]
    assert list(Offer.objects.order_by("sku").values_list("price_minor", flat=True)) == [80000, 85000]
