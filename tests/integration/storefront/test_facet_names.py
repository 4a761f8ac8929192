"""Two specifications of one name are told apart in a list of both."""

from __future__ import annotations

from typing import Any

import pytest

from cms.catalog.models import SpecificationDefinition
from tests import factories
from tests.integration.storefront.conftest import Storefront

pytestmark = pytest.mark.django_db
FACETS = '{ products { facets(keys: ["specification"]) { key label unit values { value } } } }'


@pytest.fixture
def define(index: Any) -> Any:
    """Defines specifications of two categories, each with a product that has them all, and gives the facets."""

    def make(definitions: dict[str, list[dict[str, Any]]], storefront: Storefront) -> dict[str, str]:
        for key, name in (("tea", "茶叶"), ("food", "食品")):
            category = factories.make_category(key, name=name)
            below = factories.make_category(f"{key}-fine", parent=category, name=f"精品{name}")
            values = {}
            for fields in definitions.get(key, []):
                made = SpecificationDefinition.objects.create(category=category, is_facet=True, **fields)
                values[made.key] = 5 if made.type == "number" else "福建"
            category.save()
            product = factories.make_product(f"{key}-1", category=below, specifications=values)
            factories.make_published(product=product, title=name)
        index()
        found = storefront.ask(FACETS)["products"]["facets"]
        return {one["key"]: one["label"] for one in found}

    return make


def test_by_their_categories(storefront: Storefront, define: Any):
    labels = define(
        {"tea": [{"key": "origin", "name": "产地"}], "food": [{"key": "place", "name": "产地"}]}, storefront
    )
    assert labels == {"origin": "产地 (茶叶)", "place": "产地 (食品)"}


def test_by_their_units_where_these_differ(storefront: Storefront, define: Any):
    weight = {"key": "net-weight", "name": "净含量", "type": "number", "unit": "g"}
    volume = {"key": "volume", "name": "净含量", "type": "number", "unit": "ml"}
    labels = define({"tea": [weight], "food": [weight, volume]}, storefront)
    assert labels == {"net-weight": "净含量 (g)", "volume": "净含量 (ml)"}


def test_one_key_of_two_categories_is_one_facet_with_its_plain_name(storefront: Storefront, define: Any):
    weight = {"key": "net-weight", "name": "净含量", "type": "number", "unit": "g"}
    assert define({"tea": [weight], "food": [weight]}, storefront) == {"net-weight": "净含量"}
