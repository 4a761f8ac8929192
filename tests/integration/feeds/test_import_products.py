"""What an import leaves behind, and that a second one leaves nothing more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from cms.catalog.models import (
    Brand,
    Category,
    FeedProposal,
    Offer,
    Product,
    ProductContent,
    ProductPicture,
    SpecificationDefinition,
)
from cms.delivery.models import DeliveryDocument, DocumentDependency, OutboxEntry
from cms.delivery.selectors import find_documents
from tests.factories import make_category, make_product
from tests.integration.feeds.feeding import Shop, count, make_row

TABLES = (
    Brand,
    Category,
    DeliveryDocument,
    DocumentDependency,
    FeedProposal,
    ModelLogEntry,
    Offer,
    OutboxEntry,
    Product,
    ProductContent,
    ProductPicture,
    ReferenceIndex,
    Revision,
    SpecificationDefinition,
)


def take_picture() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table an import may touch."""
    return {table.__name__: list(table._base_manager.order_by("pk").values()) for table in TABLES}


def unpack_streams(data: dict[str, Any]) -> dict[str, Any]:
    """A revision's data with its streams as values: PostgreSQL keeps the keys of JSON in an order of its own."""
    streams = ("selling_points", "pictures", "details")
    return {**data, **{name: json.loads(data[name]) for name in streams}}


FULL = make_row(
    brand="云栖",
    summary="豆香清亮",
    points="一|二|三",
    details="<p>好 <b>茶</b></p>",
    words="西湖",
    t_origin="杭州",
    n_weight=100.0,
    c_roast="轻",
    pictures="https://a.example/1.jpg https://a.example/2.jpg",
    stock=5,
)


def test_one_row_becomes_a_published_product(shop: Shop) -> None:
    summary = shop.feed(FULL)
    assert count(summary) == (1, 0, 0, 0)
    assert summary.made == {"brands": 1, "categories": 2, "specifications": 3}
    content = ProductContent.objects.select_related("product__brand", "product__category", "latest_revision").get()
    assert content.product.key == "A"
    assert content.product.brand.name == "云栖"
    assert [one.name for one in content.product.category.get_ancestors()] == ["茶饮"]
    assert content.product.category.name == "绿茶"
    assert content.product.specifications == {"origin": "杭州", "weight": 100, "roast": "轻"}
    offer = Offer.objects.get()
    assert (offer.sku, offer.price_minor, offer.currency, offer.stock) == ("A", 1000, "CNY", 5)
    assert (content.live, content.has_unpublished_changes, content.slug) == (True, False, "茶-a")
    assert content.live_revision_id == content.latest_revision_id is not None
    assert content.first_published_at == content.last_published_at is not None
    assert [block.value for block in content.selling_points] == ["一", "二", "三"]
    assert list(ProductPicture.objects.values_list("remote_url", "sort_order")) == [
        ("https://a.example/1.jpg", 0),
        ("https://a.example/2.jpg", 1),
    ]
    assert [entry.action for entry in ModelLogEntry.objects.order_by("timestamp")] == [
        "wagtail.create",
        "wagtail.publish",
    ]


def test_the_document_is_delivered_and_announced(shop: Shop) -> None:
    shop.feed(FULL)
    data = find_documents("product", ["A"], locale="zh-hans", at=timezone.now())["A"].data
    assert (data["title"], data["summary"]) == ("茶 A", "豆香清亮")
    assert data["brand"]["name"] == "云栖"
    assert [one["name"] for one in data["breadcrumbs"]] == ["茶饮", "绿茶"]
    assert {one["key"]: one["label"] for one in data["specifications"]} == {
        "origin": "杭州",
        "weight": "100",
        "roast": "轻",
    }
    assert [one["url"] for one in data["images"]] == ["https://a.example/1.jpg", "https://a.example/2.jpg"]
    assert data["details"][0]["html"] == "<p>好 <b>茶</b></p>"
    assert OutboxEntry.objects.filter(consumer="index", key="product:A").exists()
    assert set(DeliveryDocument.objects.filter(kind="brand").values_list("key", flat=True)) == {"云栖"}
    assert DeliveryDocument.objects.filter(kind="category").count() == 4


