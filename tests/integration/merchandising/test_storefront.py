"""What shoppers get of it: redirects and banners in the API, and what the reference storefront makes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from cms.media.models import MediaImage
from search.merchandising.models import SearchBanner, SearchRedirect
from tests.integration.merchandising.conftest import make_rule

pytestmark = pytest.mark.django_db
SEARCH = """query ($text: String!, $channel: String) {
  search(text: $text, locale: "zh-hans", channel: $channel) {
    nodes { key } redirect { url } banners { heading text url picture { url alt } }
  }
}"""
PAGE = """{ products(filter: {categories: ["mugs"]}, sort: RELEVANCE, locale: "en") {
  nodes { key } redirect { url } banners { heading url picture { url } } } }"""


def make_banner(**fields: Any) -> SearchBanner:
    values = {"name": "tea", "queries": "马克杯", "heading": "春茶节", "address": "/campaigns/tea", **fields}
    return SearchBanner.objects.create(**values)


def test_a_search_carries_redirect_and_banners(storefront: Any, shop: Any):
    image = MediaImage.objects.create(title="tea.png", file=get_test_image_file(size=(320, 200)))
    make_banner(picture=image, text="全场九折", place=2)
    make_banner(heading="先", address="https://example.com/", place=1)
    make_banner(heading="过期", ends_at=timezone.now() - timedelta(seconds=1))
    SearchRedirect.objects.create(name="r", queries="马克杯", address="/campaigns/tea", channel="app")
    found = storefront.ask(SEARCH, {"text": "马克杯"})["search"]
    assert found["redirect"] is None
    assert [(one["heading"], one["text"], one["url"]) for one in found["banners"]] == [
        ("先", "", "https://example.com/"),
        ("春茶节", "全场九折", "/zh-hans/campaigns/tea"),
    ]
    assert found["banners"][0]["picture"] is None
    assert found["banners"][1]["picture"]["alt"] == "春茶节"
    app = storefront.ask(SEARCH, {"text": "马克杯", "channel": "app"})["search"]
    assert app["redirect"] == {"url": "/zh-hans/campaigns/tea"}
    SearchRedirect.objects.update(address="/en/campaigns/tea", channel="")
    SearchRedirect.objects.get().save()
    plain = storefront.ask(SEARCH, {"text": "马克杯"})["search"]
    assert plain["redirect"] == {"url": "/en/campaigns/tea"}
    other = storefront.ask(SEARCH, {"text": "杯"})["search"]
    assert (other["redirect"], other["banners"]) == (None, [])


def test_the_page_of_a_category_carries_its_own(storefront: Any, shop: Any):
    make_banner(queries="", category=shop.category)
    make_rule(("pin", {"products": ["mug-000"], "place": 1}), queries="", category=shop.category)
    found = storefront.ask(PAGE)["products"]
    assert found["banners"] == [{"heading": "春茶节", "url": "/en/campaigns/tea", "picture": None}]
    assert found["redirect"] is None
    assert found["nodes"][0] == {"key": "mug-000"}


def test_rules_cost_a_search_no_query(storefront: Any, shop: Any):
    with CaptureQueriesContext(connection) as without:
        storefront.ask(SEARCH, {"text": "马克杯"})
    make_banner()
    make_rule(("pin", {"products": ["mug-000"]}), ("boost", {"brands": ["acme"], "strength": 9}))
    storefront.ask(SEARCH, {"text": "马克杯"})
    with CaptureQueriesContext(connection) as with_rules:
        storefront.ask(SEARCH, {"text": "马克杯"})
    assert len(with_rules) == len(without)


def test_the_reference_storefront_follows_and_shows(client: Any, shop: Any):
    SearchRedirect.objects.create(name="r", queries="双11", address="/campaigns/eleven")
    make_banner(queries="马克杯", category=shop.category)
    moved = client.get("/zh-hans/search", {"q": "双１１"})
    assert (moved.status_code, moved["Location"]) == (302, "/zh-hans/campaigns/eleven")
    assert client.get("/zh-hans/search", {"q": "双11", "stock": "1"}).status_code == 200
    for address, query in (("/zh-hans/search", {"q": "马克杯"}), ("/zh-hans/categories/mugs", {})):
        response = client.get(address, query)
        assert response.status_code == 200
        link = BeautifulSoup(response.content, "html.parser").select_one(".banner a")
        assert (link["href"], link.text.strip()) == ("/zh-hans/campaigns/tea", "春茶节")
    assert b"banner" not in client.get("/zh-hans/search", {"q": "杯"}).content
