"""buy_get and bundle_price: rules that count units, each unit once in a layer.

Rounds that would be alike are taken together, so that a line of 6,000 units costs what a line of 6 costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.rules.amounts import split, take_share
from campaigns.rules.conditions import Threshold
from campaigns.rules.effects import Effect, refuse
from campaigns.rules.price_actions import finish
from campaigns.rules.state import Run, State
from campaigns.rules.values import Action, Rule, Target


@dataclass(slots=True)
class _Units:
    """Free units of one line at one price; `run_price` is what the item layer left."""

    place: int
    price: int
    run_price: int
    left: int


@dataclass(slots=True)
class _Pool:
    """The free units that a rule may count, by place; places are those of the state's lines."""

    places: list[int]
    units: list[_Units]

    def order(self, target: Target, state: State, *, is_dearest: bool) -> list[_Units]:
        """Those that `target` means, the dearest or the cheapest first, equals by line."""
        places = state.find_places(target)
        units = self.units
        if len(places) < len(self.places):
            meant = set(places)
            units = [each for each in units if each.place in meant]
        if is_dearest:
            return sorted(units, key=_by_dearest)
        return sorted(units, key=_by_cheapest)


def _by_dearest(units: _Units) -> tuple[int, int]:
    return -units.price, units.place


def _by_cheapest(units: _Units) -> tuple[int, int]:
    return units.price, units.place


_Plan = list[tuple[_Units, int]]


def work_out_buy_get(rule: Rule, state: State, most: int | None) -> Effect:
    """So many bought, so many got cheaper, round after round."""
    action = rule.action
    buy, get = action.buy, action.get
    if not state.match(buy.target) or not state.match(get.target):
        return refuse("no_matching_line")
    pool = _collect(rule, state, (buy.target, get.target), is_free=True)
    got = _play_buy_get(action, pool, state)
    if not got:
        everything = _collect(rule, state, (buy.target, get.target), is_free=False)
        if _play_buy_get(action, everything, state):
            return refuse("units_taken")
        return _describe_shortage(rule, state)
    total = take_share(sum(got.values()), action.share)
    return _finish(action, pool, state, got, total, most)


