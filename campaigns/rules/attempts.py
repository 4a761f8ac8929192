"""Tries one rule on a cart as it is at this moment: limits, condition, action, budget."""

from __future__ import annotations

from dataclasses import dataclass, field

from campaigns.rules.amounts import share_out, take_share
from campaigns.rules.conditions import Failure, find_failures
from campaigns.rules.effects import Effect, refuse
from campaigns.rules.outcomes import Outcome, conclude, skip
from campaigns.rules.price_actions import finish, work_out_price
from campaigns.rules.state import State
from campaigns.rules.unit_actions import work_out_bundle, work_out_buy_get
from campaigns.rules.values import Cart, Coupon, Kind, Rule, Usage


@dataclass(slots=True)
class Situation:
    """The cart with the coupons that count in this evaluation; `banned` rules lost before the work began."""

    cart: Cart
    coupons: tuple[Coupon, ...]
    banned: frozenset[str] = frozenset()
    codes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.codes = frozenset(coupon.code for coupon in self.coupons)

    def list_failures(self, rule: Rule) -> list[Failure]:
        """What keeps the rule out whatever is in the cart, budget aside."""
        cart = self.cart
        failures = []
        if (rule.starts_at and cart.at < rule.starts_at) or (rule.ends_at and cart.at >= rule.ends_at):
            failures.append(Failure("outside_window"))
        if rule.channels is not None and cart.channel not in rule.channels:
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


@dataclass(slots=True)
class Attempt:
    """An outcome, and the effect behind it where the rule would apply."""

    outcome: Outcome
    effect: Effect | None = None

    @property
    def applies(self) -> bool:
        return self.effect is not None

    def commit(self, state: State) -> Outcome:
        assert self.effect is not None  # noqa: S101 - only what applies is taken
        self.effect.apply(state, self.outcome.rule.id)
        return self.outcome


def try_rule(rule: Rule, situation: Situation, state: State) -> Attempt:
    """What the rule would do now; nothing is changed."""
    failures = check(rule, situation, state)
    if failures:
        return Attempt(skip(rule, failures))
    effect = _work_out(rule, situation, state, None)
    remaining = find_remaining(rule, situation.cart)
    if not effect.reason and remaining is not None and effect.amount > remaining:
        if rule.clips_budget and remaining > 0:
            effect = _work_out(rule, situation, state, remaining)
        else:
            effect = refuse("budget_spent")
    if effect.reason:
        return Attempt(conclude(rule, effect))
    if rule.id in situation.banned:
        return Attempt(Outcome(rule, reason="beaten"))
    return Attempt(conclude(rule, effect), effect)


def check(rule: Rule, situation: Situation, state: State) -> list[Failure]:
    """Every reason not to try it, at this moment."""
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


def _work_out(rule: Rule, situation: Situation, state: State, most: int | None) -> Effect:
    match rule.action.kind:
        case Kind.PERCENT | Kind.AMOUNT | Kind.SET_PRICE:
            return work_out_price(rule, state, most)
        case Kind.BUY_GET:
            return work_out_buy_get(rule, state, most)
        case Kind.BUNDLE_PRICE:
            return work_out_bundle(rule, state, most)
        case Kind.SHIPPING:
            return _work_out_shipping(rule, state, most)
        case Kind.DEPOSIT:
            return _work_out_deposit(rule, situation.cart, state, most)
        case Kind.GIFT | Kind.POINTS:
            return Effect() if state.match(rule.action.target) else refuse("no_matching_line")
    return Effect()


def _work_out_shipping(rule: Rule, state: State, most: int | None) -> Effect:
    action = rule.action
    if not state.match(action.target):
        return refuse("no_matching_line")
    cut = state.shipping - action.value if action.sets_price else take_share(state.shipping, action.share)
    for limit in (action.cap, most):
        if limit is not None:
            cut = min(cut, limit)
    return Effect(shipping=cut) if cut > 0 else refuse("no_gain")


def _work_out_deposit(rule: Rule, cart: Cart, state: State, most: int | None) -> Effect:
    """Nothing off while the deposit is paid; at the balance, what it is worth beyond itself."""
    action = rule.action
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
