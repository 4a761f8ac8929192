"""PURE. What several rules together want of a product: the first in order wins, the others are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from campaigns.shelving.rules.judging import judge
from campaigns.shelving.rules.values import OFF, ON, ROLE, SHELF, STAGE, Facts, Rule, Wish


def choose(rules: Sequence[Rule], facts: Facts, *, at: datetime, today: date) -> list[Wish]:
    """At most one wish of each kind, also where the product is so already: that keeps later rules from it."""
    wishes: dict[str, Wish] = {}
    for rule in rules:
        first = wishes.get(rule.kind)
        if first is not None and first.value == rule.value:
            continue
        reasons = judge(rule.conditions, facts, at=at, today=today)
        if reasons is None:
            continue
        if first is None:
            wishes[rule.kind] = Wish(rule.kind, rule.value, rule, reasons)
        else:
            wishes[rule.kind] = replace(first, overruled=(*first.overruled, rule))
    return list(wishes.values())


def is_change(wish: Wish, facts: Facts) -> bool:
    """Whether the product is not as wished, and could be."""
    match wish.kind, wish.value:
        case (kind, value) if kind == SHELF and value == ON:
            return facts.is_live and not facts.is_on_shelf and facts.can_return
        case (kind, value) if kind == SHELF and value == OFF:
            return facts.is_live and facts.is_on_shelf
        case (kind, value) if kind == STAGE:
            return facts.stage != value
        case (kind, value) if kind == ROLE:
            return facts.role != value
    return False
