"""What a rule does, from JSON: each kind with its own keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from campaigns.rules.fields import FieldError, Fields
from campaigns.rules.reading_targets import read_target
from campaigns.rules.values import (
    WITHOUT_MONEY,
    Action,
    Every,
    Kind,
    Layer,
    Part,
    Target,
    Tier,
)

_ITEM_KINDS = frozenset({Kind.PERCENT, Kind.AMOUNT, Kind.SET_PRICE})
_THRESHOLDS = {"amount_at_least": "amount", "quantity_at_least": "quantity"}


def read_action(fields: Fields, layer: Layer) -> Action:
    """What a rule of `layer` does. Raises FieldError."""
    if "kind" not in fields:
        raise fields.fail("kind", "is missing")
    kind = Kind(fields.choice("kind", tuple(Kind), ""))
    if (layer is Layer.ITEM and kind not in _ITEM_KINDS) or (
        (layer is Layer.SHIPPING) != (kind is Kind.SHIPPING) and kind not in WITHOUT_MONEY
    ):
        raise fields.fail("kind", f"{kind.value!r} has no place in the layer {layer.value!r}")
    if layer is Layer.SHIPPING and kind in WITHOUT_MONEY:
        raise fields.fail("kind", f"{kind.value!r} has no place in the layer {layer.value!r}")
    action = _READERS[kind](fields, kind, layer)
    fields.finish()
    return _share(action)


@lru_cache(maxsize=50_000)
def _share(action: Action) -> Action:
    """The same object for equal actions: on one cart they come to the same, and are worked out once."""
    return action


def _read_price(fields: Fields, kind: Kind, layer: Layer) -> Action:
    allocations = ("each",) if layer is Layer.ITEM else ("each", "across", "once")
    allocation = fields.choice("allocation", allocations, "each" if layer is Layer.ITEM else "across")
    most = fields.integer("max_quantity", least=1)
    if allocation == "across" and most is not None:
        raise fields.fail("max_quantity", 'goes with the allocations "each" and "once", not with "across"')
    tiers: tuple[Tier, ...] = ()
    tiers_by = ""
    every = None
    cap = None
    if layer is not Layer.ITEM:
        if kind in (Kind.AMOUNT, Kind.PERCENT):
            tiers, tiers_by = _read_tiers(fields, kind)
        if kind is Kind.AMOUNT:
            every = _read_every(fields.child("every"))
        cap = fields.amount("cap")
    if tiers and "value" in fields:
        raise fields.fail("value", "stands beside `tiers`: each tier has its own")
    if tiers and every:
        raise fields.fail("every", "stands beside `tiers`: one of them")
    value, share = 0, (0, 1)
    if not tiers:
        if kind is Kind.PERCENT:
            share = fields.percent("value")
        else:
            value = fields.read_amount(fields.require("value"), "value")
    return Action(
        kind,
        value=value,
        share=share,
        allocation=allocation,
        target=read_target(fields.child("target")),
        select=fields.choice("select", ("cheapest", "dearest"), "cheapest"),
        max_quantity=1 if allocation == "once" and most is None else most,
        tiers=tiers,
        tiers_by=tiers_by,
        every=every,
        cap=cap,
    )


def _read_tiers(fields: Fields, kind: Kind) -> tuple[tuple[Tier, ...], str]:
    tiers: list[Tier] = []
    kinds: set[str] = set()
    if fields.take("tiers") == []:
        raise fields.fail("tiers", "is empty")
    for child in fields.children("tiers"):
        given = [name for name in _THRESHOLDS if name in child]
        if len(given) != 1:
            raise FieldError(child.place, "needs either amount_at_least or quantity_at_least")
        kinds.add(given[0])
        threshold = child.amount(given[0]) if given[0] == "amount_at_least" else child.integer(given[0])
        if kind is Kind.PERCENT:
            tiers.append(Tier(threshold or 0, share=child.percent("value")))
        else:
            tiers.append(Tier(threshold or 0, value=child.read_amount(child.require("value"), "value")))
        child.finish()
    if len(kinds) > 1:
        raise fields.fail("tiers", "has thresholds of amount and of quantity: one kind a rule")
    if len({tier.threshold for tier in tiers}) < len(tiers):
        raise fields.fail("tiers", "has two tiers from the same threshold on")
    return tuple(sorted(tiers, key=lambda tier: tier.threshold)), _THRESHOLDS[kinds.pop()] if kinds else ""


def _read_every(fields: Fields | None) -> Every | None:
    if fields is None:
        return None
    amount = fields.read_amount(fields.require("amount"), "amount")
    if not amount:
        raise fields.fail("amount", "has to be more than nothing")
    every = Every(amount, fields.integer("max_times", least=1))
    fields.finish()
    return every


def _read_part(fields: Fields | None, default: Target) -> Part:
    if fields is None:
        return Part(1, default)
    target = fields.child("target")
    part = Part(fields.count("quantity"), default if target is None else read_target(target))
    fields.finish()
    return part


def _read_buy_get(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    target = read_target(fields.child("target"))
    return Action(
        kind,
        share=fields.percent("percent", (100, 100)),
        target=target,
        buy=_read_part(fields.child("buy"), target),
        get=_read_part(fields.child("get"), target),
        select=fields.choice("select", ("cheapest", "dearest"), "cheapest"),
        repeats=fields.truth("repeat", default=True),
        max_times=fields.integer("max_times", least=1),
        max_quantity=fields.integer("max_quantity", least=1),
        cap=fields.amount("cap"),
    )


def _read_bundle(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    target = read_target(fields.child("target"))
    value = fields.read_amount(fields.require("value"), "value")
    if "components" in fields:
        if "quantity" in fields:
            raise fields.fail("quantity", "stands beside `components`: each has its own")
        parts: Iterable[Part] = [_read_part(child, target) for child in fields.children("components")]
    else:
        fields.require("quantity")
        parts = [Part(fields.count("quantity"), target)]
    parts = tuple(parts)
    if not parts:
        raise fields.fail("components", "is empty")
    return Action(
        kind,
        value=value,
        target=target,
        parts=parts,
        repeats=fields.truth("repeat", default=True),
        max_times=fields.integer("max_times", least=1),
        cap=fields.amount("cap"),
    )


def _read_gift(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    fields.require("sku")
    return Action(
        kind, sku=fields.text("sku"), quantity=fields.count("quantity"), target=read_target(fields.child("target"))
    )


def _read_add_on(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    return Action(
        kind,
        value=fields.read_amount(fields.require("value"), "value"),
        quantity=fields.count("quantity"),
        target=read_target(fields.child("target")),
    )


def _read_shipping(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    if ("percent" in fields) == ("set_price" in fields):
        raise FieldError(fields.place, "needs either percent or set_price")
    cap = fields.amount("cap")
    if "percent" in fields:
        return Action(kind, share=fields.percent("percent"), cap=cap, target=read_target(fields.child("target")))
    price = fields.read_amount(fields.require("set_price"), "set_price")
    return Action(kind, value=price, sets_price=True, cap=cap, target=read_target(fields.child("target")))


def _read_deposit(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    deposit = fields.read_amount(fields.require("deposit"), "deposit")
    worth = fields.amount("worth", deposit) or 0
    if worth < deposit:
        raise fields.fail("worth", "is less than the deposit")
    return Action(
        kind,
        deposit=deposit,
        worth=worth,
        balance_from=fields.instant("balance_from"),
        balance_until=fields.instant("balance_until"),
        target=read_target(fields.child("target")),
    )


def _read_points(fields: Fields, kind: Kind, _layer: Layer) -> Action:
    value = fields.take("multiplier", "1")
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not text.replace(".", "", 1).isdecimal():
        raise fields.fail("multiplier", 'is not a number such as "2" or "1.5"')
    return Action(kind, multiplier=text, target=read_target(fields.child("target")))


_READERS = {
    Kind.PERCENT: _read_price,
    Kind.AMOUNT: _read_price,
    Kind.SET_PRICE: _read_price,
    Kind.BUY_GET: _read_buy_get,
    Kind.BUNDLE_PRICE: _read_bundle,
    Kind.GIFT: _read_gift,
    Kind.ADD_ON_PRICE: _read_add_on,
    Kind.SHIPPING: _read_shipping,
    Kind.DEPOSIT: _read_deposit,
    Kind.POINTS: _read_points,
}
