"""PURE. From what a promotion's form holds to the rules it means, in the JSON of `campaigns.rules`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from campaigns.promotions.composing_targets import (
    Json,
    Raw,
    Word,
    list_items,
    make_condition,
    make_target,
    prune,
    write_amount,
    write_optional,
)

USUAL_LAYERS = {
    "set_price": "item",
    "price_list": "item",
    "bundle_price": "line",
    "bundle_set": "line",
    "buy_get": "line",
    "shipping": "shipping",
}
"""The layer of each kind of action that has one of its own; the others work on the order, or as a coupon."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds. `action` and `conditions` are raw blocks, amounts in the major unit."""

    key: str
    name: str
    action: Raw
    conditions: Sequence[Raw] = ()
    layer: str = ""
    group: str = "default"
    priority: int = 0
    is_exclusive: bool = False
    is_original: bool = False
    stacks_with_coupons: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    channels: Sequence[str] = ()
    coupon: str | bool | None = None
    limit_total: int | None = None
    limit_per_shopper: int | None = None
    budget: Decimal | None = None
    clips_budget: bool = False
    funding: Sequence[Raw] = ()


@dataclass(slots=True)
class _Composer:
    draft: Draft
    words: Mapping[str, Word] = field(default_factory=dict)

    def compose(self) -> list[Json]:
        kind, value = self.draft.action["type"], self.draft.action.get("value") or {}
        if kind == "price_list":
            return [self._compose_price(row) for row in list_items(value.get("prices"))]
        return [self._compose_rule(self.draft.key, getattr(self, f"_make_{kind}")(value), self.draft.limit_total)]

    def _compose_price(self, row: Raw) -> Json:
        sku = row["sku"].strip()
        action = prune(
            {
                "kind": "set_price",
                "value": write_amount(row["price"]),
                "max_quantity": row.get("max_quantity"),
                "target": {"skus": [sku]},
            }
        )
        return self._compose_rule(f"{self.draft.key}/{sku}", action, row.get("orders") or self.draft.limit_total)

    def _compose_rule(self, key: str, action: Json, limit_total: int | None) -> Json:
        draft = self.draft
        limits = prune(
            {
                "total": limit_total,
                "per_shopper": draft.limit_per_shopper,
                "budget": write_amount(draft.budget) if draft.budget is not None else None,
            }
        )
        rule = {
            "id": key,
            "name": draft.name,
            "layer": find_layer(draft),
            "group": draft.group,
            "priority": draft.priority,
            "exclusive": draft.is_exclusive or None,
            "base": "original" if draft.is_original else None,
            "stackable_with_coupons": None if draft.stacks_with_coupons else False,
            "starts_at": draft.starts_at.isoformat() if draft.starts_at else None,
            "ends_at": draft.ends_at.isoformat() if draft.ends_at else None,
            "channels": sorted(draft.channels) or None,
            "coupon": draft.coupon,
            "condition": make_condition(draft.conditions, self.words),
            "action": action,
            "limits": limits or None,
            "over_budget": "clip" if draft.clips_budget and draft.budget is not None else None,
            "funding": {row["payer"]: write_amount(row["share"]) for row in draft.funding} or None,
        }
        return prune(rule)

    # What each block of an action means.

    def _make_amount(self, value: Raw) -> Json:
        return self._make_price("amount", value)

    def _make_percent(self, value: Raw) -> Json:
        return self._make_price("percent", value)

    def _make_price(self, kind: str, value: Raw) -> Json:
        is_item = find_layer(self.draft) == "item"
        allocation = value.get("allocation") or "across"
        # A product's own price is always that of each piece.
        by_piece = is_item or allocation != "across"
        return prune(
            {
                "kind": kind,
                "value": write_amount(value["value"]),
                "allocation": "each" if is_item else allocation,
                "max_quantity": value.get("max_quantity") if by_piece else None,
                "select": value.get("select") if by_piece else None,
                "cap": None if is_item else write_optional(value.get("cap")),
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_amount_tiers(self, value: Raw) -> Json:
        return self._make_tiers("amount", value)

    def _make_percent_tiers(self, value: Raw) -> Json:
        return self._make_tiers("percent", value)

    def _make_tiers(self, kind: str, value: Raw) -> Json:
        by_quantity = value.get("by") == "quantity"
        tiers = [
            {"quantity_at_least": int(Decimal(str(row["threshold"]))), "value": write_amount(row["value"])}
            if by_quantity
            else {"amount_at_least": write_amount(row["threshold"]), "value": write_amount(row["value"])}
            for row in list_items(value.get("tiers"))
        ]
        return prune(
            {
                "kind": kind,
                "tiers": tiers,
                "cap": write_optional(value.get("cap")),
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_amount_every(self, value: Raw) -> Json:
        every = prune({"amount": write_amount(value["every"]), "max_times": value.get("max_times")})
        return prune(
            {
                "kind": "amount",
                "value": write_amount(value["value"]),
                "every": every,
                "cap": write_optional(value.get("cap")),
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_set_price(self, value: Raw) -> Json:
        return prune(
            {
                "kind": "set_price",
                "value": write_amount(value["value"]),
                "allocation": "each",
                "max_quantity": value.get("max_quantity"),
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_bundle_price(self, value: Raw) -> Json:
        return prune(
            {
                "kind": "bundle_price",
                "quantity": value["quantity"],
                "value": write_amount(value["value"]),
                "target": make_target(value.get("target"), self.words),
                **_make_rounds(value),
            }
        )

    def _make_bundle_set(self, value: Raw) -> Json:
        parts = [
            prune({"quantity": row.get("quantity") or 1, "target": make_target(row.get("target"), self.words)})
            for row in list_items(value.get("components"))
        ]
        return prune(
            {
                "kind": "bundle_price",
                "components": parts,
                "value": write_amount(value["value"]),
                **_make_rounds(value),
            }
        )

    def _make_buy_get(self, value: Raw) -> Json:
        buy = make_target(value.get("buy"), self.words)
        get = make_target(value.get("get"), self.words) if value.get("get_differs") else buy
        return prune(
            {
                "kind": "buy_get",
                "buy": prune({"quantity": value.get("buy_quantity") or 1, "target": buy}),
                "get": prune({"quantity": value.get("get_quantity") or 1, "target": get}),
                "percent": write_optional(value.get("percent")),
                "select": value.get("select"),
                **_make_rounds(value),
            }
        )

    def _make_gift(self, value: Raw) -> Json:
        return prune(
            {
                "kind": "gift",
                "sku": value["sku"].strip(),
                "quantity": value.get("quantity") or 1,
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_add_on_price(self, value: Raw) -> Json:
        return prune(
            {
                "kind": "add_on_price",
                "value": write_amount(value["value"]),
                "quantity": value.get("quantity") or 1,
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_shipping(self, value: Raw) -> Json:
        by = value.get("by") or "free"
        amount = "100" if by == "free" else write_amount(value["value"])
        return prune(
            {
                "kind": "shipping",
                "set_price" if by == "price" else "percent": amount,
                "cap": write_optional(value.get("cap")),
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_deposit(self, value: Raw) -> Json:
        return prune(
            {
                "kind": "deposit",
                "deposit": write_amount(value["deposit"]),
                "worth": write_amount(value["worth"]),
                "balance_from": _write_instant(value.get("balance_from")),
                "balance_until": _write_instant(value.get("balance_until")),
                "target": make_target(value.get("target"), self.words),
            }
        )

    def _make_points(self, value: Raw) -> Json:
        return prune(
            {
                "kind": "points",
                "multiplier": write_amount(value["multiplier"]),
                "target": make_target(value.get("target"), self.words),
            }
        )


def compose_rules(draft: Draft, words: Mapping[str, Word]) -> list[Json]:
    """The rules that `draft` means: one, or one a SKU for a list of prices; `words` say what listed words stand for."""
    return _Composer(draft, words).compose()


def find_layer(draft: Draft) -> str:
    """The layer that was chosen, else the usual one of its kind; a coupon's reduction is a coupon's."""
    usual = USUAL_LAYERS.get(draft.action["type"], "coupon" if draft.coupon else "order")
    return draft.layer or usual


def _write_instant(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, datetime) else value or None


def _make_rounds(value: Raw) -> Json:
    repeats = value.get("repeats", True)
    return {"repeat": None if repeats else False, "max_times": value.get("max_times") if repeats else None}
