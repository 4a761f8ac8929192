"""Articles as a storefront reads them: whole, in lists, with what belongs to them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from cms.content.models import ArticleIndexPage, ArticlePage, ReviewScore, SiteProfile, SiteText, TopicArticle
from storefront.node_ids import encode_id
from tests import factories, pages
from tests.integration.storefront.article_queries import LIST, TOPIC, at, cards, list_titles, read_page, text

pytestmark = pytest.mark.django_db


def test_an_article_with_all_there_is(storefront: Any) -> None:
    factories.make_published("mug", title="杯")
    author, other = (
        pages.make_author("lin", name="林", role="编辑", credentials="国家一级评茶师\n从业十年"),
        pages.make_author("wu"),
    )
    topic = pages.make_topic("tea")
    article = pages.make_article(
        "guide",
        title="指南",
        lead="导语",
        authors=[author, other],
        topics=[topic],
        body=[text("<p>喝茶</p>"), cards("mug", "gone")],
        citations=[{"type": "citation", "id": "c", "value": {"title": "茶经", "publisher": "陆羽", "url": ""}}],
        shown_at=at(1),
    )
    data = read_page(storefront, article)
    assert (data["kind"], data["title"], data["lead"], data["path"]) == ("NEWS", "指南", "导语", "/articles/guide")
    assert (data["locale"], data["isFallback"]) == ("zh-hans", False)
    assert data["translations"] == [{"locale": "zh-hans", "path": "/articles/guide"}]
    assert data["breadcrumbs"] == [{"title": "Articles", "path": "/articles"}]
    assert datetime.fromisoformat(data["publishedAt"]) == at(1)
    assert data["readingMinutes"] == 1
    assert data["author"]["credentials"] == ["国家一级评茶师", "从业十年"]
    assert [one["name"] for one in data["coAuthors"]] == ["Wu"]
    assert [one["path"] for one in data["topics"]] == ["/topics/tea"]
    assert data["body"][0]["html"] == "<p>喝茶</p>"
    assert [one["title"] for one in data["body"][1]["products"]] == ["杯"]
    assert data["citations"] == [{"title": "茶经", "publisher": "陆羽", "url": ""}]
    assert (data["review"], data["howTo"], data["steps"], data["series"]) == (None, None, [], None)


def test_a_review(storefront: Any) -> None:
    product = factories.make_published("tea", title="龙井").product
    article = ArticlePage(
        title="评测",
        slug="review",
        kind="review",
        reviewed_product=product,
        pros=[{"type": "line", "id": "a", "value": "香"}],
        verdict="值得",
    )
    article.review_scores.set([ReviewScore(label="味", score="8.5", maximum=10)])
    article = pages.publish(pages.find_index(ArticleIndexPage, "articles"), article)
    data = read_page(storefront, article)
    assert data["review"]["scores"] == [{"label": "味", "score": 8.5, "maximum": 10}]
    assert (data["review"]["pros"], data["review"]["cons"], data["review"]["verdict"]) == (["香"], [], "值得")
    assert data["review"]["product"]["title"] == "龙井"
    described = [json.loads(one) for one in data["seo"]["jsonLd"]]
    assert [one["@type"] for one in described] == ["Review", "BreadcrumbList"]
    assert described[0]["itemReviewed"]["offers"]["price"] == "10.00"
    product.contents.get().unpublish()
    data = read_page(storefront, article)
    assert data["review"]["product"] is None
    assert json.loads(data["seo"]["jsonLd"][0])["@type"] == "Article"


def test_a_how_to(storefront: Any) -> None:
    step = {"type": "step", "id": "s", "value": {"title": "烧水", "text": "<p>八十度</p>", "picture": None}}
    article = pages.make_article(
        "how", kind="how_to", minutes_needed=5, tools=[{"type": "line", "id": "t", "value": "壶"}], steps=[step]
    )
    data = read_page(storefront, article)
    assert data["howTo"] == {"minutesNeeded": 5, "tools": ["壶"], "materials": []}
    assert data["steps"] == [{"title": "烧水", "html": "<p>八十度</p>", "image": None}]


def test_what_search_engines_are_told(storefront: Any, settings: Any) -> None:
    settings.VITRINE_STOREFRONT_URL = "https://shop.example"
    site = SiteProfile.objects.create()
    SiteText.objects.create(site=site, locale=factories.find_locale(), name="茶铺")
    site.save()
    question = {"question": "苦吗？", "answer": "<p>不苦</p>"}
    article = pages.make_article(
        "guide",
        title="指南</script>",
        authors=[pages.make_author("lin", name="林")],
        body=[{"type": "questions", "id": "q", "value": [{"type": "item", "id": "i", "value": question}]}],
        is_indexed=False,
        seo_title="买茶指南",
    )
    seo = read_page(storefront, article)["seo"]
    assert (seo["title"], seo["isIndexed"], seo["image"]) == ("买茶指南", False, None)
    assert seo["canonical"] == "https://shop.example/zh-hans/articles/guide"
    assert "</" not in "".join(seo["jsonLd"])
    described = [json.loads(one) for one in seo["jsonLd"]]
    assert [one["@type"] for one in described] == ["NewsArticle", "BreadcrumbList", "FAQPage"]
    assert described[0]["headline"] == "指南</script>"
    assert described[0]["author"][0]["url"] == "https://shop.example/zh-hans/authors/lin"
    assert described[0]["publisher"]["name"] == "茶铺"
    assert [one["item"] for one in described[1]["itemListElement"]] == [
        "https://shop.example/zh-hans/articles",
        "https://shop.example/zh-hans/articles/guide",
    ]


def test_a_product_tells_what_it_costs(storefront: Any) -> None:
    factories.make_published("tea", title="龙井")
    seo = storefront.ask('{ product(key: "tea") { seo { canonical isIndexed jsonLd image { url } } } }')["product"][
        "seo"
    ]
    described = [json.loads(one) for one in seo["jsonLd"]]
    assert [one["@type"] for one in described] == ["Product", "BreadcrumbList"]
    assert described[0]["offers"]["price"] == "10.00"
    assert (seo["isIndexed"], seo["image"]) == (True, None)
    assert seo["canonical"].endswith("/zh-hans/products/tea")


def test_a_series_is_read_in_order(storefront: Any) -> None:
    first, second, third = (pages.make_article(name) for name in ("first", "second", "third"))
    draft = pages.make_article("draft", is_published=False)
    series = pages.make_series("course", articles=[first, draft, second, third])
    data = read_page(storefront, second)["series"]
    assert (data["position"], data["total"], data["series"]["path"]) == (2, 3, "/series/course")
    assert (data["previous"]["title"], data["next"]["title"]) == ("First", "Third")
    assert read_page(storefront, first)["series"]["previous"] is None
    assert list_titles(storefront, series="course") == ["First", "Second", "Third"]
    page = storefront.ask(LIST, {"series": series.delivered_key, "first": 2})["articles"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    assert list_titles(storefront, series="course", after=page["pageInfo"]["endCursor"]) == ["Third"]
    second.unpublish()
    assert read_page(storefront, first)["series"]["next"]["title"] == "Third"
    assert list_titles(storefront, series="gone") == []


def test_what_to_read_next(storefront: Any) -> None:
    topic = pages.make_topic("tea")
    chosen = pages.make_article("chosen", kind="lifestyle")
    same_topic = pages.make_article("same-topic", kind="lifestyle", topics=[topic], shown_at=at(1))
    same_kind = pages.make_article("same-kind", shown_at=at(2))
    pages.make_article("other", kind="lifestyle", shown_at=at(3))
    hidden = pages.make_article("hidden", topics=[topic], is_published=False)
    article = pages.make_article("guide", topics=[topic], related=[hidden, chosen])
    titles = [one["title"] for one in read_page(storefront, article)["related"]]
    assert titles == [chosen.title, same_topic.title, same_kind.title]


def test_lists_are_narrowed_and_paged(storefront: Any) -> None:
    topic, author = pages.make_topic("tea"), pages.make_author("lin")
    for day in range(5):
        pages.make_article(f"news-{day}", topics=[topic], authors=[author] if day % 2 else [], shown_at=at(day))
    pages.make_article("review", kind="review", verdict="值得", shown_at=at(9))
    assert list_titles(storefront) == ["Review", "News-4", "News-3", "News-2", "News-1", "News-0"]
    assert list_titles(storefront, kind="REVIEW") == ["Review"]
    assert list_titles(storefront, topic="tea", author="lin") == ["News-3", "News-1"]
    assert list_titles(storefront, topic=topic.delivered_key, kind="REVIEW") == []
    assert list_titles(storefront, topic="gone") == []
    page = storefront.ask(LIST, {"first": 2, "kind": "NEWS"})["articles"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (5, True)
    pages.make_article("newest", shown_at=at(50))
    assert list_titles(storefront, first=2, kind="NEWS", after=page["pageInfo"]["endCursor"]) == ["News-2", "News-1"]


@pytest.mark.parametrize("cursor", ["x", "W10", "WyIyMDI2LTAxLTAxIiwieCJd", "WzEsMl0", "茶"])
def test_a_cursor_of_nothing_is_refused(storefront: Any, cursor: str) -> None:
    query = "query ($after: String) { articles(after: $after) { totalCount } }"
    assert storefront.fail(query, {"after": cursor})["extensions"]["code"] == "BAD_CURSOR"


def test_a_topic(storefront: Any) -> None:
    product = factories.make_published("tea", title="龙井").product
    hidden = factories.make_draft(factories.make_product("hidden")).product
    featured = pages.make_article("featured")
    topic = pages.make_topic("tea", title="茶", intro="<p>关于茶</p>", articles=[featured], products=[product, hidden])
    pages.republish(featured, title="Featured")
    carrying = pages.make_article("carrying", topics=[topic], shown_at=at(1))
    pages.make_article("newer", topics=[topic], shown_at=at(2))
    both = pages.make_article("both", topics=[topic])
    topic = type(topic).objects.get(pk=topic.pk)
    topic.topic_articles.add(TopicArticle(article=both))
    topic.save_revision().publish()
    data = storefront.ask(TOPIC, {"key": topic.delivered_key, "first": 1})["topic"]
    assert (data["title"], data["html"], data["path"]) == ("茶", "<p>关于茶</p>", "/topics/tea")
    assert [one["title"] for one in data["featured"]] == ["Featured", "Both"]
    assert [one["title"] for one in data["articles"]["nodes"]] == ["Newer"]
    assert (data["articles"]["totalCount"], data["articles"]["pageInfo"]["hasNextPage"]) == (2, True)
    assert [one["title"] for one in data["products"]] == ["龙井"]
    after = data["articles"]["pageInfo"]["endCursor"]
    more = storefront.ask(TOPIC, {"key": topic.delivered_key, "after": after})["topic"]
    assert [one["title"] for one in more["articles"]["nodes"]] == [carrying.title]
    pages.republish(topic, lists_articles=False)
    data = storefront.ask(TOPIC, {"key": topic.delivered_key})["topic"]
    assert (data["articles"]["totalCount"], data["articles"]["nodes"]) == (0, [])


def test_an_author_and_a_series_have_pages(storefront: Any) -> None:
    author = pages.make_author("lin", name="林", bio="<p>写茶</p>")
    article = pages.make_article("guide", authors=[author])
    pages.make_series("course", title="课", articles=[article])
    data = storefront.ask(
        '{ author(slug: "lin") { name html path articles { totalCount nodes { title } } seo { title canonical } }'
        ' series(slug: "course") { title path articles { totalCount nodes { title } } } }'
    )
    assert data["author"]["html"] == "<p>写茶</p>"
    assert data["author"]["articles"] == {"totalCount": 1, "nodes": [{"title": "Guide"}]}
    assert data["author"]["seo"]["canonical"].endswith("/zh-hans/authors/lin")
    assert data["series"] == {
        "title": "课",
        "path": "/series/course",
        "articles": {"totalCount": 1, "nodes": [{"title": "Guide"}]},
    }


ROUTE = "query ($path: String!) { route(path: $path) { content { __typename path } redirect { address } } }"


def test_every_page_has_its_route(storefront: Any) -> None:
    author, topic = pages.make_author("lin"), pages.make_topic("tea")
    article = pages.make_article("guide", authors=[author], topics=[topic])
    pages.make_series("course", articles=[article])
    expected = {
        "/articles": "ArticleIndex",
        "/articles/guide": "Article",
        "/topics": "TopicIndex",
        "/topics/tea": "Topic",
        "/authors/lin": "Author",
        "/series/course": "Series",
    }
    for path, typename in expected.items():
        found = storefront.ask(ROUTE, {"path": f"/zh-hans{path}"})["route"]["content"]
        assert found == {"__typename": typename, "path": path}
    pages.republish(article, slug="handbook")
    found = storefront.ask(ROUTE, {"path": "/zh-hans/articles/guide"})["route"]
    assert found == {"content": None, "redirect": {"address": "/zh-hans/articles/handbook"}}


NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


def test_every_page_is_a_node(storefront: Any) -> None:
    author, topic = pages.make_author("lin"), pages.make_topic("tea")
    article = pages.make_article("guide")
    series = pages.make_series("course", articles=[article])
    found = {
        "Author": author,
        "Topic": topic,
        "Article": article,
        "Series": series,
        "ArticleIndex": article.get_parent().specific,
    }
    for typename, page in found.items():
        id = encode_id(typename, page.delivered_key)
        assert storefront.ask(NODE, {"id": id})["node"] == {"__typename": typename, "id": id}


def test_a_missing_translation_falls_back_and_says_so(storefront: Any) -> None:
    article = pages.make_article("guide", title="指南")
    data = read_page(storefront, article, locale="en")
    assert (data["title"], data["locale"], data["isFallback"]) == ("指南", "zh-hans", True)
    copy = article.copy_for_translation(factories.find_locale("en"), copy_parents=True)
    copy.title, copy.slug = "Guide", "english"
    copy.save_revision().publish()
    data = read_page(storefront, article, locale="en")
    assert (data["title"], data["path"], data["isFallback"]) == ("Guide", "/articles/english", False)
    assert [one["locale"] for one in data["translations"]] == ["en", "zh-hans"]
