"""Reads a cart that a storefront sends: what is none is refused with its place, what cannot be bought is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings

from campaigns.promotions.carts import BuiltCart, Wanted, build_cart, describe_shopper
from campaigns.promotions.coupons.finding import Resolved, find_wallet, resolve_codes
from campaigns.promotions.versions import find_standing
from campaigns.rules.values import Coupon
from cms.money import Money, MoneyError
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError

MOST_LINES = 200
MOST_COUPONS = 20
MOST_PIECES = 9_999
_LONGEST_WORD = 120


def read_cart(cart: dict[str, Any], context: RequestContext, *, locale: str, channel: str) -> BuiltCart:
    """The cart of a `CartInput`, for whoever asks. Raises BAD_ARGUMENT."""
    currency = cart.get("currency") or settings.VITRINE_CURRENCY
    picks = bool(cart.get("picks_coupons"))
    given = _read_codes(cart.get("coupons") or [])
    resolved = _resolve(given, context)
    coupons = (*resolved.codes, *(Coupon(code) for code in resolved.problems))
    held = (*coupons, *_find_wallet(context)) if picks else ()
    built = build_cart(
        _read_lines(cart["lines"]),
        at=context.at,
        shopper=describe_shopper(context.member, coupons=tuple(dict.fromkeys(held))),
        channel=channel,
        currency=currency,
        locale=locale,
        coupons=coupons,
        picks_coupons=picks,
        shipping=_read_shipping(cart.get("shipping"), currency),
        stage=cart["stage"].value if cart.get("stage") else "",
    )
    return replace(built, code_problems=resolved.problems)


def _resolve(codes: list[str], context: RequestContext) -> Resolved:
    shopper = describe_shopper(context.member).id if codes else ""
    return resolve_codes(codes, shopper=shopper, standing=find_standing(at=context.at), at=context.at)


def _find_wallet(context: RequestContext) -> tuple[Coupon, ...]:
    """What the member has taken, one query; nothing for a guest."""
    shopper = describe_shopper(context.member).id
    return find_wallet(shopper, standing=find_standing(at=context.at), at=context.at)


def _read_lines(given: list[dict[str, Any]]) -> list[Wanted]:
    if len(given) > MOST_LINES:
        raise _refuse("lines", f"has {len(given)} lines; {MOST_LINES} are the most.")
    lines = [Wanted(one.get("id") or one["sku"], one["sku"], one.get("quantity") or 0) for one in given]
    for place, line in enumerate(lines):
        if not 1 <= line.quantity <= MOST_PIECES:
            raise _refuse(f"lines[{place}].quantity", f"is {line.quantity}; 1 to {MOST_PIECES:,} can be ordered.")
        if len(line.sku) > _LONGEST_WORD or len(line.id) > _LONGEST_WORD:
            raise _refuse(f"lines[{place}]", f"has an id or a SKU of more than {_LONGEST_WORD} characters.")
    ids = [line.id for line in lines]
    for place, line_id in enumerate(ids):
        if line_id in ids[:place]:
            raise _refuse(f"lines[{place}].id", f"is {line_id!r}, as another line's: ids differ.")
    return lines


def _read_codes(given: list[str]) -> list[str]:
    codes = list(dict.fromkeys(code.strip() for code in given if code.strip()))
    if len(codes) > MOST_COUPONS or any(len(code) > _LONGEST_WORD for code in codes):
        raise _refuse("coupons", f"are at most {MOST_COUPONS} codes of {_LONGEST_WORD} characters.")
    return codes


def _read_shipping(amount: str | None, currency: str) -> int:
    try:
        minor = Money.parse(amount or "0", currency).minor
    except MoneyError as error:
        raise _refuse("shipping", f"{error}.") from None
    if minor < 0:
        raise _refuse("shipping", "is less than nothing.")
    return minor


def _refuse(field: str, reason: str) -> StorefrontError:
    return StorefrontError(Code.BAD_ARGUMENT, f"`cart.{field}` {reason}", argument=f"cart.{field}")
