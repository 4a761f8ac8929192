"""PURE. Carts as JSON again: what `campaigns.rules.reading_carts` reads back as the same cart."""

from __future__ import annotations

from typing import Any

from campaigns.rules.amounts import format_amount
from campaigns.rules.values import Cart, Coupon, Line, Shopper, Usage

Json = dict[str, Any]


def write_cart(cart: Cart) -> Json:
    """The cart without its rules and their usage; what is as it is when left out is left out."""
    written = {
        "at": cart.at.isoformat(),
        "currency": cart.currency,
        "lines": [_write_line(line, cart.decimals) for line in cart.lines],
        "shopper": _write_shopper(cart.shopper),
        "channel": cart.channel,
        "coupons": "best" if cart.picks_coupons else _write_coupons(cart.coupons),
        "shipping": format_amount(cart.shipping, cart.decimals),
        "timezone": cart.timezone.key if cart.timezone else "",
        "groups": {name: mode.value for name, mode in sorted(cart.groups.items())},
        "explain": "all" if cart.explains_all else "",
        "stage": cart.stage,
    }
    return _prune(written)


def write_usage(cart: Cart) -> Json:
    """What was used of each rule's limits, in minor units."""
    return {rule: [usage.total, usage.budget] for rule, usage in sorted(cart.usage.items())}


def read_usage(written: Json) -> dict[str, Usage]:
    """The same again."""
    return {rule: Usage(total, budget) for rule, (total, budget) in written.items()}


def _write_line(line: Line, decimals: int) -> Json:
    return {
        "id": line.id,
        "unit_price": format_amount(line.unit_price, decimals),
        "quantity": line.quantity,
        **_prune(
            {
                "sku": line.sku,
                "product": line.product,
                "categories": sorted(line.categories),
                "brand": line.brand,
                "tags": sorted(line.tags),
                "floor": format_amount(line.floor, decimals) if line.floor else "",
            }
        ),
    }


def _write_shopper(shopper: Shopper) -> Json:
    written = _prune(
        {
            "id": shopper.id,
            "segments": sorted(shopper.segments),
            "tier": shopper.tier,
            "used": dict(sorted(shopper.used.items())),
            "coupons": _write_coupons(shopper.coupons),
        }
    )
    return written if shopper.orders is None else {**written, "orders": shopper.orders}


def _write_coupons(coupons: tuple[Coupon, ...]) -> list[Any]:
    return [{"code": one.code, "rule": one.rule} if one.rule else one.code for one in coupons]


def _prune(written: Json) -> Json:
    return {name: value for name, value in written.items() if value not in ("", [], {})}
