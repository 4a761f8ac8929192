"""PURE. What is missing for the next reduction, out of a quote: nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from campaigns.rules.amounts import parse_amount
from campaigns.rules.conditions import Threshold
from campaigns.rules.sentences import describe_missing
from campaigns.rules.values import Cart, Rule


@dataclass(frozen=True, slots=True)
class Hint:
    """How far the cart is from what `rule` gives, or gives more of where it `is_further`; `message` by language."""

    rule: Rule
    threshold: Threshold
    message: Mapping[str, str]
    is_further: bool

    @property
    def share(self) -> float:
        """How much of the way is gone, 0 to 1."""
        return min(self.threshold.observed / self.threshold.required, 1.0) if self.threshold.required else 1.0


def list_hints(quote: Mapping[str, Any], cart: Cart, rules: Mapping[str, Rule]) -> list[Hint]:
    """The hints of a quote of `cart`: rules that one threshold keeps out, and further tiers of those that apply."""
    hints = list(_list_hints(quote, cart, rules))
    return sorted(hints, key=lambda hint: (-hint.share, hint.rule.rank))


def _list_hints(quote: Mapping[str, Any], cart: Cart, rules: Mapping[str, Rule]) -> Iterator[Hint]:
    for decision in quote["decisions"]:
        rule = rules[decision["rule"]]
        if following := decision.get("next"):
            threshold = read_threshold(following, cart.decimals)
            told = _find_tier(rule, threshold.required)
            yield Hint(rule, threshold, describe_missing(told, threshold, cart), is_further=True)
        elif decision.get("reason") == "below_threshold" and len(decision["thresholds"]) == 1:
            threshold = read_threshold(decision, cart.decimals)
            yield Hint(rule, threshold, decision["message"], is_further=False)


def read_threshold(written: Mapping[str, Any], decimals: int) -> Threshold:
    """A threshold as quotes write it: amounts are text, pieces are numbers."""
    required, observed = written["required"], written["observed"]
    if isinstance(required, str):
        return Threshold(parse_amount(required, decimals), parse_amount(observed, decimals), is_amount=True)
    return Threshold(required, observed, is_amount=False)


def _find_tier(rule: Rule, required: int) -> Rule:
    """`rule` with the one tier that is next, which is the one to be told of."""
    tiers = tuple(tier for tier in rule.action.tiers if tier.threshold == required)
    return replace(rule, action=replace(rule.action, tiers=tiers)) if tiers else rule
