"""Carts from JSON, checked: each error names its place."""

from __future__ import annotations

from typing import Any as Raw
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from campaigns.rules.fields import FieldError, Fields
from campaigns.rules.values import LAYERS, Cart, Coupon, Line, Mode, Shopper
from cms.money import count_decimals as decimals_of

MOST_LINES = 10_000


def count_decimals(raw: Raw) -> int:
    """The decimals of the cart's currency, before the rest is read. Raises FieldError."""
    currency = Fields(raw, "").text("currency", "CNY")
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise FieldError("currency", f"{currency!r} is no code of ISO 4217 such as CNY")
    return decimals_of(currency)


def read_cart(raw: Raw) -> Cart:
    """A cart without its rules, which `rules` holds. Raises FieldError."""
    decimals = count_decimals(raw)
    fields = Fields(raw, "", decimals)
    fields.take("rules")
    at = fields.instant("at")
    if at is None:
        raise fields.fail("at", "is missing")
    coupons = fields.take("coupons", [])
    picks = coupons == "best"
    cart = Cart(
        at=at,
        lines=_read_lines(fields),
        currency=fields.text("currency", "CNY"),
        decimals=decimals,
        shopper=_read_shopper(fields.child("shopper")),
        channel=fields.text("channel"),
        coupons=() if picks else _read_coupons(fields, "coupons"),
        picks_coupons=picks,
        shipping=fields.amount("shipping", 0) or 0,
        timezone=_read_timezone(fields),
        groups=_read_groups(fields.child("groups")),
        explains_all=fields.choice("explain", ("", "all"), "") == "all",
        stage=fields.choice("stage", ("", "deposit", "balance"), ""),
    )
    fields.finish()
    return cart


def _read_lines(fields: Fields) -> tuple[Line, ...]:
    lines: dict[str, Line] = {}
    for child in fields.children("lines"):
        if len(lines) == MOST_LINES:
            raise fields.fail("lines", f"are more than {MOST_LINES}")
        line = _read_line(child)
        if line.id in lines:
            raise child.fail("id", f"{line.id!r} is another line's already")
        lines[line.id] = line
    return tuple(lines[name] for name in sorted(lines))


def _read_line(fields: Fields) -> Line:
    identity = fields.require("id")
    if not isinstance(identity, str) or not identity:
        raise fields.fail("id", "has to be a text that is not empty")
    line = Line(
        id=identity,
        unit_price=fields.read_amount(fields.require("unit_price"), "unit_price"),
        quantity=fields.count("quantity", 1, least=0),
        sku=fields.text("sku"),
        product=fields.text("product"),
        categories=fields.names("categories") or frozenset(),
        brand=fields.text("brand"),
        tags=fields.names("tags") or frozenset(),
        floor=fields.amount("floor", 0) or 0,
    )
    fields.finish()
    return line


def _read_shopper(fields: Fields | None) -> Shopper:
    if fields is None:
        return Shopper()
    used = fields.child("used")
    shopper = Shopper(
        id=fields.text("id"),
        segments=fields.names("segments") or frozenset(),
        tier=fields.text("tier"),
        orders=fields.integer("orders"),
        used={name: used.count(name, 0, least=0) for name in used.list_names()} if used else {},
        coupons=_read_coupons(fields, "coupons"),
    )
    fields.finish()
    return shopper


def _read_coupons(fields: Fields, name: str) -> tuple[Coupon, ...]:
    value = fields.take(name, [])
    if not isinstance(value, list):
        raise fields.fail(name, "is not a list of codes")
    coupons: dict[Coupon, None] = {}
    for at, each in enumerate(value):
        if isinstance(each, str):
            coupons[Coupon(each)] = None
            continue
        child = Fields(each, f"{fields.locate(name)}[{at}]")
        child.require("code")
        coupons[Coupon(child.text("code"), child.text("rule"))] = None
        child.finish()
    return tuple(coupons)


def _read_timezone(fields: Fields) -> ZoneInfo | None:
    name = fields.text("timezone")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise fields.fail("timezone", f"{name!r} is no time zone such as Asia/Shanghai") from None


def _read_groups(fields: Fields | None) -> dict[str, Mode]:
    if fields is None:
        return {}
    modes = {name: Mode(fields.choice(name, tuple(Mode), Mode.BEST)) for name in fields.list_names()}
    for name in modes:
        if name.partition("/")[0] not in LAYERS or not name.partition("/")[2]:
            raise fields.fail(name, "is no group: LAYER/GROUP, such as order/default")
    return modes
