"""Drafts of articles are nowhere; what is renamed or gone is followed everywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cms.content.models import ArticlePage, TopicArticle
from cms.delivery import worker
from storefront.node_ids import encode_id
from tests import factories, pages
from tests.integration.storefront.article_queries import cards, read_page, text

pytestmark = pytest.mark.django_db


EVERYWHERE = """
  query ($key: String!, $slug: String!, $id: ID!, $path: String!) {
    byKey: article(key: $key) { title }
    bySlug: article(slug: $slug) { title }
    node(id: $id) { id }
    route(path: $path) { content { path } }
    articles { totalCount nodes { title } }
    topic(slug: "tea") { featured { title } articles { totalCount nodes { title } } }
    author(slug: "lin") { articles { totalCount nodes { title } } }
    series(slug: "course") { articles { totalCount nodes { title } } }
    inSeries: articles(series: "course") { nodes { title } }
    other: article(slug: "other") { related { title } series { total next { title } } }
  }
"""


def test_a_draft_is_nowhere(storefront: Any) -> None:
    author, topic = pages.make_author("lin"), pages.make_topic("tea")
    draft = pages.make_article("draft", title="秘密", authors=[author], topics=[topic], is_published=False)
    other = pages.make_article("other", topics=[], related=[draft])
    topic = pages.republish(topic)
    topic.topic_articles.add(TopicArticle(article=draft))
    topic.save_revision().publish()
    pages.make_series("course", articles=[other, draft])
    variables = {
        "key": draft.delivered_key,
        "slug": "draft",
        "id": encode_id("Article", draft.delivered_key),
        "path": "/zh-hans/articles/draft",
    }
    answer = storefront.send(EVERYWHERE, variables).content.decode()
    assert "秘密" not in answer
    data = json.loads(answer)["data"]
    assert (data["byKey"], data["bySlug"], data["node"], data["route"]) == (None, None, None, None)
    assert data["articles"]["totalCount"] == 1
    assert data["topic"] == {"featured": [], "articles": {"totalCount": 0, "nodes": []}}
    assert data["author"]["articles"] == {"totalCount": 0, "nodes": []}
    assert data["other"]["series"] == {"total": 1, "next": None}
    draft.save_revision().publish()
    assert storefront.send(EVERYWHERE, variables).content.decode().count("秘密") == 9
    ArticlePage.objects.get(pk=draft.pk).unpublish()
    assert "秘密" not in storefront.send(EVERYWHERE, variables).content.decode()


def test_a_draft_of_a_live_article_changes_nothing(storefront: Any) -> None:
    article = pages.make_article("guide", title="指南")
    article.title = "秘密"
    article.save_revision()
    assert read_page(storefront, article)["title"] == "指南"


def test_what_is_renamed_or_gone_is_followed_everywhere(storefront: Any) -> None:
    content = factories.make_published("tea", title="龙井")
    link = '<p>喝<a linktype="product" key="tea" follow="龙井">龙井</a></p>'
    article = pages.make_article("guide", title="指南", body=[text(link), cards("tea")])
    other = pages.make_article("other", related=[article])

    def look() -> tuple[str, list[str], list[str]]:
        worker.drain(consumers=["dependants"])
        body = read_page(storefront, article)["body"]
        related = read_page(storefront, other)["related"]
        return body[0]["html"], [one["title"] for one in body[1]["products"]], [one["title"] for one in related]

    assert look() == ('<p>喝<a href="/zh-hans/products/tea" rel="noopener">龙井</a></p>', ["龙井"], ["指南"])
    content = factories.publish(content, title="明前龙井", slug="mingqian")
    pages.republish(article, title="新指南")
    assert look() == (
        '<p>喝<a href="/zh-hans/products/mingqian" rel="noopener">明前龙井</a></p>',
        ["明前龙井"],
        ["新指南"],
    )
    content.unpublish()
    assert look() == ('<p>喝<a rel="noopener">龙井</a></p>', [], ["新指南"])
    article = ArticlePage.objects.get(pk=article.pk)
    article.unpublish()
    assert read_page(storefront, other)["related"] == []
