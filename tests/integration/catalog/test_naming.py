"""What products are called in the admin's lists: in the shop's language first, never nothing, in one query."""

from __future__ import annotations

from typing import Any

import pytest

from cms.catalog.selectors import name_products
from tests.factories import make_draft, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids() -> dict[str, int]:
    both, foreign, bare = make_product("both"), make_product("foreign"), make_product("bare")
    make_draft(both, locale="en", title="Tea")
    make_draft(both, title="茶")
    make_draft(foreign, locale="en", title="Cup")
    make_draft(make_product("other"), title="别的")
    return {product.key: product.pk for product in (both, foreign, bare)}


def test_the_shops_language_comes_first_then_another_then_the_key(
    ids: dict[str, int], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        named = name_products(ids.values())
    assert named == {ids["both"]: "茶", ids["foreign"]: "Cup", ids["bare"]: "bare"}


def test_in_one_language_only_what_is_written_in_it(ids: dict[str, int], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        named = name_products(ids.values(), only_in="en")
    assert named == {ids["both"]: "Tea", ids["foreign"]: "Cup"}


def test_nobody_has_no_name() -> None:
    assert name_products([]) == {}
    assert name_products([0]) == {}
