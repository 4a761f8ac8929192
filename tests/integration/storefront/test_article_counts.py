"""Articles, lists and topics read a fixed number of rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.models import ArticlePage
from tests import factories, pages
from tests.integration.storefront.article_queries import ARTICLE, LIST, TOPIC, at, cards

pytestmark = pytest.mark.django_db


def make_library(size: int) -> ArticlePage:
    """So many articles with all there is to them; the first one is returned."""
    author, topic = pages.make_author("lin"), pages.make_topic("tea")
    made = []
    for number in range(size):
        factories.make_published(f"tea-{number}")
        body = [cards(f"tea-{number}"), cards(*(f"tea-{n}" for n in range(number + 1)), id="all")]
        options: dict[str, Any] = {"authors": [author], "topics": [topic], "body": body, "shown_at": at(number)}
        made.append(pages.make_article(f"guide-{number}", **options))
    pages.make_series("course", articles=made)
    pages.make_topic("chosen", articles=made)
    return made[0]


def count(storefront: Any, query: str, **variables: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        storefront.ask(query, variables)
    return len(queries)


EVERYTHING = """
  query ($n: Int) {
    articles(first: $n) {
      totalCount
      nodes {
        title author { name } coAuthors { name } topics { title } products { title }
        series { position series { title } previous { title } next { title } }
        related(first: 12) { title } body { ... on ProductCardsBlock { products { title brand { name } } } }
        seo { title }
      }
    }
    topics(first: $n) {
      nodes { title featured { title } articles(first: 5) { totalCount nodes { title author { name } } } }
    }
  }
"""


def test_the_number_of_queries_does_not_grow(storefront: Any, settings: Any) -> None:
    settings.VITRINE_GRAPHQL_LIMITS = {"cost": None}
    article = make_library(3)
    page, listing, topic = ARTICLE, LIST, TOPIC
    tea = type(article.article_topics.first().topic).objects.get(slug="tea").delivered_key

    def measure() -> list[int]:
        return [
            count(storefront, page, key=article.delivered_key),
            count(storefront, listing, first=50),
            count(storefront, topic, key=tea, first=50),
            count(storefront, EVERYTHING, n=50),
        ]

    few = measure()
    for number in range(3, 12):
        factories.make_published(f"tea-{number}")
        more = pages.make_article(
            f"guide-{number}",
            authors=[pages.make_author(f"author-{number}")],
            topics=[article.article_topics.first().topic, pages.make_topic(f"topic-{number}", articles=[article])],
            body=[cards(f"tea-{number}")],
            shown_at=at(number),
        )
        pages.make_series(f"series-{number}", articles=[article, more])
    many = measure()
    assert many == few
    assert (many[0] <= 10, many[1] <= 12, many[2] <= 12) == (True, True, True), many
