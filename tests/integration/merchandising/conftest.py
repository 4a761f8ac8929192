"""A shop with products to guide the search among, and rules in a line."""

from __future__ import annotations

from typing import Any

import pytest

from search.merchandising.models import QueryRule
from search.selectors import search_products
from tests.integration.admin.conftest import admin, admin_client
from tests.integration.storefront.conftest import Shop, Storefront, index, make_shop, storefront

__all__ = ["Shop", "Storefront", "admin", "admin_client", "index", "make_shop", "storefront"]


def make_rule(
    *actions: tuple[str, dict[str, Any]], queries: str = "马克杯", name: str = "双11", **fields: Any
) -> QueryRule:
    """A rule that is saved."""
    rule = QueryRule(name=name, queries=queries, actions=[{"type": kind, "value": value} for kind, value in actions])
    for field, value in fields.items():
        setattr(rule, field, value)
    rule.full_clean()
    rule.save()
    return rule


def find_keys(text: str = "马克杯", *, at: Any, **options: Any) -> list[str]:
    found = search_products(**{"text": text, "locale": "zh-hans", "at": at, **options})
    return [hit.key for hit in found.hits]


@pytest.fixture
def shop(make_shop: Any) -> Shop:
    """Six mugs, mug-000 to mug-005, at 10.00 to 10.05."""
    return make_shop(6)
