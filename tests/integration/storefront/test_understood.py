"""What a search names of the shop comes along as chips, in the API and in the workbench."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.catalog.models import SpecificationDefinition
from search.merchandising.models import SynonymGroup
from search.suggesting.building import build_suggestions
from tests.integration.admin.conftest import admin, admin_client
from tests.integration.storefront.conftest import Storefront

__all__ = ["admin", "admin_client"]

pytestmark = pytest.mark.django_db
SEARCH = "query ($text: String!) { search(text: $text) { totalCount understood { kind text name key value min max } } }"
NOTHING = {"name": None, "key": None, "value": None, "min": None, "max": None}


@pytest.fixture
def shop(make_shop: Any, index: Any) -> Any:
    """Three mugs of Acme; one is navy blue, and shoppers filter by colour."""
    shop = make_shop(3)
    SpecificationDefinition.objects.create(
        category=shop.category, key="colour", name="颜色", type="choice", choices=["藏青色"], is_facet=True
    )
    content = shop.products[0]
    content.product.specifications = {"colour": "藏青色"}
    content.product.save()
    content.save_revision().publish()
    index()
    build_suggestions(at=timezone.now())
    return shop


def test_brand_category_value_and_price_are_named(storefront: Storefront, shop: Any):
    found = storefront.ask(SEARCH, {"text": "Acme 藏青色杯子 10元以下"})["search"]
    assert found["understood"] == [
        {**NOTHING, "kind": "BRAND", "text": "Acme", "name": "Acme", "key": "acme"},
        {
            **NOTHING,
            "kind": "SPECIFICATION",
            "text": "藏青色",
            "name": "藏青色",
            "key": "colour",
            "value": "藏青色",
        },
        {**NOTHING, "kind": "CATEGORY", "text": "杯子", "name": "杯子", "key": "mugs"},
        {**NOTHING, "kind": "PRICE", "text": "10元以下", "max": "10.00"},
    ]
    assert found["totalCount"] == 1


def test_a_category_is_known_by_its_synonyms(storefront: Storefront, shop: Any):
    SynonymGroup.objects.create(words="杯子\n茶瓯")
    (part,) = storefront.ask(SEARCH, {"text": "茶瓯"})["search"]["understood"]
    assert (part["kind"], part["text"], part["key"]) == ("CATEGORY", "茶瓯", "mugs")


def test_other_words_and_no_text_name_nothing(storefront: Storefront, shop: Any):
    assert storefront.ask(SEARCH, {"text": "雨伞"})["search"]["understood"] == []
    assert storefront.ask("{ products { understood { kind } } }") == {"products": {"understood": []}}


def test_it_costs_one_query_where_it_is_asked_for(storefront: Storefront, shop: Any):
    counts = []
    for fields in ("totalCount", "understood { kind }"):
        query = f'{{ search(text: "Acme 杯子") {{ {fields} }} }}'
        storefront.ask(query)
        with CaptureQueriesContext(connection) as queries:
            storefront.ask(query)
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_the_workbench_says_it(admin_client: Any, shop: Any):
    address = reverse("search_workbench:index")
    page = admin_client.get(address, {"q": "acme 杯子 10到20元", "locale": "zh-hans"}).content.decode()
    assert "brand Acme (“acme”), category 杯子, price ¥10.00–¥20.00" in page
