"""One query finds whatever lives at a path, or where it has gone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from tests import factories

pytestmark = pytest.mark.django_db

ROUTE = """
query ($path: String!, $locale: String) {
  route(path: $path, locale: $locale) {
    locale
    redirect { address isPermanent }
    content {
      __typename
      path
      translations { locale path }
      ... on Product { title }
      ... on Category { name }
      ... on Brand { name }
    }
  }
}
"""


def test_products_brands_and_categories_live_at_their_paths(storefront, make_shop):
    shop = make_shop(1)
    content = shop.products[0]
    english = factories.make_draft(content.product, locale="en", title="Mug", slug="mug")
    factories.publish(english)
    assert storefront.ask(ROUTE, {"path": "/products/mug-000/"})["route"] == {
        "locale": "zh-hans",
        "redirect": None,
        "content": {
            "__typename": "Product",
            "path": "/products/mug-000",
            "translations": [
                {"locale": "en", "path": "/products/mug"},
                {"locale": "zh-hans", "path": "/products/mug-000"},
            ],
            "title": "马克杯 000",
        },
    }
    assert (
        storefront.ask(ROUTE, {"path": "/en/products/mug", "locale": "zh-hans"})["route"]["content"]["title"] == "Mug"
    )
    category = storefront.ask(ROUTE, {"path": "/en/categories/mugs"})["route"]
    assert (category["locale"], category["content"]["name"]) == ("en", "杯子")
    assert storefront.ask(ROUTE, {"path": "/brands/acme"})["route"]["content"]["name"] == "Acme"


def test_nothing_lives_where_nothing_is_live(storefront, make_shop):
    make_shop(1)
    factories.make_draft(factories.make_product("draft"))
    for path in ("/products/draft", "/products/none", "/", "", "/products", "/en"):
        assert storefront.ask(ROUTE, {"path": path}) == {"route": None}


def test_what_was_renamed_leads_on(storefront, make_shop):
    shop = make_shop(1)
    factories.publish(shop.products[0], slug="mug-blue")
    assert storefront.ask(ROUTE, {"path": "/products/mug-000"})["route"] == {
        "locale": "zh-hans",
        "redirect": {"address": "/zh-hans/products/mug-blue", "isPermanent": True},
        "content": None,
    }


def test_an_editors_redirect_is_meant_in_the_language_asked_for(storefront, make_shop):
    make_shop(1)
    Redirect.objects.create(old_path="/mugs", redirect_link="/categories/mugs", is_permanent=False)
    Redirect.objects.create(old_path="/en/help", redirect_link="https://help.example/", is_permanent=True)
    english = storefront.ask(ROUTE, {"path": "/mugs", "locale": "en"})["route"]
    assert english["redirect"] == {"address": "/en/categories/mugs", "isPermanent": False}
    away = storefront.ask(ROUTE, {"path": "/en/help"})["route"]
    assert away["redirect"] == {"address": "https://help.example/", "isPermanent": True}


def test_a_route_reads_a_fixed_number_of_rows(storefront, make_shop):
    make_shop(3)
    with CaptureQueriesContext(connection) as queries:
        assert storefront.ask(ROUTE, {"path": "/products/mug-000"})["route"]["content"] is not None
    assert len(queries) == 4
    with CaptureQueriesContext(connection) as queries:
        assert storefront.ask(ROUTE, {"path": "/nothing"})["route"] is None
    assert len(queries) == 2
