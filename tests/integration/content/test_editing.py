"""Editors write pages in the admin: kinds, slugs, what is refused and why."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.content.models import ArticleIndexPage, ArticlePage, SiteProfile, SiteText, TopicIndexPage, TopicPage
from cms.delivery import selectors
from tests import factories, pages
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import inline_formset, list_errors, nested_form_data, rich_text, streamfield
from tests.integration.content.forms import describe_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return log_in(make_user(is_superuser=True))


@pytest.fixture
def index() -> ArticleIndexPage:
    return pages.find_index(ArticleIndexPage, "articles")


def add(client: Client, index: Page, model: str = "articlepage", **changes: Any) -> Any:
    values = describe_article(**changes)
    return client.post(reverse("wagtailadmin_pages:add", args=["content", model, index.pk]), values, follow=True)


def find(path: str) -> dict[str, Any] | None:
    document = selectors.find_document_at(path, locale="zh-hans", at=timezone.now())
    return document.data if document is not None else None


def test_a_review_with_everything(client: Client, index: ArticleIndexPage) -> None:
    factories.make_published("cup", title="Cup")
    product = factories.make_published("tea", title="Tea").product
    author, topic = pages.make_author("lin"), pages.make_topic("tea")
    response = add(
        client,
        index,
        kind="review",
        lead="三款春茶",
        reviewed_product=str(product.pk),
        review_scores=inline_formset([{"label": "口感", "score": "8.5", "maximum": "10"}]),
        pros=streamfield([("line", "香")]),
        cons=streamfield([("line", "贵")]),
        verdict="值得买",
        article_authors=inline_formset([{"author": str(author.pk)}]),
        article_topics=inline_formset([{"topic": str(topic.pk)}]),
        body=streamfield(
            [
                ("text", rich_text("<p>喝茶</p>")),
                ("products", {"heading": "同款", "note": "", "products": streamfield([("item", "cup")])}),
                ("product", "tea"),
                ("quote", {"text": "好茶", "source": "林"}),
                ("video", {"url": "https://www.bilibili.com/video/BV1xx411c7mD", "title": "泡茶", "picture-image": ""}),
            ]
        ),
        **{"action-publish": "1"},
    )
    assert list_errors(response).strip() == ""
    data = find("/articles/chun-cha-zhi-nan")
    assert data is not None
    assert data["articleKind"] == "review"
    assert data["review"] == {
        "product": "tea",
        "scores": [{"label": "口感", "score": 8.5, "maximum": 10}],
        "pros": ["香"],
        "cons": ["贵"],
        "verdict": "值得买",
    }
    assert data["howTo"] is None
    assert [block["type"] for block in data["body"]] == ["text", "products", "products", "quote", "video"]
    assert data["products"] == ["tea", "cup"]
    assert (data["author"], data["topics"]) == (author.delivered_key, [topic.delivered_key])
    assert data["body"][4]["embedUrl"].startswith("https://player.bilibili.com/")


def test_a_draft_may_be_half_done(client: Client, index: ArticleIndexPage) -> None:
    response = add(client, index, kind="review", body=streamfield([("quote", {"text": "", "source": ""})]))
    assert ArticlePage.objects.get().title == "春茶指南", list_errors(response)
    assert find("/articles/chun-cha-zhi-nan") is None


def test_a_slug_of_the_editors_own_is_kept(client: Client, index: ArticleIndexPage) -> None:
    add(client, index, slug="春茶")
    assert ArticlePage.objects.get().slug == "春茶"


def test_a_slug_that_is_taken_gets_a_number(client: Client, index: ArticleIndexPage) -> None:
    pages.make_article("chun-cha-zhi-nan", parent=index)
    add(client, index)
    assert ArticlePage.objects.get(title="春茶指南").slug == "chun-cha-zhi-nan-2"


def test_only_what_belongs_somewhere_can_be_put_there(client: Client, index: ArticleIndexPage) -> None:
    article = pages.make_article("tea", parent=index)
    home = pages.find_home()
    topics = pages.find_index(TopicIndexPage, "topics")
    assert {model.__name__ for model in ArticlePage.allowed_subpage_models()} == set()
    assert ArticlePage.can_create_at(index)
    assert not ArticlePage.can_create_at(home)
    assert not ArticlePage.can_create_at(topics)
    assert not TopicPage.can_create_at(index)
    assert not TopicIndexPage.can_create_at(home), "one is there already"
    assert not article.can_move_to(home)
    assert client.get(reverse("wagtailadmin_pages:add", args=["content", "articlepage", home.pk])).status_code == 302


@pytest.mark.parametrize("slug", ["products", "search", "me", "en", "zh-hans"])
def test_an_address_of_the_storefronts_own_is_refused(client: Client, slug: str) -> None:
    home = pages.find_home()
    response = add(client, home, "articleindexpage", title="列表", slug=slug, intro="")
    assert f"The storefront shows its own pages at “/{slug}”" in list_errors(response)
    assert f"“{slug}-2” for example" in list_errors(response)
    assert not ArticleIndexPage.objects.exists()


def test_further_down_such_a_slug_is_fine(client: Client, index: ArticleIndexPage) -> None:
    add(client, index, slug="products")
    assert ArticlePage.objects.get().slug == "products"


def test_a_title_never_makes_a_reserved_slug() -> None:
    home = pages.find_home()
    page = ArticleIndexPage(title="Products", locale=home.locale)
    Page.objects.get(pk=home.pk).add_child(instance=page)
    assert page.slug == "products-2"


def test_a_copy_at_a_reserved_address_is_refused(client: Client, index: ArticleIndexPage) -> None:
    values = {"new_title": "x", "new_slug": "search", "new_parent_page": str(index.get_parent().pk)}
    response = client.post(reverse("wagtailadmin_pages:copy", args=[index.pk]), values, follow=True)
    assert "The storefront shows its own pages at “/search”" in response.content.decode()
    assert ArticleIndexPage.objects.count() == 1


def test_a_score_above_its_maximum_is_refused(client: Client, index: ArticleIndexPage) -> None:
    scores = inline_formset([{"label": "口感", "score": "11", "maximum": "10"}])
    response = add(client, index, kind="review", review_scores=scores, **{"action-publish": "1"})
    assert "The score is higher than what it is out of." in list_errors(response)
    assert not ArticlePage.objects.exists()


def test_a_video_from_elsewhere_is_refused(client: Client, index: ArticleIndexPage) -> None:
    body = streamfield([("video", {"url": "https://evil.example/v", "title": "x", "picture-image": ""})])
    response = add(client, index, body=body, **{"action-publish": "1"})
    assert "This is no video of Bilibili" in response.content.decode()
    assert not ArticlePage.objects.exists()


def test_fields_of_a_kind_show_with_it(client: Client, index: ArticleIndexPage) -> None:
    html = client.get(reverse("wagtailadmin_pages:add", args=["content", "articlepage", index.pk])).content
    soup = BeautifulSoup(html, "html.parser")
    rules = {one["data-w-rules"] for one in soup.select('[data-w-rules-target="show"]')}
    assert rules == {'{"kind": ["review"]}', '{"kind": ["how_to"]}'}
    assert soup.select_one('[data-controller~="w-rules"] [data-w-rules-target="show"]') is not None


def test_who_writes_sees_how_the_shop_speaks(client: Client, index: ArticleIndexPage) -> None:
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", index.pk])
    assert "How we speak" not in client.get(address).content.decode()
    site = SiteProfile.objects.create()
    SiteText.objects.create(site=site, locale=index.locale, name="茶铺", tone="亲切，不用感叹号")
    assert "亲切，不用感叹号" in client.get(address).content.decode()


def test_a_slug_is_suggested_to_whoever_is_logged_in(client: Client) -> None:
    address = reverse("delivery_suggest_slug")
    assert client.get(address, {"text": "春茶 Guide 2026"}).json() == {"slug": "chun-cha-guide-2026"}
    assert client.get(address).json() == {"slug": ""}
    assert Client().get(address, {"text": "x"}).status_code == 302


def test_the_button_leads_to_the_storefront(client: Client, index: ArticleIndexPage, settings: Any) -> None:
    article = pages.make_article("tea", parent=index)
    assert article.url == "/zh-hans/articles/tea"
    settings.VITRINE_STOREFRONT_URL = "https://shop.example"
    html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert 'href="https://shop.example/zh-hans/articles/tea"' in html


def test_an_address_in_a_text_has_no_host(index: ArticleIndexPage, settings: Any) -> None:
    settings.VITRINE_STOREFRONT_URL = "https://shop.example"
    target = pages.make_article("cup", parent=index)
    link = f'<p><a linktype="page" id="{target.pk}">Cup</a></p>'
    pages.make_article("tea", parent=index, body=[{"type": "text", "id": "a", "value": link}])
    assert find("/articles/tea")["body"][0]["html"] == ('<p><a href="/zh-hans/articles/cup" rel="noopener">Cup</a></p>')


def test_the_site_is_told_in_settings(client: Client) -> None:
    pages.find_home()
    site = SiteProfile.load()
    address = reverse("wagtailsettings:edit", args=["content", "siteprofile", site.pk])
    values = nested_form_data(
        {
            "logo": "",
            "share_picture": "",
            "phone": "400-123",
            "email": "",
            "filing_number": "沪ICP备1号",
            "texts": inline_formset(
                [
                    {
                        "locale": str(factories.find_locale().pk),
                        "name": "茶铺",
                        "slogan": "好茶",
                        "description": "",
                        "tone": "",
                        "notice": "",
                    }
                ]
            ),
            "places": inline_formset([{"name": "微博", "url": "https://weibo.com/x"}]),
        }
    )
    response = client.post(address, values, follow=True)
    assert list_errors(response).strip() == ""
    document = selectors.find_documents("site", ["site"], locale="zh-hans", at=timezone.now())["site"]
    assert (document.data["name"], document.data["slogan"], document.data["phone"]) == ("茶铺", "好茶", "400-123")
    assert document.data["places"] == [{"name": "微博", "url": "https://weibo.com/x"}]


SNIPPETS = ("author", "series", "menu")


@pytest.mark.parametrize("model", SNIPPETS)
def test_screens_open(client: Client, model: str) -> None:
    pages.make_author("lin")
    for view in ("list", "add"):
        assert client.get(reverse(f"wagtailsnippets_content_{model}:{view}")).status_code == 200


@pytest.mark.parametrize("model", SNIPPETS)
def test_screens_are_refused_without_the_right(model: str) -> None:
    stranger = log_in(make_user("catalog.view_product"))
    for view in ("list", "add"):
        assert stranger.get(reverse(f"wagtailsnippets_content_{model}:{view}")).status_code == 302
    site = SiteProfile.load()
    address = reverse("wagtailsettings:edit", args=["content", "siteprofile", site.pk])
    assert stranger.post(address, {"phone": "1"}).status_code == 302
    assert SiteProfile.objects.get().phone == ""


def test_an_author_is_made_with_a_slug_in_pinyin(client: Client) -> None:
    values = {
        "name": "林 晓雨",
        "slug": "",
        "role": "",
        "credentials": "",
        "picture": "",
        "bio": rich_text(""),
        "website": "",
    }
    response = client.post(reverse("wagtailsnippets_content_author:add"), values, follow=True)
    assert list_errors(response).strip() == ""
    document = selectors.find_document_at("/authors/lin-xiao-yu", locale="zh-hans", at=timezone.now())
    assert document.data["name"] == "林 晓雨"


def test_a_menu_is_made_of_what_is_there(client: Client, index: ArticleIndexPage) -> None:
    factories.make_category("tea", name="茶")
    items = streamfield(
        [
            ("category", {"category": "tea", "label": "", "children": streamfield([])}),
            (
                "page",
                {
                    "page": str(index.pk),
                    "label": "读",
                    "children": streamfield([("address", {"label": "外", "address": "https://a.cn"})]),
                },
            ),
        ]
    )
    values = nested_form_data({"title": "主菜单", "key": "main", "items": items})
    response = client.post(reverse("wagtailsnippets_content_menu:add"), values, follow=True)
    assert list_errors(response).strip() == ""
    document = selectors.find_documents("menu", ["main"], locale="zh-hans", at=timezone.now())["main"]
    assert [(one["label"], one["target"]["kind"]) for one in document.data["items"]] == [
        ("", "category"),
        ("读", "article_index"),
    ]
    assert document.data["items"][1]["children"][0]["address"] == "https://a.cn"


def test_a_menu_leads_nowhere_a_browser_would_run_something(client: Client) -> None:
    items = streamfield([("address", {"label": "x", "address": "javascript:alert(1)", "children": streamfield([])})])
    values = nested_form_data({"title": "主菜单", "key": "main", "items": items})
    response = client.post(reverse("wagtailsnippets_content_menu:add"), values, follow=True)
    assert "Write a path of the shop" in response.content.decode()
    assert not selectors.find_documents("menu", ["main"], locale="zh-hans", at=timezone.now())
