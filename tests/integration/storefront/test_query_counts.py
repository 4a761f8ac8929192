"""Every operation reads a fixed number of rows, however many items it shows; a search asks the engine once."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from storefront.explorer.examples import OPERATIONS
from storefront.node_ids import encode_id
from storefront.sources import listing
from tests import factories

pytestmark = pytest.mark.django_db

EVERYTHING = """
  id locale isFallback slug title summary sellingPoints stage releasedAt isAvailable
  brand { id slug name description website locale isFallback logo { url } }
  category { id slug name description depth picture { url } parent { slug } children { slug } breadcrumbs { slug } }
  breadcrumbs { slug specifications { key } }
  image { url srcset } images { url renditions { url } }
  price { formatted } listPrice { formatted } priceRange { low { amount } high { amount } }
  variantAxes { name values }
  offers { id sku options { name value } price { formatted } availability isAvailable stockStatus presale { isOpen } }
  specifications { key label } details { __typename } seo { title description }
"""


def _operation(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


OPERATIONS_AND_LIMITS: list[tuple[str, Any, int]] = [
    (_operation("product_page"), lambda size: {"path": "/products/mug-000"}, 10),
    (f'{{ product(sku: "mug-000") {{ {EVERYTHING} }} }}', lambda size: {}, 10),
    (f'{{ product(slug: "mug-000") {{ {EVERYTHING} }} }}', lambda size: {}, 10),
    (
        _operation("category_page"),
        lambda size: {"path": "/categories/kitchen", "first": size, "filter": {"categories": ["kitchen"]}},
        12,
    ),
    (
        _operation("brand_page"),
        lambda size: {"path": "/brands/acme", "first": size, "filter": {"brands": ["acme"]}},
        12,
    ),
    (
        f"query ($n: Int) {{ products(first: $n) {{ nodes {{ {EVERYTHING} }} totalCount facets {{ label values {{ label }} }} }} }}",  # noqa: E501
        lambda size: {"n": size},
        12,
    ),
    (_operation("search_page"), lambda size: {"text": "马克杯", "first": size}, 6),
    ('query ($n: Int) { suggestions(text: "m", first: $n) { text kind path } }', lambda size: {"n": size}, 2),
    ("{ categories { name children { name children { name } } } }", lambda size: {}, 1),
    ('{ category(key: "kitchen") { name children { name children { name } parent { name } } } }', lambda size: {}, 4),
    (
        "query ($n: Int) { brands(first: $n) { nodes { id name description logo { url } } } }",
        lambda size: {"n": size},
        1,
    ),
    ('{ brand(slug: "acme") { name description } }', lambda size: {}, 1),
    (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { title } ... on Offer { sku } } }",
        lambda size: {
            "ids": [encode_id(kind, f"mug-{n:03}") for kind in ("Product", "Offer") for n in range(size - 1)]
            + [encode_id("Brand", "acme"), encode_id("Category", "mugs")]
        },
        12,
    ),
]


@pytest.mark.parametrize(("query", "make_variables", "allowed"), OPERATIONS_AND_LIMITS)
def test_the_number_of_queries_does_not_grow(storefront, make_shop, index, settings, query, make_variables, allowed):
    # What is asked for here is more than a storefront may: the counts are meant for all of it.
    settings.VITRINE_GRAPHQL_LIMITS = {"cost": None}
    shop = make_shop(10)
    few, few_searches = _count(storefront, query, make_variables(10))
    for number in range(10, 50):
        shop.add(number)
        factories.make_brand(f"brand-{number}")
        factories.make_category(f"below-{number}", parent=shop.top)
    index()
    many, many_searches = _count(storefront, query, make_variables(50))
    assert few == many
    assert many <= allowed
    assert few_searches == many_searches == (1 if "products(" in query or "search(" in query else 0)


def _count(storefront: Any, query: str, variables: dict[str, Any]) -> tuple[int, int]:
    with (
        patch.object(listing, "search_products", wraps=listing.search_products) as search,
        CaptureQueriesContext(connection) as queries,
    ):
        data = storefront.ask(query, variables)
    assert all(value is not None for value in data.values())
    assert _count_items(data) in (None, variables.get("first"), variables.get("n"))
    return len(queries), search.call_count


def _count_items(data: dict[str, Any]) -> int | None:
    for value in data.values():
        if isinstance(value, dict) and "totalCount" in value:
            return len(value.get("nodes") or value["edges"])
    return None


def test_an_answer_that_shows_no_product_reads_none(storefront, make_shop):
    make_shop(3)
    with CaptureQueriesContext(connection) as queries:
        assert storefront.ask("{ products { totalCount pageInfo { hasNextPage } } }") == {
            "products": {"totalCount": 3, "pageInfo": {"hasNextPage": False}}
        }
    assert len(queries) == 0


def test_what_is_not_selected_is_not_read(storefront, make_shop):
    make_shop(3)
    with CaptureQueriesContext(connection) as queries:
        storefront.ask("{ products { nodes { title price { formatted } brand { id name } category { key name } } } }")
    assert len(queries) == 2
    skipping = "query ($yes: Boolean!) { products { nodes { title } facets @include(if: $yes) { key } } }"
    with patch.object(listing, "search_products", wraps=listing.search_products) as search:
        storefront.ask(skipping, {"yes": False})
    assert search.call_args.kwargs["facets"] == ()
