"""Tries one rule on a cart as it is at this moment: limits, condition, action, budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from campaigns.rules.amounts import share_out, take_share
from campaigns.rules.conditions import Failure, find_failures
from campaigns.rules.effects import Effect, refuse
from campaigns.rules.outcomes import skip
from campaigns.rules.price_actions import finish, work_out_price
from campaigns.rules.state import State
from campaigns.rules.unit_actions import work_out_bundle, work_out_buy_get
from campaigns.rules.values import Cart, Coupon, Kind, Rule, Usage, count_microseconds


@dataclass(slots=True)
class Situation:
    """The cart with the coupons that count in this evaluation; `banned` rules lost before the work began."""

    cart: Cart
    coupons: tuple[Coupon, ...]
    banned: frozenset[str] = frozenset()
    codes: frozenset[str] = field(init=False)
    now: int = field(init=False)

    def __post_init__(self) -> None:
        self.codes = frozenset(coupon.code for coupon in self.coupons)
        self.now = count_microseconds(self.cart.at)

    def list_failures(self, rule: Rule) -> list[Failure]:
        """What keeps the rule out whatever is in the cart, budget aside."""
        failures = []
        if not rule.opens <= self.now < rule.closes:
            failures.append(Failure("outside_window"))
        if not rule.has_terms:
            return failures
        if rule.channels is not None and self.cart.channel not in rule.channels:
            failures.append(Failure("wrong_channel"))
        if rule.coupon is not None and not self._has_coupon(rule):
            failures.append(Failure("coupon_missing"))
        if self._is_used_up(rule):
            failures.append(Failure("limit_reached"))
        return failures

    def _has_coupon(self, rule: Rule) -> bool:
        if rule.coupon is True:
            return any(coupon.rule == rule.id for coupon in self.coupons)
        return any(coupon.code == rule.coupon and coupon.rule in ("", rule.id) for coupon in self.coupons)

    def _is_used_up(self, rule: Rule) -> bool:
        limits = rule.limits
        if limits.total is not None and _find_usage(rule, self.cart).total >= limits.total:
            return True
        if limits.per_shopper is None:
            return False
        shopper = self.cart.shopper
        return not shopper.id or shopper.used.get(rule.id, 0) >= limits.per_shopper


def try_rule(rule: Rule, situation: Situation, state: State) -> Effect:
    """What the rule would do now; nothing is changed."""
    failures = check(rule, situation, state)
    if failures:
        return skip(failures)
    key = id(rule.action), rule.is_original
    effect: Effect | None = state.effects.get(key)
    if effect is None:
        effect = state.effects[key] = _WORK[rule.action.kind](rule, state, None)
    if effect.reason:
        return effect
    remaining = find_remaining(rule, situation.cart)
    if remaining is not None and effect.amount > remaining:
        if not rule.clips_budget or not remaining:
            return refuse("budget_spent")
        effect = _WORK[rule.action.kind](rule, state, remaining)
        if effect.reason:
            return effect
    return refuse("beaten") if rule.id in situation.banned else effect


def check(rule: Rule, situation: Situation, state: State) -> Sequence[Failure]:
    """Every reason not to try it, at this moment."""
    if not rule.has_terms and rule.opens <= situation.now < rule.closes:
        return ()
    failures = situation.list_failures(rule)
    if rule.condition is not None:
        failures += find_failures(rule.condition, situation.cart, situation.codes, state)
    return failures


def find_remaining(rule: Rule, cart: Cart) -> int | None:
    """What is left of the budget; None without one."""
    budget = rule.limits.budget
    return None if budget is None else max(0, budget - _find_usage(rule, cart).budget)


def _find_usage(rule: Rule, cart: Cart) -> Usage:
    known = cart.usage.get(rule.id)
    return Usage(rule.limits.total_used, rule.limits.budget_used) if known is None else known


def _work_out_nothing(rule: Rule, state: State, most: int | None) -> Effect:
    """An offer to take, not taken by itself."""
    return Effect()


def _work_out_extra(rule: Rule, state: State, most: int | None) -> Effect:
    return Effect() if state.match(rule.action.target) else refuse("no_matching_line")


def _work_out_shipping(rule: Rule, state: State, most: int | None) -> Effect:
    action = rule.action
    if not state.match(action.target):
        return refuse("no_matching_line")
    cut = state.shipping - action.value if action.sets_price else take_share(state.shipping, action.share)
    for limit in (action.cap, most):
        if limit is not None:
            cut = min(cut, limit)
    return Effect(cut, shipping=cut) if cut > 0 else refuse("no_gain")


def _work_out_deposit(rule: Rule, state: State, most: int | None) -> Effect:
    """Nothing off while the deposit is paid; at the balance, what it is worth beyond itself."""
    action, cart = rule.action, state.cart
    lines = state.match(action.target)
    if not cart.stage:
        return refuse("condition_not_met")
    if not lines:
        return refuse("no_matching_line")
    if cart.stage == "deposit":
        return Effect()
    is_early = action.balance_from is not None and cart.at < action.balance_from
    if is_early or (action.balance_until is not None and cart.at >= action.balance_until):
        return refuse("outside_window")
    costs = [one.cost for one in lines]
    wanted = min((action.worth - action.deposit) * sum(one.line.quantity for one in lines), sum(costs))
    if most is not None:
        wanted = min(wanted, most)
    if not wanted:
        return Effect()
    return finish(lines, share_out(wanted, costs, [one.room for one in lines]), wanted)


_WORK: dict[Kind, Callable[[Rule, State, int | None], Effect]] = {
    Kind.PERCENT: work_out_price,
    Kind.AMOUNT: work_out_price,
    Kind.SET_PRICE: work_out_price,
    Kind.BUY_GET: work_out_buy_get,
    Kind.BUNDLE_PRICE: work_out_bundle,
    Kind.SHIPPING: _work_out_shipping,
    Kind.DEPOSIT: _work_out_deposit,
    Kind.GIFT: _work_out_extra,
    Kind.POINTS: _work_out_extra,
    Kind.ADD_ON_PRICE: _work_out_nothing,
}
