"""What a storefront is told of promotions: prices, badges, what is in force, and what a cart costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

PRICES = """
  price { formatted } listPrice { formatted } saleEndsAt badges priceRange { low { amount } high { amount } }
  promotions { key title badge sentence kind layer state coupon startsAt endsAt isApplied price { amount } }
"""
QUOTE = """
query ($cart: CartInput!, $locale: String) { quote(cart: $cart, locale: $locale) {
  lines { id sku quantity unitPrice { amount } subtotal { amount } discount { amount } total { amount }
          applied { rule amount { amount } promotion { title } } product { title } offer { sku } }
  problems { lineId sku trouble } subtotal { amount } discount { amount } shippingBefore { amount }
  shipping { amount } total { amount } ruleBook
  gifts { sku quantity promotion { title } product { title } }
  addOns { price { amount } quantity skus offers { sku } }
  points { multiplier } deposits { paid { amount } due { amount } }
  coupons { code isApplied promotion { title } }
  hints { message isFurther progress threshold { unit required observed missing } promotion { key } }
  decisions { rule status reason amount { amount } message thresholds { missing } next { missing } }
  funding { payer amount { amount } }
} }
"""


def make_flash(**fields: Any) -> Any:
    prices = [{"sku": "mug-000", "price": "7.00"}, {"sku": "mug-001", "price": "8.00"}]
    raw = [{"type": "item", "value": one} for one in prices]
    text = {"locale": "zh-hans", "title": "早市秒杀", "badge": "秒杀", "terms": "每人一件"}
    promotion = make_promotion(action={"type": "price_list", "value": {"prices": raw}}, name="Flash", **fields)
    promotion.texts = promotion._meta.get_field("texts").to_python([{"type": "text", "value": text}])
    return publish(promotion)


def make_threshold(at_least: str = "100", value: str = "30.00", **fields: Any) -> Any:
    action = {"type": "amount", "value": {"value": value, "allocation": "across", "select": "cheapest"}}
    return publish(
        make_promotion(action=action, conditions=[{"type": "amount", "value": {"at_least": at_least}}], **fields)
    )


def test_a_flash_sale_is_the_price_with_its_badge_and_its_end(storefront, make_shop) -> None:
    make_shop(3)
    ends_at = timezone.now() + timedelta(hours=2)
    promotion = make_flash(ends_at=ends_at)

    offers = PRICES.replace("badges priceRange { low { amount } high { amount } }", "regularPrice { amount }")

    data = storefront.ask(f'{{ product(sku: "mug-000") {{ {PRICES} offers {{ {offers} }} }} }}')

    product = data["product"]
    assert (product["price"]["formatted"], product["listPrice"]["formatted"]) == ("¥7.00", "¥10.00")
    assert (product["badges"], product["saleEndsAt"]) == (["秒杀"], ends_at.isoformat())
    (touch,) = product["promotions"]
    assert touch == {
        "key": promotion.key,
        "title": "早市秒杀",
        "badge": "秒杀",
        "sentence": touch["sentence"],
        "kind": "SET_PRICE",
        "layer": "ITEM",
        "state": "RUNNING",
        "coupon": "NONE",
        "startsAt": None,
        "endsAt": ends_at.isoformat(),
        "isApplied": True,
        "price": {"amount": "7.00"},
    }
    assert product["offers"][0]["regularPrice"] == {"amount": "10.00"}
    assert product["offers"][0]["promotions"] == [touch]


def test_a_price_for_members_is_only_theirs_and_kept_by_no_cache(storefront, make_shop) -> None:
    make_shop(1)
    action = {"type": "set_price", "value": {"value": "5.00"}}
    publish(make_promotion(action=action, conditions=[{"type": "tiers", "value": ["gold"]}]))
    query = '{ product(sku: "mug-000") { price { amount } } }'

    guest, member = storefront.send(query), storefront.send(query, **storefront.sign_in("lin"))

    assert guest.json()["data"]["product"]["price"] == {"amount": "10.00"}
    assert member.json()["data"]["product"]["price"] == {"amount": "5.00"}
    assert (guest["Cache-Control"], member["Cache-Control"]) == ("no-cache", "private, no-store")


def test_a_channel_has_prices_of_its_own(storefront, make_shop) -> None:
    make_shop(1)
    publish(make_promotion(action={"type": "set_price", "value": {"value": "5.00"}}, channels=["app"]))

    data = storefront.ask(
        '{ app: product(sku: "mug-000", channel: "app") { price { amount } }'
        ' web: product(sku: "mug-000") { price { amount } } }'
    )

    assert data == {"app": {"price": {"amount": "5.00"}}, "web": {"price": {"amount": "10.00"}}}


def test_what_is_in_force_or_announced_is_listed_without_the_shops_secrets(storefront, make_shop) -> None:
    make_shop(1)
    now = timezone.now()
    running = make_threshold(ends_at=now + timedelta(days=1), budget="5000", limit_total=9, name="满减")
    announced = make_threshold(starts_at=now + timedelta(days=2), announced_at=now - timedelta(days=1), name="预告")
    make_threshold(starts_at=now + timedelta(days=2), name="秘密")
    code = make_threshold(coupon_kind="public", coupon_code="SAVE30", name="券")

    data = storefront.ask("{ promotions { key title state coupon kind layer terms startsAt endsAt rules sentence } }")

    found = {one["key"]: one for one in data["promotions"]}
    assert [one["key"] for one in data["promotions"]] == [running.key, code.key, announced.key]
    assert [one["state"] for one in data["promotions"]] == ["RUNNING", "RUNNING", "ANNOUNCED"]
    assert found[running.key]["rules"][0].keys().isdisjoint({"limits", "funding"})
    assert (found[code.key]["coupon"], found[code.key]["rules"][0]["coupon"]) == ("PUBLIC", True)
    assert "SAVE30" not in str(data)
    assert "5,000" not in str(data)


def test_a_cart_is_quoted_with_every_reason(storefront, make_shop) -> None:
    make_shop(3)
    make_flash()
    first = make_threshold("20", "5.00", name="满20减5")
    make_threshold("100", "30.00", name="满100减30", priority=-1)
    gift = {"type": "gift", "value": {"sku": "mug-002", "quantity": 1}}
    publish(make_promotion(action=gift, name="赠品"))
    free = publish(make_promotion(action={"type": "shipping", "value": {"by": "free"}}, name="包邮"))
    cart = {
        "lines": [{"sku": "mug-000", "quantity": 3}, {"sku": "mug-002"}, {"sku": "none"}],
        "shipping": "12",
        "coupons": ["WRONG"],
    }

    quote = storefront.ask(QUOTE, {"cart": cart})["quote"]

    assert [(line["id"], line["subtotal"]["amount"], line["total"]["amount"]) for line in quote["lines"]] == [
        ("mug-000", "30.00", "17.62"),
        ("mug-002", "10.02", "8.40"),
    ]
    assert quote["problems"] == [{"lineId": "none", "sku": "none", "trouble": "UNKNOWN"}]
    assert (quote["subtotal"]["amount"], quote["discount"]["amount"]) == ("40.02", "14.00")
    assert (quote["shippingBefore"]["amount"], quote["shipping"]["amount"]) == ("12.00", "0.00")
    assert quote["total"] == {"amount": "26.02"}
    assert quote["lines"][0]["applied"][0]["promotion"] == {"title": "早市秒杀"}
    assert quote["lines"][0]["product"] == {"title": "马克杯 000"}
    assert quote["gifts"] == [
        {"sku": "mug-002", "quantity": 1, "promotion": {"title": "赠品"}, "product": {"title": "马克杯 002"}}
    ]
    assert quote["coupons"] == [{"code": "WRONG", "isApplied": False, "promotion": None}]
    applied = {one["rule"] for one in quote["decisions"] if one["status"] == "APPLIED"}
    assert {first.key, free.key} <= applied
    (hint,) = quote["hints"]
    assert hint["threshold"] == {"unit": "AMOUNT", "required": "100.00", "observed": "31.02", "missing": "68.98"}
    assert (hint["message"], hint["isFurther"], hint["progress"]) == ("再买 ¥68.98 减 ¥30", False, 0.3102)
    english = storefront.ask(QUOTE, {"cart": cart, "locale": "en"})["quote"]
    assert english["hints"][0]["message"] == "Spend ¥68.98 more for ¥30 off"


@pytest.mark.parametrize(
    ("cart", "place"),
    [
        ({"lines": [{"sku": "a", "quantity": 0}]}, "cart.lines[0].quantity"),
        ({"lines": [{"sku": "a"}, {"sku": "a"}]}, "cart.lines[1].id"),
        ({"lines": [{"sku": "a", "id": str(n)} for n in range(201)]}, "cart.lines"),
        ({"lines": [], "shipping": "1.234"}, "cart.shipping"),
        ({"lines": [], "shipping": "-1"}, "cart.shipping"),
        ({"lines": [], "coupons": ["c" * 121]}, "cart.coupons"),
    ],
)
def test_what_is_no_cart_is_refused_with_its_place(storefront, cart: dict[str, Any], place: str) -> None:
    error = storefront.fail(QUOTE, {"cart": cart})

    assert error["extensions"] == {"code": "BAD_ARGUMENT", "argument": place}


def test_a_quote_is_private(storefront) -> None:
    assert storefront.send("{ quote(cart: {lines: []}) { total { amount } } }")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("query", "make_variables", "allowed"),
    [
        (f"query ($n: Int) {{ products(first: $n) {{ nodes {{ {PRICES} }} }} }}", lambda size: {"n": size}, 2),
        ("{ promotions(first: 100) { key title sentence rules } }", lambda size: {}, 0),
        (QUOTE, lambda size: {"cart": {"lines": [{"sku": f"mug-{n:03}"} for n in range(size)]}}, 6),
    ],
)
def test_the_number_of_queries_does_not_grow(storefront, make_shop, settings, query, make_variables, allowed) -> None:
    settings.VITRINE_GRAPHQL_LIMITS = {"cost": None}
    make_shop(20)
    make_flash(limit_per_shopper=1)
    make_threshold(budget="5000")
    for size in (5, 20):
        storefront.ask(query, make_variables(size))

    counts = []
    for size in (5, 20):
        with CaptureQueriesContext(connection) as queries:
            storefront.ask(query, make_variables(size))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= allowed


def test_cards_of_shelves_show_badges_and_prices(storefront, make_shop) -> None:
    make_shop(2)
    make_flash()
    chosen = {"source": "products", "products": ["mug-000"]}
    block = {"heading": "", "selection": chosen, "layout": "grid", "more": {}}
    factories.make_landing("sale", blocks=[("products", block)])
    card = "price listPrice badges saleEndsAt"

    data = storefront.ask(
        f'{{ landingPage(slug: "sale") {{ blocks {{ ... on ProductsBlock {{ products {{ {card} }} }} }} }} }}'
    )

    assert data["landingPage"]["blocks"][0]["products"] == [
        {"price": "¥7.00", "listPrice": "¥10.00", "badges": ["秒杀"], "saleEndsAt": None}
    ]
