"""Somebody writes an article in a real browser: its slug, the fields of its kind, links and cards of products."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cms.content.models import ArticleIndexPage, ArticlePage
from cms.delivery import selectors, worker
from tests import factories, pages
from tests.functional.browsing import MARKS, choose_product, insert_block, log_in

pytestmark = MARKS


@pytest.fixture
def index() -> ArticleIndexPage:
    user = User.objects.create_superuser("xiaolin", "xiaolin@example.com", "a-long-secret")
    UserProfile.objects.create(user=user, preferred_language="en")
    factories.make_published("cup", title="青瓷杯")
    factories.make_published("tea", title="龙井")
    return pages.find_index(ArticleIndexPage, "articles")


def type_title(page: Page, text: str) -> None:
    title = page.locator("#id_title")
    title.press("End")
    title.press_sequentially(text)


def test_an_article_with_products(page: Page, live_server, index: ArticleIndexPage) -> None:
    log_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/pages/add/content/articlepage/{index.pk}/")

    # A slug in pinyin follows the title until somebody chooses another.
    type_title(page, "春茶指南")
    page.get_by_role("tab", name="Promote").click()
    expect(page.locator("#id_slug")).to_have_value("chun-cha-zhi-nan")
    page.get_by_role("tab", name="Content").click()
    type_title(page, " 2026")
    page.get_by_role("tab", name="Promote").click()
    expect(page.locator("#id_slug")).to_have_value("chun-cha-zhi-nan-2026")
    page.locator("#id_slug").fill("spring-tea")
    page.get_by_role("tab", name="Content").click()
    type_title(page, " 版")
    page.wait_for_timeout(600)
    expect(page.locator("#id_slug")).to_have_value("spring-tea")

    # What belongs to one kind comes and goes with it.
    verdict = page.locator("#id_verdict")
    expect(verdict).to_be_hidden()
    page.locator("#id_kind").select_option("review")
    expect(verdict).to_be_visible()
    page.locator("#id_kind").select_option("news")
    expect(verdict).to_be_hidden()

    # A link to a product, put where the cursor is.
    insert_block(page, "body", "Text")
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    editor.press_sequentially("今天喝 ")
    # The editor's own command palette.
    editor.press_sequentially("/")
    page.get_by_role("option", name="Product link").click()
    choose_product(page, "龙井")
    expect(editor).to_contain_text("今天喝 龙井")

    # And a card.
    insert_block(page, "body", "Product card")
    page.locator("#panel-child-content-body-section").get_by_role("button", name="Choose a product").last.click()
    choose_product(page, "青瓷杯")
    expect(page.locator("#panel-child-content-body-section")).to_contain_text("青瓷杯 (cup)")

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.locator(".messages")).to_contain_text("published")

    worker.drain(consumers=["dependants"])
    article = ArticlePage.objects.get()
    document = selectors.find_document_at("/articles/spring-tea", locale="zh-hans", at=timezone.now())
    assert article.title == "春茶指南 2026 版"
    assert document.data["products"] == ["cup"]
    assert '<a href="/zh-hans/products/tea" rel="noopener">龙井</a>' in document.data["body"][0]["html"]

    # The editor opens again with what it stored.
    page.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    expect(page.locator(".public-DraftEditor-content").first).to_contain_text("今天喝 龙井")
    expect(page.locator(".public-DraftEditor-content .TooltipEntity").first).to_contain_text("龙井")
