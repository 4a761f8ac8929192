"""Whether a condition holds, and if not, why: the reasons, and every threshold that fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from campaigns.rules.state import State
from campaigns.rules.values import (
    All,
    Any,
    AtLeast,
    Cart,
    Condition,
    FirstOrder,
    Not,
    OneOf,
    OrderCount,
    TimeBetween,
    is_between,
)

_REASONS = {
    "segment": "wrong_segment",
    "tier": "wrong_segment",
    "channel": "wrong_channel",
    "coupon": "coupon_missing",
    "weekday": "condition_not_met",
}


class Threshold(NamedTuple):
    """One that is not reached: in minor units where `is_amount`, else in pieces."""

    required: int
    observed: int
    is_amount: bool

    @property
    def missing(self) -> int:
        return self.required - self.observed


class Failure(NamedTuple):
    reason: str
    threshold: Threshold | None = None


def find_failures(condition: Condition, cart: Cart, codes: frozenset[str], state: State) -> list[Failure]:
    """Why `condition` does not hold; nothing where it does."""
    return list(_fail(condition, cart, codes, state))


def _fail(condition: Condition, cart: Cart, codes: frozenset[str], state: State) -> Iterator[Failure]:
    match condition:
        case All(conditions):
            for each in conditions:
                yield from _fail(each, cart, codes, state)
        case Any(conditions):
            failures: list[Failure] = []
            for each in conditions:
                failed = find_failures(each, cart, codes, state)
                if not failed:
                    return
                failures += failed
            yield from failures or [Failure("condition_not_met")]
        case Not(inner):
            if not find_failures(inner, cart, codes, state):
                yield Failure("condition_not_met")
        case AtLeast():
            observed = measure(condition, state)
            if observed < condition.number:
                threshold = Threshold(condition.number, observed, condition.measure == "amount")
                yield Failure("below_threshold", threshold)
        case OneOf(what, values):
            if values.isdisjoint(_read_facts(what, cart, codes)):
                yield Failure(_REASONS[what])
        case FirstOrder(is_wanted):
            if (cart.shopper.orders == 0) != is_wanted:
                yield Failure("condition_not_met")
        case OrderCount(ends):
            if cart.shopper.orders is None or not is_between(cart.shopper.orders, ends):
                yield Failure("condition_not_met")
        case TimeBetween(starts, ends):
            now = find_local_time(cart).time()
            holds = starts <= now < ends if starts <= ends else now >= starts or now < ends
            if not holds:
                yield Failure("condition_not_met")


def measure(condition: AtLeast, state: State) -> int:
    """What the threshold is compared with, now."""
    lines = state.match(condition.target)
    match condition.measure:
        case "amount":
            if condition.is_original:
                return sum(one.line.unit_price * one.line.quantity for one in lines)
            return sum(one.cost for one in lines)
        case "quantity":
            return sum(one.line.quantity for one in lines)
        case "line_quantity":
            return max((one.line.quantity for one in lines), default=0)
    return len({one.line.sku or one.line.id for one in lines})


def find_local_time(cart: Cart) -> datetime:
    """The cart's moment in its own time zone; without one, in that of the moment."""
    return cart.at.astimezone(cart.timezone) if cart.timezone else cart.at


def _read_facts(what: str, cart: Cart, codes: frozenset[str]) -> frozenset[str]:
    match what:
        case "segment":
            return cart.shopper.segments
        case "tier":
            return frozenset({cart.shopper.tier}) if cart.shopper.tier else frozenset()
        case "channel":
            return frozenset({cart.channel}) if cart.channel else frozenset()
        case "coupon":
            return codes
    return frozenset({str(find_local_time(cart).isoweekday())})
