"""A rule book: rules in the order of work, found by what they need, and known by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any as Raw

from campaigns.rules.reading_rules import read_rules
from campaigns.rules.values import EVERYTHING, LAYERS, Cart, Coupon, Key, Kind, Layer, Rule, Target

_PLACES = {layer: place for place, layer in enumerate(LAYERS)}


@dataclass(frozen=True, slots=True)
class RuleBook:
    """`rules` by layer and rank. `needs` brings the places of rules that need a key, `always` of those that do not."""

    rules: tuple[Rule, ...]
    hash: str
    decimals: int
    needs: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    always: tuple[int, ...] = ()

    def find(self, cart: Cart, coupons: Sequence[Coupon]) -> dict[Layer, list[Rule]]:
        """By layer the rules that this cart may meet; with `explain: all` every rule.

        Those passed over would be skipped for their coupon, or for want of a line, and no decision tells of them.
        """
        if cart.explains_all:
            places: Iterable[int] = range(len(self.rules))
        else:
            found = set(self.always)
            for key in _list_keys(cart, coupons):
                found.update(self.needs.get(key, ()))
            places = sorted(found)
        by_layer: dict[Layer, list[Rule]] = {}
        for place in places:
            rule = self.rules[place]
            by_layer.setdefault(rule.layer, []).append(rule)
        return by_layer


def compile_rules(raw: Sequence[Raw], *, decimals: int, place: str = "rules") -> RuleBook:
    """The book of these rules, amounts read with `decimals`. Raises FieldError at the first that is wrong."""
    rules = sorted(read_rules(raw, place, decimals), key=lambda rule: (_PLACES[rule.layer], rule.rank))
    needs: dict[Key, list[int]] = {}
    always: list[int] = []
    for at, rule in enumerate(rules):
        keys = _find_needs(rule)
        if keys is None:
            always.append(at)
            continue
        for key in keys:
            needs.setdefault(key, []).append(at)
    return RuleBook(
        tuple(rules),
        hash_rules(raw),
        decimals,
        {key: tuple(places) for key, places in needs.items()},
        tuple(always),
    )


def hash_rules(raw: Sequence[Raw]) -> str:
    """SHA-256 of the rules as compact JSON with sorted keys, sorted by id."""
    rules = sorted(raw, key=lambda rule: rule["id"])
    text = json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _find_needs(rule: Rule) -> list[Key] | None:
    """Keys of which the cart has to have one, or the rule's decision would not be told; None where there are none."""
    if isinstance(rule.coupon, str):
        return [("coupon", rule.coupon)]
    if rule.coupon:
        return [("rule", rule.id)]
    if not _is_silent_without_lines(rule):
        return None
    return _find_target(rule).list_keys()


def _is_silent_without_lines(rule: Rule) -> bool:
    """Whether "no matching line" is the first reason there can be: limits, conditions and tiers come before it."""
    limits = rule.limits
    has_limit = limits.per_shopper is not None or (limits.total is not None and limits.total_used >= limits.total)
    is_conditional = rule.condition is not None
    return not has_limit and not is_conditional and rule.action.kind is not Kind.DEPOSIT


def _find_target(rule: Rule) -> Target:
    action = rule.action
    if action.kind is Kind.BUY_GET:
        return action.buy.target
    if action.kind is Kind.BUNDLE_PRICE:
        return action.parts[0].target
    return EVERYTHING if action.kind is Kind.ADD_ON_PRICE else action.target


def _list_keys(cart: Cart, coupons: Sequence[Coupon]) -> set[Key]:
    keys: set[Key] = set()
    for line in cart.lines:
        keys.update(line.list_keys())
    for coupon in coupons:
        keys.add(("coupon", coupon.code))
        if coupon.rule:
            keys.add(("rule", coupon.rule))
    return keys