def _play_buy_get(action: Action, pool: _Pool, state: State) -> dict[int, int]:
    """By place the price of the got units; what was counted is gone from the pool."""
    bought = pool.order(action.buy.target, state, is_dearest=True)
    wanted = pool.order(action.get.target, state, is_dearest=action.select == "dearest")
    got: dict[int, int] = {}
    if sum(units.left for units in pool.units) < action.buy.quantity + 1:
        return got
    rounds = 0
    allowed = action.max_quantity
    last = _find_last_round(action)
    while (last is None or rounds < last) and allowed != 0:
        quantity = action.get.quantity if allowed is None else min(action.get.quantity, allowed)
        buying = _plan(bought, action.buy.quantity, {})
        getting = _plan(wanted, quantity, _count(buying)) if buying else None
        if not buying or not getting:
            break
        times = _count_repeats([*buying, *getting])
        if last is not None:
            times = min(times, last - rounds)
        if allowed is not None:
            times = min(times, max(1, allowed // action.get.quantity))
            allowed -= quantity * times
        for units, number in buying:
            units.left -= number * times
        for units, number in getting:
            units.left -= number * times
            got[units.place] = got.get(units.place, 0) + units.price * number * times
        rounds += times
    return got


def work_out_bundle(rule: Rule, state: State, most: int | None) -> Effect:
    """So many units, or one of each component, for a price together."""
    action = rule.action
    targets = [part.target for part in action.parts]
    if not all(state.match(target) for target in targets):
        return refuse("no_matching_line")
    pool = _collect(rule, state, targets, is_free=True)
    prices, total, is_dearer = _play_bundle(action, pool, state)
    if not prices:
        everything = _collect(rule, state, targets, is_free=False)
        if _play_bundle(action, everything, state)[0]:
            return refuse("units_taken")
        return refuse("no_gain") if is_dearer else _describe_shortage(rule, state)
    return _finish(action, pool, state, prices, total, most)


def _play_bundle(action: Action, pool: _Pool, state: State) -> tuple[dict[int, int], int, bool]:
    """By place the price of the bundled units, the discount, and whether a bundle would not have been cheaper."""
    prices: dict[int, int] = {}
    if sum(units.left for units in pool.units) < sum(part.quantity for part in action.parts):
        return prices, 0, False
    orders = [pool.order(part.target, state, is_dearest=True) for part in action.parts]
    total = rounds = 0
    last = _find_last_round(action)
    while last is None or rounds < last:
        plan: _Plan = []
        for part, order in zip(action.parts, orders, strict=True):
            taken = _plan(order, part.quantity, _count(plan))
            if taken is None:
                return prices, total, False
            plan += taken
        gain = sum(units.price * number for units, number in plan) - action.value
        if gain <= 0:
            return prices, total, True
        times = _count_repeats(plan) if last is None else min(_count_repeats(plan), last - rounds)
        for units, number in plan:
            units.left -= number * times
            prices[units.place] = prices.get(units.place, 0) + units.price * number * times
        total += gain * times
        rounds += times
    return prices, total, False


def _find_last_round(action: Action) -> int | None:
    return action.max_times if action.repeats else 1


def _collect(rule: Rule, state: State, targets: Sequence[Target], *, is_free: bool) -> _Pool:
    places = state.find_places(targets[0])
    if any(target is not targets[0] for target in targets):
        places = sorted({place for target in targets for place in state.find_places(target)})
    units = []
    for place in places:
        one = state.lines[place]
        for price, number in one.free if is_free else one.runs:
            units.append(_Units(place, one.line.unit_price if rule.is_original else price, price, number))
    return _Pool(places, units)


def _plan(order: list[_Units], quantity: int, planned: dict[int, int]) -> _Plan | None:
    """The first `quantity` units of `order` beyond those `planned`; None where there are not so many."""
    plan: _Plan = []
    for units in order:
        number = min(units.left - planned.get(id(units), 0), quantity)
        if number > 0:
            plan.append((units, number))
            quantity -= number
            if not quantity:
                return plan
    return None


def _count(plan: _Plan) -> dict[int, int]:
    counts: dict[int, int] = {}
    for units, number in plan:
        counts[id(units)] = counts.get(id(units), 0) + number
    return counts


def _count_repeats(plan: _Plan) -> int:
    """How often in a row the very same units would be taken."""
    counts = _count(plan)
    return min(units.left // counts[id(units)] for units, _ in plan)


def _finish(action: Action, pool: _Pool, state: State, prices: dict[int, int], total: int, most: int | None) -> Effect:
    for limit in (action.cap, most):
        if limit is not None:
            total = min(total, limit)
    places = sorted(prices)
    lines = [state.lines[place] for place in places]
    weights = [prices[place] for place in places]
    wanted = [min(part, one.cost) for part, one in zip(split(total, weights), lines, strict=True)]
    parts = [min(part, one.room) for part, one in zip(wanted, lines, strict=True)]
    effect = finish(lines, parts, sum(wanted))
    if effect.cuts:
        free: dict[int, list[Run]] = {place: [] for place in pool.places}
        for units in pool.units:
            if units.left:
                free[units.place].append((units.run_price, units.left))
        effect.used = [(state.lines[place], tuple(runs)) for place, runs in free.items()]
    return effect


def _describe_shortage(rule: Rule, state: State) -> Effect:
    """What is missing for one round, as far as it can be said in one number."""
    action = rule.action
    parts = action.parts or (action.buy, action.get)
    for part in parts:
        present = sum(one.line.quantity for one in state.match(part.target))
        if present < part.quantity:
            return refuse("below_threshold", threshold=Threshold(part.quantity, present, is_amount=False))
    together = {id(one): one.line.quantity for part in parts for one in state.match(part.target)}
    required = sum(part.quantity for part in parts)
    observed = min(sum(together.values()), required - 1)
    return refuse("below_threshold", threshold=Threshold(required, observed, is_amount=False))
