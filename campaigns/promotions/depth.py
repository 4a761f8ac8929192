"""PURE. How deep the cut of a rule is at most, in percent of the price; None where prices would have to be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]
_WHOLE = Decimal(100)
# They give something beside the price, and cut none.
_BESIDE = frozenset({"gift", "points", "shipping"})


def measure_depth(rules: Iterable[Json], prices: Mapping[str, Decimal]) -> Decimal | None:
    """The deepest cut of all `rules`; `prices` are by SKU, of those a rule names."""
    deepest = Decimal(0)
    for rule in rules:
        depth = _measure(rule["action"], prices)
        if depth is None:
            return None
        deepest = max(deepest, depth)
    return deepest


def list_priced(rules: Iterable[Json]) -> set[str]:
    """The SKUs whose prices are needed."""
    actions = [rule["action"] for rule in rules]
    return {sku for action in actions if action["kind"] == "set_price" for sku in _list_skus(action)}


def _measure(action: Json, prices: Mapping[str, Decimal]) -> Decimal | None:
    kind = action["kind"]
    if kind in _BESIDE:
        return Decimal(0)
    if kind == "percent":
        return max(Decimal(one["value"]) for one in action.get("tiers") or [action])
    if kind == "amount":
        return _measure_amount(action)
    if kind == "buy_get":
        bought, got = (Decimal(action[part].get("quantity") or 1) for part in ("buy", "get"))
        return got * Decimal(action.get("percent") or 100) / (bought + got)
    if kind == "set_price":
        return _measure_price(action, prices)
    return None


def _measure_amount(action: Json) -> Decimal | None:
    """A cut from an amount on is at its deepest there."""
    steps = [(one["value"], one.get("amount_at_least")) for one in action.get("tiers") or ()]
    if every := action.get("every"):
        steps = [(action["value"], every["amount"])]
    if not steps or not all(threshold and Decimal(threshold) for _value, threshold in steps):
        return None
    return max(min(_WHOLE, Decimal(value) / Decimal(threshold) * _WHOLE) for value, threshold in steps)


def _measure_price(action: Json, prices: Mapping[str, Decimal]) -> Decimal | None:
    skus = _list_skus(action)
    if not skus or not all(prices.get(sku) for sku in skus):
        return None
    return max(_WHOLE - Decimal(action["value"]) / prices[sku] * _WHOLE for sku in skus)


def _list_skus(action: Json) -> list[str]:
    return list((action.get("target") or {}).get("skus") or ())
