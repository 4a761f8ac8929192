"""Carts and claims for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from campaigns.promotions.claims.claiming import Wanted
from campaigns.promotions.usage import fill_usage
from campaigns.promotions.versions import find_current_standing
from campaigns.rules.amounts import parse_amount
from campaigns.rules.desk import evaluate
from campaigns.rules.values import Cart, Coupon, Line, Shopper

AT = datetime(2026, 11, 11, 12, tzinfo=UTC)
AMOUNT: dict[str, Any] = {"type": "amount", "value": {"value": "30.00", "allocation": "across", "select": "cheapest"}}


def make_cart(*, shopper: str = "", price: int = 10000, at: datetime = AT, coupons: Any = ()) -> Cart:
    """One line of one piece."""
    return Cart(
        at=at,
        lines=(Line("l1", price, sku="tea-1", product="tea"),),
        shopper=Shopper(shopper),
        coupons=tuple(coupons),
    )


def quote(cart: Cart) -> dict[str, Any]:
    """What the shopper is shown."""
    book = find_current_standing(at=cart.at).find_book(cart.currency)
    return evaluate(fill_usage(cart, book), book)


def want(key: str, cart: Cart, *, total: int | None = None, **fields: Any) -> Wanted:
    """To claim what the cart is quoted at now, unless the shopper has seen another total."""
    return Wanted(key, cart, parse_amount(quote(cart)["total"], 2) if total is None else total, **fields)


def own(code: str, rule: str) -> Coupon:
    return Coupon(code, rule)


def later(**fields: float) -> datetime:
    return AT + timedelta(**fields)
