"""PURE. Whether a rule may apply to this shopper here and now, before anything is in a cart."""

from __future__ import annotations

from dataclasses import replace

from campaigns.rules.conditions import find_failures
from campaigns.rules.state import State
from campaigns.rules.values import All, Any, AtLeast, Cart, Condition, Not, OneOf, Rule

_NO_CODES: frozenset[str] = frozenset()


class Circumstances:
    """A shopper, a channel and an instant, asked about many rules: `cart` says who, where and when."""

    def __init__(self, cart: Cart) -> None:
        self.cart = replace(cart, lines=())
        self._state = State.start(self.cart)
        self._known: dict[str, bool] = {}

    def may_apply(self, rule: Rule) -> bool:
        """Whether the shopper can still bring it about: what is in the cart, coupons and signing in aside.

        Its window is not looked at: what is announced has not begun.
        """
        known = self._known.get(rule.id)
        if known is None:
            known = self._known[rule.id] = self._judge_rule(rule)
        return known

    def _judge_rule(self, rule: Rule) -> bool:
        cart = self.cart
        if rule.channels is not None and cart.channel not in rule.channels:
            return False
        if self._is_used_up(rule):
            return False
        return rule.condition is None or self._judge(rule.condition) is not False

    def _is_used_up(self, rule: Rule) -> bool:
        limits, usage, shopper = rule.limits, self.cart.usage.get(rule.id), self.cart.shopper
        used, spent = (usage.total, usage.budget) if usage else (limits.total_used, limits.budget_used)
        if limits.total is not None and used >= limits.total:
            return True
        if limits.budget is not None and spent >= limits.budget:
            return True
        # A guest may sign in; who has used it up cannot do anything about it.
        return limits.per_shopper is not None and shopper.used.get(rule.id, 0) >= limits.per_shopper

    def _judge(self, condition: Condition) -> bool | None:
        """Whether it holds; None where that depends on the cart, or on a coupon."""
        match condition:
            case All(conditions):
                answers = [self._judge(each) for each in conditions]
                return False if False in answers else None if None in answers else True
            case Any(conditions):
                answers = [self._judge(each) for each in conditions]
                return True if True in answers else None if None in answers else False
            case Not(inner):
                answer = self._judge(inner)
                return None if answer is None else not answer
            case AtLeast() | OneOf("coupon"):
                return None
        return not find_failures(condition, self.cart, _NO_CODES, self._state)
