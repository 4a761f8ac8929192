"""Editors see their drafts on the real storefront, and nobody else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from cms.delivery.preview_tokens import make_token
from cms.delivery.previewing import serve_draft
from tests import factories, pages
from tests.integration.shop.conftest import find_all

pytestmark = pytest.mark.django_db


def preview(source: Any, mode: str = "", **query: str) -> Any:
    return serve_draft(source, RequestFactory().get("/admin/preview/", query), mode)


def test_a_draft_is_shown_as_its_page_will_be(visitor: Any, make_shop: Any) -> None:
    content = make_shop(2).products[0]
    content.title = "马克杯 改"
    response = preview(content)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h1>马克杯 改</h1>" in html
    assert "¥10.00" in html
    assert '<aside class="preview"' in html
    # The admin frames it; nothing keeps it, nothing finds it.
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in html
    assert "改" not in visitor.open("/zh-hans/products/mug-000")


def test_a_draft_is_shown_in_a_list_too(make_shop: Any) -> None:
    content = make_shop(1).products[0]
    content.title = "马克杯 改"
    html = preview(content, "card").content.decode()
    assert find_all(r'<h3 class="card__title"><a href="[^"]+">([^<]+)</a>', html) == ["马克杯 改"]


def test_a_product_that_is_not_sold_says_what_is_missing(db: None) -> None:
    draft = factories.make_draft(factories.make_product("bare"), title="没有报价")
    for mode in ("", "card"):
        html = preview(draft, mode).content.decode()
        assert "<h1>没有报价</h1>" in html
        assert "none of its offers is on the shelf" in html


def test_an_article_is_shown_before_it_is_there(visitor: Any) -> None:
    article = pages.make_article("secret-plan", title="秘密", is_published=False)
    html = preview(article).content.decode()
    assert "<h1>秘密</h1>" in html
    visitor.open("/zh-hans/articles/secret-plan", 404)


def test_the_home_page_is_shown_with_its_draft_blocks(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    home = factories.make_home()
    home.body = factories.make_stream(home, [("heading", "只在草稿里")])
    assert "只在草稿里" in preview(home).content.decode()
    assert "只在草稿里" not in visitor.open("/zh-hans/")


def test_a_page_is_shown_at_another_moment(make_shop: Any) -> None:
    product = make_shop(1).products[0].product
    product.offers.update(on_shelf_until=timezone.now() + timedelta(days=3))
    content = product.contents.get()
    later = (timezone.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    assert "none of its offers is on the shelf" in preview(content, at=later).content.decode()
    assert "none of its offers" not in preview(content).content.decode()


@pytest.mark.parametrize("address", ["/preview/{token}/", "/preview/?token={token}"])
def test_a_link_shows_the_draft_to_whoever_has_it(make_shop: Any, address: str) -> None:
    content = make_shop(1).products[0]
    content.title = "分享的草稿"
    content.save_revision()
    token = make_token(content, at=timezone.now())
    response = Client().get(address.format(token=token))
    assert "<h1>分享的草稿</h1>" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response.cookies == {}


@pytest.mark.parametrize("address", ["/preview/nonsense/", "/preview/?token=nonsense", "/preview/"])
def test_a_link_that_is_none_shows_nothing(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404
