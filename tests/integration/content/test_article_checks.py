"""An article is looked at before it is published: what is missing refuses, what shoppers would not see warns."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.catalog.models import Offer
from cms.content.models import ArticleIndexPage, ArticlePage
from cms.delivery.problems import PublishRefused
from tests import factories, pages
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_errors, rich_text, streamfield
from tests.integration.content.forms import describe_article

pytestmark = pytest.mark.django_db


def list_problems(article: ArticlePage) -> list[tuple[str, str]]:
    found = article.list_problems(at=timezone.now())
    return [
        (problem.level, problem.message) for problem in found if problem.field == "body" or problem.level == "error"
    ]


def make(**fields: Any) -> ArticlePage:
    return pages.make_article(is_published=False, **fields)


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "id": "a", "value": html}


def test_products_that_cannot_be_seen_are_named() -> None:
    for key in ("good", "off", "out"):
        factories.make_published(key)
    Offer.objects.filter(sku="off").update(on_shelf_until=timezone.now())
    Offer.objects.filter(sku="out").update(stock=0)
    factories.make_draft(factories.make_product("draft"))
    items = [{"type": "item", "id": key, "value": key} for key in ("good", "off", "out", "none")]
    article = make(
        body=[
            {"type": "products", "id": "p", "value": {"heading": "", "note": "", "products": items}},
            {"type": "product", "id": "q", "value": "draft"},
            text('<p><a linktype="product" key="off">x</a></p>'),
        ]
    )
    with override("en"):
        assert list_problems(article) == [
            ("warning", "Product cards: product off is off the shelf; replace or remove it."),
            ("warning", "Product cards: product out cannot be ordered now; shoppers see it as sold out."),
            ("warning", "Product cards: There is no product none; correct or remove it."),
            ("warning", "Product card: product draft is not published; publish it, or replace or remove it."),
            ("warning", "Text: product off is off the shelf; replace or remove it."),
        ]
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).live


def test_a_link_to_a_draft_is_named() -> None:
    draft = make()
    with override("en"):
        assert list_problems(make(body=[text(f'<p><a linktype="page" id="{draft.pk}">x</a></p>')])) == [
            ("warning", "Text: A link in its text leads to a page that is not published; it is shown as plain words.")
        ]


@pytest.mark.parametrize(
    ("kind", "message", "cure"),
    [
        ("review", "A review needs scores or a verdict; write one, or choose another kind.", {"verdict": "值得"}),
        (
            "how_to",
            "A how-to needs steps; add some, or choose another kind.",
            {"steps": [{"type": "step", "id": "s", "value": {"title": "烧水", "text": "", "picture": None}}]},
        ),
    ],
)
def test_what_a_kind_needs(kind: str, message: str, cure: dict[str, Any]) -> None:
    article = make(kind=kind)
    with override("en"), pytest.raises(PublishRefused, match=message):
        article.save_revision().publish()
    assert not ArticlePage.objects.get(pk=article.pk).live
    for name, value in cure.items():
        setattr(article, name, value)
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).live


def test_the_form_says_why_and_still_saves_a_draft() -> None:
    client, index = log_in(make_user(is_superuser=True)), pages.find_index(ArticleIndexPage, "articles")
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", index.pk])
    values = describe_article(kind="review", body=streamfield([("text", rich_text("<p>x</p>"))]))
    response = client.post(address, {**values, "action-publish": "1"}, follow=True)
    assert "A review needs scores or a verdict" in list_errors(response)
    assert not ArticlePage.objects.exists()
    client.post(address, values, follow=True)
    assert not ArticlePage.objects.get().live
