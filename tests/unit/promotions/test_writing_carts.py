"""A cart that is written is read as the same cart."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from campaigns.promotions.claims.writing_carts import read_usage, write_cart, write_usage
from campaigns.rules.reading_carts import read_cart
from campaigns.rules.values import Cart, Coupon, Line, Mode, Shopper, Usage

AT = datetime(2026, 11, 11, 12, tzinfo=UTC)
FULL = Cart(
    at=AT,
    lines=(
        Line("a", 5990, 3, "tea-1", "tea", frozenset({"drinks", "tea"}), "X", frozenset({"autumn"}), 4000),
        Line("b", 0, 0),
    ),
    shopper=Shopper("m1", frozenset({"new"}), "gold", 0, {"R7": 1}, (Coupon("C1", "R1"), Coupon("C2"))),
    channel="app",
    coupons=(Coupon("SAVE30"), Coupon("X1", "R1")),
    shipping=1200,
    timezone=ZoneInfo("Asia/Shanghai"),
    groups={"order/default": Mode.STACK},
    explains_all=True,
    stage="balance",
)


@pytest.mark.parametrize(
    "cart",
    [
        FULL,
        Cart(AT, (Line("a", 5, 1),)),
        Cart(AT, (Line("a", 5, 1),), "JPY", 0, picks_coupons=True),
        Cart(AT, (Line("a", 1234, 1),), "KWD", 3, Shopper(orders=2)),
    ],
)
def test_written_and_read(cart: Cart) -> None:
    assert read_cart(write_cart(cart)) == cart


def test_usage_is_kept_beside_it() -> None:
    cart = Cart(AT, (), usage={"R1": Usage(3, 900), "R0": Usage(1, 0)})

    assert write_usage(cart) == {"R0": [1, 0], "R1": [3, 900]}
    assert read_usage(write_usage(cart)) == cart.usage