def test_a_second_import_changes_nothing_at_all(shop: Shop) -> None:
    rows = [FULL, make_row("B"), make_row("B2", key="B", price="12"), make_row("C", title="茶 A")]
    assert count(shop.feed(*rows)) == (4, 0, 0, 0)
    before = take_picture()
    assert count(shop.feed(*rows)) == (0, 0, 4, 0)
    assert take_picture() == before


def test_the_revision_is_what_wagtail_itself_would_have_written(shop: Shop) -> None:
    shop.feed(FULL)
    content = ProductContent.objects.get()
    revision = Revision.objects.get()
    content.latest_revision = content.live_revision = None
    expected = json.loads(json.dumps(content.serializable_data(), cls=DjangoJSONEncoder))
    assert list(revision.content) == list(expected) or connection.vendor == "postgresql"
    assert unpack_streams(revision.content) == unpack_streams(expected)
    assert (revision.object_id, revision.object_str) == (str(content.pk), content.title)
    assert revision.content_type == revision.base_content_type == ProductContent.get_content_type()
    assert revision.as_object().title == content.title
    assert [block.value for block in revision.as_object().selling_points] == ["一", "二", "三"]


def test_references_are_what_wagtail_itself_would_have_noted(shop: Shop) -> None:
    for model in (Product, ProductContent):
        ReferenceIndex.register_model(model)
    shop.feed(FULL)
    fields = ["object_id", "to_content_type", "to_object_id", "model_path", "content_path", "content_path_hash"]
    noted = sorted(ReferenceIndex.objects.values_list("base_content_type", "content_type", *fields), key=str)
    assert noted
    ReferenceIndex.objects.all().delete()
    for one in (Product.objects.get(), ProductContent.objects.get()):
        ReferenceIndex.create_or_update_for_object(one)
    assert noted == sorted(ReferenceIndex.objects.values_list("base_content_type", "content_type", *fields), key=str)


def test_lines_of_one_product_are_its_variants(shop: Shop) -> None:
    summary = shop.feed(
        make_row("A1", key="A", pictures="https://a.example/1.jpg"),
        make_row("B"),
        make_row("A2", key="A", title="not read", price="20", pictures="https://a.example/2.jpg"),
    )
    assert count(summary) == (3, 0, 0, 0)
    product = Product.objects.get(key="A")
    assert sorted(product.offers.values_list("sku", "price_minor")) == [("A1", 1000), ("A2", 2000)]
    assert product.contents.get().title == "茶 A1"
    assert product.pictures.count() == 2


def test_changes_are_published_again(shop: Shop) -> None:
    shop.feed(FULL)
    first = Revision.objects.get()
    OutboxEntry.objects.all().delete()
    summary = shop.feed(
        {**FULL, "title": "新名", "t_origin": "", "n_weight": 250, "pictures": "https://a.example/2.jpg"}
    )
    assert count(summary) == (0, 1, 0, 0)
    content = ProductContent.objects.get()
    assert (content.title, content.slug, content.live, content.has_unpublished_changes) == ("新名", "茶-a", True, False)
    assert content.live_revision_id == content.latest_revision_id != first.pk
    assert content.live_revision.content["title"] == "新名"
    assert content.product.specifications == {"weight": 250, "roast": "轻"}
    assert list(ProductPicture.objects.values_list("remote_url", "sort_order")) == [("https://a.example/2.jpg", 0)]
    data = find_documents("product", ["A"], locale="zh-hans", at=timezone.now())["A"].data
    assert data["title"] == "新名"
    assert DeliveryDocument.objects.filter(kind="product").count() == 1


def test_a_price_alone_changes_no_content(shop: Shop) -> None:
    shop.feed(FULL)
    before = take_picture()
    OutboxEntry.objects.all().delete()
    assert count(shop.feed({**FULL, "price": "9"})) == (0, 1, 0, 0)
    after = take_picture()
    assert after["Revision"] == before["Revision"]
    assert after["DeliveryDocument"] == before["DeliveryDocument"]
    assert Offer.objects.get().price_minor == 900
    assert set(OutboxEntry.objects.values_list("key", flat=True)) == {"product:A"}


