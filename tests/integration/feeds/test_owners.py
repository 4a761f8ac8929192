"""Whose word counts: the feed's, the first, or the editor's; and what becomes of drafts and schedules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms.catalog.models import FeedProposal, Offer, Product, ProductContent
from cms.delivery import worker
from cms.delivery.selectors import find_documents
from tests.factories import find_locale
from tests.integration.feeds.feeding import Shop, count, make_row

ROW = make_row(summary="原文", points="一|二", words="首次", details="<p>甲</p>")


def read_title(*, hours: int = 0) -> str:
    at = timezone.now() + timedelta(hours=hours)
    return find_documents("product", ["A"], locale="zh-hans", at=at)["A"].data["title"]


@pytest.fixture
def content(shop: Shop) -> ProductContent:
    shop.feed(ROW)
    return ProductContent.objects.get()


def publish(content: ProductContent, **changes: object) -> ProductContent:
    for name, value in changes.items():
        setattr(content, name, value)
    content.save_revision().publish()
    return ProductContent.objects.get()


def test_initial_fields_are_filled_once(shop: Shop, content: ProductContent) -> None:
    publish(content, search_terms="编辑写的", slug="own-slug")
    assert count(shop.feed({**ROW, "words": "别的", "slug": "other"})) == (0, 0, 1, 0)
    content.refresh_from_db()
    assert (content.search_terms, content.slug) == ("编辑写的", "own-slug")


def test_feed_fields_are_overwritten(shop: Shop, content: ProductContent) -> None:
    publish(content, title="编辑的题")
    assert count(shop.feed(ROW)) == (0, 1, 0, 0)
    content.refresh_from_db()
    assert content.title == read_title() == "茶 A"


def test_editor_fields_get_a_proposal_that_goes_when_it_is_met(shop: Shop, content: ProductContent) -> None:
    publish(content, summary="编辑的话")
    summary = shop.feed({**ROW, "summary": "新话", "points": "一|三"})
    assert (count(summary), summary.proposals) == ((0, 1, 0, 0), 2)
    content.refresh_from_db()
    assert content.summary == "编辑的话"
    assert [block.value for block in content.selling_points] == ["一", "二"]
    proposals = {one.field: one for one in FeedProposal.objects.all()}
    assert (proposals["summary"].value, proposals["summary"].feed) == ("新话", "test")
    assert [block["value"] for block in proposals["selling_points"].value] == ["一", "三"]
    assert count(shop.feed({**ROW, "summary": "新话", "points": "一|三"})) == (0, 0, 1, 0)
    assert count(shop.feed({**ROW, "summary": "更新的话", "points": "一|二"})) == (0, 1, 0, 0)
    assert list(FeedProposal.objects.values_list("field", "value")) == [("summary", "更新的话")]
    publish(content, summary="更新的话")
    assert count(shop.feed({**ROW, "summary": "更新的话"})) == (0, 1, 0, 0)
    assert not FeedProposal.objects.exists()


def test_a_draft_survives_with_the_feeds_words_and_stays_a_draft(shop: Shop, content: ProductContent) -> None:
    content.summary, content.title = "草稿的话", "草稿的题"
    draft = content.save_revision()
    assert count(shop.feed({**ROW, "title": "新题", "details": "<p>乙</p>"})) == (0, 1, 0, 0)
    live = ProductContent.objects.get()
    assert (live.title, live.summary, live.has_unpublished_changes) == ("新题", "原文", True)
    assert read_title() == "新题"
    latest = live.latest_revision
    assert latest.pk != draft.pk
    assert latest.is_latest_revision()
    kept = latest.as_object()
    assert (kept.title, kept.summary) == ("新题", "草稿的话")
    assert kept.details[0].value.source == "<p>乙</p>"
    assert live.live_revision.as_object().summary == "原文"
    assert count(shop.feed({**ROW, "title": "新题", "details": "<p>乙</p>"})) == (0, 0, 1, 0)
    assert FeedProposal.objects.count() == 0


def test_a_proposal_is_compared_with_the_draft_too(shop: Shop, content: ProductContent) -> None:
    content.summary = "草稿的话"
    content.save_revision()
    shop.feed({**ROW, "summary": "草稿的话"})
    assert not FeedProposal.objects.exists()


def test_a_schedule_goes_on_with_the_feeds_words(shop: Shop, content: ProductContent) -> None:
    content.summary, content.go_live_at = "将来的话", timezone.now() + timedelta(hours=2)
    content.save_revision().publish()
    assert count(shop.feed({**ROW, "title": "新题"})) == (0, 1, 0, 0)
    worker.drain(consumers=["dependants"])
    assert read_title() == read_title(hours=3) == "新题"
    later = find_documents("product", ["A"], locale="zh-hans", at=timezone.now() + timedelta(hours=3))["A"]
    assert later.data["summary"] == "将来的话"
    scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
    assert scheduled.content["title"] == "新题"
    live = ProductContent.objects.get()
    assert (live.summary, live.latest_revision_id) == ("原文", scheduled.pk)
    assert count(shop.feed({**ROW, "title": "新题"})) == (0, 0, 1, 0)


def test_what_an_editor_took_offline_stays_offline(shop: Shop, content: ProductContent) -> None:
    content.unpublish()
    shop.feed({**ROW, "title": "新题", "price": "3"})
    live = ProductContent.objects.get()
    assert live.live is False
    assert live.latest_revision.content["title"] in {"新题", "茶 A"}
    assert Offer.objects.get().price_minor == 300
    assert find_documents("product", ["A"], locale="zh-hans", at=timezone.now()) == {}


def test_a_category_given_once_is_not_taken_back(shop: Shop) -> None:
    mapping = '[feed]\nlocale = "zh-hans"\n[product]\ncategory = { column = "category", owner = "initial" }\n'
    mapping += '[offer]\nsku = "sku"\nprice = "price"\n[content]\ntitle = "title"\n'
    shop.feed(make_row(), make_row("B", category="家居"), mapping=mapping)
    moved = Product.objects.get(key="A")
    moved.category = Product.objects.get(key="B").category
    moved.save()
    assert count(shop.feed(make_row(), make_row("B", category="家居"), mapping=mapping)) == (0, 0, 2, 0)


def test_another_locale_joins_the_same_product(shop: Shop, content: ProductContent) -> None:
    english = '[feed]\nlocale = "en"\n[product]\nkey = "sku"\n[offer]\nsku = "sku"\nprice = "price"\n'
    english += '[content]\ntitle = "title_en"\n[[specification]]\nprefix = "t_"\n'
    row = make_row(title_en="Tea A")
    assert count(shop.feed(row, mapping=english)) == (0, 1, 0, 0)
    translated = ProductContent.objects.get(locale=find_locale("en"))
    assert (translated.title, translated.translation_key) == ("Tea A", content.translation_key)
    documents = find_documents("product", ["A"], locale="en", at=timezone.now())
    assert (documents["A"].locale, documents["A"].data["title"]) == ("en", "Tea A")
    assert count(shop.feed(row, mapping=english)) == (0, 0, 1, 0)


def test_a_fact_is_shown_in_every_locale(shop: Shop, content: ProductContent) -> None:
    english = '[feed]\nlocale = "en"\n[offer]\nsku = "sku"\nprice = "price"\n[content]\ntitle = "title_en"\n'
    shop.feed(make_row(title_en="Tea A"), mapping=english)
    shop.feed({**ROW, "brand": "云栖"})
    for locale in ("zh-hans", "en"):
        data = find_documents("product", ["A"], locale=locale, at=timezone.now())["A"].data
        assert data["brand"]["name"] == "云栖"
