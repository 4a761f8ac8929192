"""Facts, offers, specifications, articles and answers: written as their screens write them, and taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from cms.bulk.models import JobState, RowState
from cms.catalog.models import Offer, Product, SpecificationDefinition
from cms.community.models import Review
from cms.content.models import ArticleIndexPage, ArticlePage
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.bulk.tables import act, list_changes, list_problems, upload_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def headphones() -> Product:
    audio = factories.make_category("audio", name="影音")
    ear = factories.make_category("ear", parent=audio, name="耳机")
    factories.make_brand("sony", name="索尼")
    SpecificationDefinition.objects.create(category=audio, key="weight", name="重量", type="number", unit="g")
    SpecificationDefinition.objects.create(category=audio, key="wireless", name="无线", type="boolean")
    SpecificationDefinition.objects.create(
        category=ear, key="colour", name="颜色", type="choice", choices=["黑", "白"], is_required=True
    )
    product = factories.make_product("wh", category=ear, variant_axes=["颜色"], specifications={"colour": "黑"})
    product.tags.set(["旧"])
    product.save()
    factories.make_offer(product, "WH-B", price_minor=89900, options={"颜色": "黑"})
    return product


def test_facts(admin_client: Client, headphones: Product) -> None:
    factories.make_published(product=headphones, title="耳机")
    lines = [
        ["Product key", "Brand", "Category", "Life-cycle stage", "Tags", "Released"],
        ["wh", "索尼", "影音", "成长", "双十一，gift", "2026-11-11"],
        ["new-one", "sony", "影音 > 耳机", "new", "", ""],
        ["a b", "", "", "new", "x", ""],
        ["wh-2", "Sonny", "", "new", "", ""],
    ]
    job = upload_rows(admin_client, "facts", lines)
    # The stage's Chinese name is none of this reader's language.
    assert list_problems(job)[0][:2] == (2, "stage")
    lines[1][3] = "growth"
    job = upload_rows(admin_client, "facts", lines)
    assert list_problems(job) == [
        (4, "product", "A key has no spaces and none of / ? # : in it."),
        (5, "brand", "“Sonny” is not known. Choose one of: 索尼."),
    ]
    OutboxEntry.objects.all().delete()
    job = act(admin_client, job, "confirm")
    headphones = Product.objects.get(key="wh")
    assert (headphones.brand.key, headphones.category.key, headphones.stage) == ("sony", "audio", "growth")
    assert sorted(headphones.tags.names()) == ["gift", "双十一"]
    assert headphones.released_at == datetime(2026, 11, 10, 16, tzinfo=UTC)
    assert Product.objects.get(key="new-one").category.key == "ear"
    assert "product:wh" in set(OutboxEntry.objects.values_list("key", flat=True))
    job = act(admin_client, job, "undo")
    assert (job.state, list_problems(job)[2:]) == (JobState.UNDONE, [])
    headphones = Product.objects.get(key="wh")
    assert (headphones.brand, headphones.category.key, headphones.stage) == (None, "ear", "mature")
    assert (list(headphones.tags.names()), headphones.released_at) == (["旧"], None)
    assert not Product.objects.filter(key="new-one").exists()


def test_offers(admin_client: Client, headphones: Product) -> None:
    lines = [
        [
            "SKU",
            "Product key",
            "Options",
            "Currency",
            "Price",
            "List price",
            "Stock",
            "On shelf from",
            "On shelf until",
        ],
        ["WH-B", "wh", "颜色=黑", "cny", "799.5", 999, 3, "2026-11-11 00:00", "2026-11-12"],
        ["WH-W", "wh", "颜色 = 白", "CNY", 799, "", "", "", ""],
        ["WH-X", "wh", "颜色 = 黑", "CNY", 1, "", "", "", ""],
        ["WH-Y", "gone", "", "CNY", 1, "", "", "", ""],
        ["WH-Z", "wh", "", "CNY", "一百", "", "1.5", "soon", ""],
    ]
    job = upload_rows(admin_client, "offers", lines)
    assert list_problems(job) == [
        (4, "options", "SKU WH-B has the same options already. Change the options of one."),
        (
            5,
            "product",
            "The SKU is new, and there is no product “gone” to offer. Correct the SKU, or make the product first.",
        ),
        (6, "price", "“一百” is no amount of CNY. Type digits with at most 2 decimals, such as 1299.00."),
        (6, "stock", "“1.5” is no whole number. Type digits only."),
        (6, "on_shelf_from", "“soon” is no date or time. Write it as 2026-11-11 00:00."),
    ]
    assert list_changes(job)[2]["price"] == [89900, 79950]
    job = act(admin_client, job, "confirm")
    black, white = Offer.objects.get(sku="WH-B"), Offer.objects.get(sku="WH-W")
    assert (black.price_minor, black.list_price_minor, black.stock) == (79950, 99900, 3)
    assert black.on_shelf_from == datetime(2026, 11, 10, 16, tzinfo=UTC)
    assert (white.price_minor, white.stock, white.options) == (79900, None, {"颜色": "白"})
    job = act(admin_client, job, "undo")
    black.refresh_from_db()
    assert (black.price_minor, black.list_price_minor, black.stock, black.on_shelf_from) == (89900, None, 10, None)
    assert not Offer.objects.filter(sku="WH-W").exists()


def test_offers_keep_the_rules_of_their_screen(admin_client: Client, headphones: Product) -> None:
    lines = [
        ["SKU", "List price", "On shelf from", "On shelf until", "Product key"],
        ["WH-B", 10, "2026-11-12", "2026-11-11", "wh"],
    ]
    job = upload_rows(admin_client, "offers", lines)
    assert list_problems(job) == [
        (
            2,
            "list_price",
            "The list price is below the price. It is the price before a reduction: raise it, or empty it.",
        )
    ]
    lines[1] = ["WH-B", "", "2026-11-12", "2026-11-11", "wh"]
    job = upload_rows(admin_client, "offers", lines)
    assert list_problems(job) == [(2, "on_shelf_until", "The shelf window ends before it begins.")]
    factories.make_product("other")
    job = upload_rows(admin_client, "offers", [["SKU", "Product key"], ["WH-B", "other"]])
    assert [(number, column) for number, column, _text in list_problems(job)] == [(2, "product")]


def test_specifications(admin_client: Client, headphones: Product) -> None:
    lines = [
        ["Product key", "Specification key", "Value"],
        ["wh", "weight", "250.5"],
        ["wh", "wireless", "是"],
        ["wh", "colour", "绿"],
        ["wh", "size", "1"],
        ["gone", "size", "1"],
    ]
    job = upload_rows(admin_client, "specifications", lines)
    assert list_problems(job) == [
        (4, "value", "颜色 is one of: 黑, 白."),
        (
            5,
            "specification",
            "The category of this product has no specification “size”. It has: wireless, weight, colour.",
        ),
        (6, "product", "There is no product “gone”. Correct the key, or delete the row."),
    ]
    job = act(admin_client, job, "confirm")
    assert Product.objects.get(key="wh").specifications == {"colour": "黑", "weight": 250.5, "wireless": True}
    act(admin_client, job, "undo")
    assert Product.objects.get(key="wh").specifications == {"colour": "黑"}
    job = upload_rows(admin_client, "specifications", [lines[0], ["wh", "colour", ""]])
    assert list_problems(job) == [(2, "value", "颜色 is required for this category.")]


def test_articles(admin_client: Client) -> None:
    home = factories.make_home()
    index = home.add_child(instance=ArticleIndexPage(title="文章", slug="articles", locale=home.locale))
    page = index.add_child(instance=ArticlePage(title="旧题", slug="one", locale=home.locale, live=False))
    page = factories.publish(page)
    taken = index.add_child(instance=ArticlePage(title="占用", slug="taken", locale=home.locale))
    header = ["Page number", "Title", "Slug", "Kind", "Found by search engines"]
    job = upload_rows(
        admin_client,
        "articles",
        [
            header,
            [page.pk, "新题", "one", "Lifestyle", "no"],
            [taken.pk, "占用", "one", "news", "yes"],
            [9999, "x", "x", "news", "yes"],
        ],
        way="publish",
    )
    assert [(number, column) for number, column, _text in list_problems(job)] == [(3, "slug"), (4, "page")]
    job = act(admin_client, job, "confirm")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.title, page.kind, page.is_indexed, page.has_unpublished_changes) == ("新题", "lifestyle", False, False)
    job = act(admin_client, job, "undo")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.title, page.kind, page.is_indexed) == ("旧题", "news", True)
    job = upload_rows(admin_client, "articles", [header, [page.pk, "草稿", "one", "news", "yes"]])
    job = act(admin_client, job, "confirm")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.title, page.get_latest_revision_as_object().title) == ("旧题", "草稿")
    act(admin_client, job, "undo")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.get_latest_revision_as_object().title, page.has_unpublished_changes) == ("旧题", False)


def test_answers(admin_client: Client) -> None:
    from cms.community.moderation import services
    from cms.members.models import Member

    member = Member.objects.create(issuer="https://id.example", subject="m-1", name="小王")
    factories.make_published("tea", title="茶")
    review = Review(
        member=member, locale="zh-hans", product_key="tea", rating=2, body="有点苦，不太满意", created_at=timezone.now()
    )
    services.submit(review, kind="review", at=timezone.now())
    review.refresh_from_db()
    lines = [["Review key", "The shop's answer"], [review.key, "抱歉，已联系您换货。"], ["gone", "x"]]
    job = upload_rows(admin_client, "answers", lines)
    if review.state != "approved":
        Review.objects.filter(pk=review.pk).update(state="approved")
        job = upload_rows(admin_client, "answers", lines)
    assert [(number, column) for number, column, _text in list_problems(job)] == [(3, "review")]
    job = act(admin_client, job, "confirm")
    review.refresh_from_db()
    assert (review.official_answer, review.answered_by) == ("抱歉，已联系您换货。", job.user)
    job = act(admin_client, job, "undo")
    review.refresh_from_db()
    assert (review.official_answer, review.answered_at) == ("", None)
    assert job.rows.get(number=2).state == RowState.UNDONE