def test_bad_lines_leave_nothing_and_do_not_stop_the_rest(shop: Shop) -> None:
    other = make_product("other")
    Offer.objects.create(product=other, sku="TAKEN", price_minor=1, currency="CNY")
    summary = shop.feed(
        make_row("A", price="-1"),
        make_row("B"),
        make_row("B", price="11"),
        make_row("B"),
        make_row("TAKEN"),
        make_row("D", **{"from": "2026-02-01", "until": "2026-01-01"}),
        make_row("E"),
    )
    assert count(summary) == (2, 0, 1, 4)
    assert [(problem.line, problem.field) for problem in shop.problems] == [
        (1, "offer.price"),
        (3, "offer.sku"),
        (6, "offer.on_shelf_until"),
        (5, "product.key"),
    ]
    assert set(Product.objects.values_list("key", flat=True)) == {"other", "B", "E"}


def test_a_definition_that_is_there_rules(shop: Shop) -> None:
    category = make_category("tea", name="茶")
    SpecificationDefinition.objects.create(
        category=category, key="origin", name="产地", type="choice", choices=["杭州"]
    )
    summary = shop.feed(
        make_row("A", category="茶", t_origin="杭州"),
        make_row("B", category="茶", t_origin="月亮"),
        make_row("C", category="茶", n_origin=5, c_roast="重"),
        make_row("D", category="茶", c_roast="轻"),
    )
    assert count(summary) == (3, 0, 0, 1)
    assert shop.problems[0].field == "specification origin"
    assert Product.objects.get(key="C").specifications == {"origin-number": 5, "roast": "重"}
    assert SpecificationDefinition.objects.get(key="roast").choices == ["轻", "重"]
    assert Category.objects.count() == 1


def test_slugs_are_told_apart(shop: Shop) -> None:
    shop.feed(
        make_row("A", title="同名"), make_row("B", title="同名"), make_row("C", slug="同名"), make_row("D", title="!!")
    )
    slugs = dict(ProductContent.objects.values_list("product__key", "slug"))
    assert slugs == {"A": "同名", "B": "同名-b", "C": "同名-c", "D": "d"}


def test_a_dry_run_changes_nothing_and_says_what_would(shop: Shop) -> None:
    shop.feed(make_row("A"))
    before = take_picture()
    summary = shop.feed(
        make_row("A", title="新名"), make_row("B", brand="新牌", t_x="y"), make_row("B2", key="B"), is_dry=True
    )
    assert count(summary) == (2, 1, 0, 0)
    assert summary.made == {"brands": 1, "categories": 0, "specifications": 1}
    assert [str(change) for change in summary.samples] == ["line 1, A: title 茶 A → 新名"]
    assert take_picture() == before


def test_an_import_killed_between_batches_is_completed_by_the_next(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.catalog.feeds import importing

    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [make_row(str(number)) for number in range(5)]
    write = importing.write_batch
    calls: list[int] = []

    def write_or_die(*args: Any, **options: Any) -> None:
        write(*args, **options)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(importing, "write_batch", write_or_die)
    with pytest.raises(KeyboardInterrupt):
        shop.feed(*rows)
    assert Product.objects.count() == ProductContent.objects.count() == Revision.objects.count() == 2
    assert DeliveryDocument.objects.filter(kind="product").count() == 2
    monkeypatch.setattr(importing, "write_batch", write)
    assert count(shop.feed(*rows)) == (3, 0, 2, 0)


def test_the_number_of_queries_does_not_depend_on_the_rows(shop: Shop) -> None:
    def measure(*rows: dict[str, Any]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            shop.feed(*rows)
        return len([query for query in captured if not query["sql"].startswith("INSERT")])

    shop.feed(make_row("0", brand="b", t_x="y"))
    few = measure(*(make_row(f"a{number}", brand="b", t_x="y") for number in range(5)))
    many = measure(*(make_row(f"b{number}", brand="b", t_x="y") for number in range(40)))
    assert few == many
