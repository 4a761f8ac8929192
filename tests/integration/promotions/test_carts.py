"""Carts are made of what is on the shelf; what cannot be bought is said, and keeps nothing else out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.promotions.carts import Problem, Trouble, Wanted, build_cart, describe_shopper
from campaigns.promotions.shoppers import identify_shopper
from campaigns.rules.desk import evaluate
from campaigns.rules.values import Line, Shopper
from cms.members.shoppers import describe_shopper as read_claims
from tests import factories
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db


def make_tea(sku: str = "tea-1", **fields: Any) -> Any:
    top = factories.make_category(f"drinks-{sku}")
    below = factories.make_category(f"tea-{sku}", parent=top)
    product = factories.make_product(f"p-{sku}", brand=factories.make_brand(f"b-{sku}"), category=below)
    product.tags.add("Autumn", "双十一")
    product.save()
    factories.make_offer(product, sku, **{"price_minor": 5990, **fields})
    return factories.make_published(product=product)


def test_a_line_has_all_that_rules_may_ask_for() -> None:
    make_tea(floor_price_minor=4000)

    built = build_cart([Wanted("l1", "tea-1", 3)], at=timezone.now())

    assert built.problems == []
    assert built.cart.lines == (
        Line(
            id="l1",
            unit_price=5990,
            quantity=3,
            sku="tea-1",
            product="p-tea-1",
            categories=frozenset({"drinks-tea-1", "tea-tea-1"}),
            brand="b-tea-1",
            tags=frozenset({"autumn", "双十一"}),
            floor=4000,
        ),
    )
    assert (built.cart.currency, built.cart.decimals, str(built.cart.timezone)) == ("CNY", 2, "Asia/Shanghai")


def test_what_cannot_be_bought_is_said_and_left_out() -> None:
    make_tea("good")
    make_tea("few", stock=2)
    make_tea("gone", stock=0)
    make_tea("soon", on_shelf_from=timezone.now() + timedelta(hours=1))
    make_tea("hidden").unpublish()
    wanted = [Wanted(sku, sku, 3) for sku in ("good", "few", "gone", "soon", "hidden", "none")]

    built = build_cart(wanted, at=timezone.now())

    assert [line.id for line in built.cart.lines] == ["few", "good"]
    assert built.problems == [
        Problem("few", "few", Trouble.SHORT),
        Problem("gone", "gone", Trouble.UNAVAILABLE),
        Problem("soon", "soon", Trouble.OFF_SHELF),
        Problem("hidden", "hidden", Trouble.OFF_SHELF),
        Problem("none", "none", Trouble.UNKNOWN),
    ]


def test_another_currency_is_no_part_of_the_cart() -> None:
    make_tea()

    built = build_cart([Wanted("l1", "tea-1")], at=timezone.now(), currency="USD")

    assert (built.cart.lines, [one.trouble for one in built.problems]) == ((), [Trouble.OTHER_CURRENCY])


def test_a_cart_is_quoted_under_what_is_in_force() -> None:
    make_tea()
    action = {"type": "amount", "value": {"value": "30.00", "allocation": "across", "select": "cheapest"}}
    publish(make_promotion(action=action, conditions=[{"type": "amount", "value": {"at_least": "150"}}]))

    built = build_cart([Wanted("l1", "tea-1", 3)], at=timezone.now())
    quote = evaluate(built.cart, built.standing.find_book("CNY"))

    assert (quote["subtotal"], quote["discount"], quote["total"]) == ("179.70", "30.00", "149.70")


def test_two_queries_whatever_the_number_of_lines() -> None:
    for number in range(6):
        make_tea(f"tea-{number}")
    build_cart([], at=timezone.now())

    counts = []
    for size in (2, 6):
        with CaptureQueriesContext(connection) as queries:
            build_cart([Wanted(f"l{n}", f"tea-{n}") for n in range(size)], at=timezone.now())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 3


def test_a_member_is_who_the_token_says() -> None:
    claims = {"iss": "i", "sub": "m1", "segments": ["new"], "tier": "gold", "orders": 0}

    shopper = describe_shopper(read_claims(claims, token="t"))

    assert shopper == Shopper(id=identify_shopper("m1", "i"), segments=frozenset({"new"}), tier="gold", orders=0)
    assert describe_shopper(None).id == ""
    assert read_claims({**claims, "orders": True}, token="t").orders is None
