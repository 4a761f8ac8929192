"""What a published promotion says of itself."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Locale

from campaigns.promotions.naming import describe_all
from campaigns.promotions.rendering import render_promotions
from cms.catalog.models import Category, CategoryText, Offer, Product, ProductContent
from tests.integration.promotions.making import make_promotion

pytestmark = pytest.mark.django_db


def make_tea() -> None:
    category = Category.add_root(key="tea", name="茶饮")
    english = Locale.objects.get_or_create(language_code="en")[0]
    CategoryText.objects.create(category=category, locale=english, name="Tea")


def test_categories_are_called_by_their_names() -> None:
    make_tea()
    target = {"categories": ["tea"]}
    promotion = make_promotion(
        action={"type": "amount", "value": {"value": "30", "target": target}},
        conditions=[{"type": "amount", "value": {"at_least": "200", "target": target}}],
        limit_per_shopper=1,
        budget=300_000,
    )

    body = render_promotions([promotion])[0][0].body

    assert body["sentence"] == {
        "zh": "茶饮满 200 减 30，每人 1 次",
        "en": "¥30 off Tea from ¥200, once a shopper",
    }


def test_products_are_called_by_their_titles_in_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    chinese = Locale.objects.get_or_create(language_code="zh-hans")[0]
    rules = []
    for number in range(5):
        product = Product.objects.create(key=f"p{number}")
        Offer.objects.create(product=product, sku=f"s{number}", currency="CNY", price_minor=100)
        ProductContent.objects.create(product=product, locale=chinese, title=f"龙井 {number} 号", slug=f"p{number}")
        rules.append({"id": f"r{number}", "action": {"kind": "gift", "sku": f"s{number}"}})

    with django_assert_num_queries(2):
        told = describe_all([("CNY", [rule]) for rule in rules])

    assert [each["zh"] for each in told[:2]] == ["全场，赠龙井 0 号 ×1", "全场，赠龙井 1 号 ×1"]


def test_rules_that_cannot_be_read_say_nothing() -> None:
    assert describe_all([("CNY", [{"id": "r", "action": {"kind": "amount"}}])]) == [{"zh": "", "en": ""}]
