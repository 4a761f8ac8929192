"""A copy of an article has everything of it and is nobody's to see; the article stays as it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.content.models import ArticlePage
from cms.delivery import selectors
from tests import factories, pages
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.storefront.article_queries import cards, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return log_in(make_user(is_superuser=True))


def copy(client: Client, page: ArticlePage, **changes: str) -> ArticlePage:
    values = {
        "new_title": "今年的春茶",
        "new_slug": "this-year",
        "new_parent_page": str(page.get_parent().pk),
        **changes,
    }
    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), values, follow=True)
    assert response.status_code == 200
    return ArticlePage.objects.get(slug="this-year")


def test_a_copy_is_a_draft_with_everything(client: Client) -> None:
    factories.make_published("cup", title="Cup")
    author, topic = pages.make_author("lin"), pages.make_topic("tea")
    body = [text("<p>明前的。</p>"), cards("cup")]
    article = pages.make_article(
        "last-year", title="去年的春茶", lead="三款春茶", body=body, authors=[author], topics=[topic]
    )
    made = copy(client, article)
    assert (made.title, made.live, made.lead) == ("今年的春茶", False, "三款春茶")
    assert [(block["type"], block["value"]) for block in made.body.raw_data] == [
        (block["type"], block["value"]) for block in article.body.raw_data
    ]
    assert [one.author.slug for one in made.article_authors.all()] == ["lin"]
    assert [one.topic.slug for one in made.article_topics.all()] == ["tea"]
    assert selectors.find_document_at("/articles/this-year", locale="zh-hans", at=timezone.now()) is None
    article.refresh_from_db()
    assert (article.title, article.live) == ("去年的春茶", True)
