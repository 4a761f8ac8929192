"""buy_get and bundle_price: rules that count units, each unit once in a layer.

Rounds that would be alike are taken together, so that a line of 6,000 units costs what a line of 6 costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from campaigns.rules.amounts import split, take_share
from campaigns.rules.conditions import Threshold
from campaigns.rules.effects import Change, Effect, refuse
from campaigns.rules.pools import Pool, find_full_pool, find_pool
from campaigns.rules.state import State
from campaigns.rules.values import Action, Rule

_Taken = list[tuple[int, int]]
"""Which of a pool's units, and how many of them."""


@dataclass(slots=True)
class _Play:
    """What some rounds have come to: by place the price of the units that are discounted, and what is left of all."""

    left: list[int]
    prices: dict[int, int] = field(default_factory=dict)
    discount: int = 0
    is_dearer: bool = False
    """Whether it ended because a further bundle would not be cheaper."""


def has_units(rule: Rule, state: State) -> bool:
    """Whether so many units are free as one round takes: without, there is no need to try."""
    action = rule.action
    return find_pool(action.counted, state, is_original=rule.is_original).total >= action.needed


def work_out_buy_get(rule: Rule, state: State, most: int | None) -> Effect:
    """So many bought, so many got cheaper, round after round."""
    action = rule.action
    targets = action.counted
    for target in targets:
        if not state.match(target):
            return refuse("no_matching_line")
    pool = find_pool(targets, state, is_original=rule.is_original)
    play = _play_buy_get(action, pool, state, _find_last_round(action))
    if play is None or not play.prices:
        everything = find_full_pool(targets, state, is_original=rule.is_original)
        whole = _play_buy_get(action, everything, state, 1)
        if whole is not None and whole.prices:
            return refuse("units_taken")
        return _describe_shortage(action, everything, state)
    return _conclude(action, pool, state, play, take_share(sum(play.prices.values()), action.share), most)


def _play_buy_get(action: Action, pool: Pool, state: State, last: int | None) -> _Play | None:
    """At most `last` rounds; None where there are too few units for one."""
    if pool.total < action.needed:
        return None
    bought = pool.order(action.buy.target, state, is_dearest=True)
    wanted = pool.order(action.get.target, state, is_dearest=action.select == "dearest")
    play = _Play(pool.counts[:])
    left, prices = play.left, play.prices
    allowed = action.max_quantity
    rounds = 0
    while (last is None or rounds < last) and allowed != 0:
        quantity = action.get.quantity if allowed is None else min(action.get.quantity, allowed)
        buying = _take(bought, left, action.buy.quantity)
        if buying is None:
            break
        getting = _take(wanted, left, quantity)
        if getting is None:
            _put_back(buying, left)
            break
        times = _take_alike(buying + getting, left, None if last is None else last - rounds, allowed, quantity)
        if allowed is not None:
            allowed -= quantity * times
        for at, number in getting:
            units = pool.units[at]
            prices[units.place] = prices.get(units.place, 0) + units.price * number * times
        rounds += times
    return play


def work_out_bundle(rule: Rule, state: State, most: int | None) -> Effect:
    """So many units, or one of each component, for a price together."""
    action = rule.action
    targets = action.counted
    for target in targets:
        if not state.match(target):
            return refuse("no_matching_line")
    pool = find_pool(targets, state, is_original=rule.is_original)
    play = _play_bundle(action, pool, state, _find_last_round(action))
    if play is None or not play.prices:
        everything = find_full_pool(targets, state, is_original=rule.is_original)
        whole = _play_bundle(action, everything, state, 1)
        if whole is not None and whole.prices:
            return refuse("units_taken")
        if play is not None and play.is_dearer:
            return refuse("no_gain")
        return _describe_shortage(action, everything, state)
    return _conclude(action, pool, state, play, play.discount, most)


def _play_bundle(action: Action, pool: Pool, state: State, last: int | None) -> _Play | None:
    """At most `last` rounds; None where there are too few units for one."""
    if pool.total < action.needed:
        return None
    orders = [(pool.order(part.target, state, is_dearest=True), part.quantity) for part in action.parts]
    play = _Play(pool.counts[:])
    left, prices = play.left, play.prices
    rounds = 0
    while last is None or rounds < last:
        taken = _take_each(orders, left)
        if taken is None:
            return play
        gain = -action.value
        for at, number in taken:
            gain += pool.units[at].price * number
        if gain <= 0:
            _put_back(taken, left)
            play.is_dearer = True
            return play
        times = _take_alike(taken, left, None if last is None else last - rounds)
        for at, number in taken:
            units = pool.units[at]
            prices[units.place] = prices.get(units.place, 0) + units.price * number * times
        play.discount += gain * times
        rounds += times
    return play


def _find_last_round(action: Action) -> int | None:
    return action.max_times if action.repeats else 1


def _take(order: Sequence[int], left: list[int], quantity: int) -> _Taken | None:
    """The first `quantity` units of `order` that are left, taken; None, and none taken, where there are not so many."""
    taken: _Taken = []
    for at in order:
        number = left[at]
        if number:
            if number > quantity:
                number = quantity
            left[at] -= number
            taken.append((at, number))
            quantity -= number
            if not quantity:
                return taken
    _put_back(taken, left)
    return None


def _take_each(orders: list[tuple[list[int], int]], left: list[int]) -> _Taken | None:
    """So many of each order's units; None, and none taken, where one has not so many."""
    taken: _Taken = []
    for order, quantity in orders:
        more = _take(order, left, quantity)
        if more is None:
            _put_back(taken, left)
            return None
        taken += more
    return taken


def _put_back(taken: _Taken, left: list[int]) -> None:
    for at, number in taken:
        left[at] += number


def _take_alike(taken: _Taken, left: list[int], last: int | None, allowed: int | None = None, quantity: int = 1) -> int:
    """Take the very same units as often as there are more; how often in all, the time they were taken included."""
    for at, number in taken:
        if left[at] < number:
            return 1
    counts: dict[int, int] = {}
    for at, number in taken:
        counts[at] = counts.get(at, 0) + number
    times = 1 + min([left[at] // number for at, number in counts.items()])
    if last is not None:
        times = min(times, last)
    if allowed is not None:
        times = min(times, max(1, allowed // quantity))
    for at, number in counts.items():
        left[at] -= number * (times - 1)
    return times


def _conclude(action: Action, pool: Pool, state: State, play: _Play, total: int, most: int | None) -> Effect:
    """The effect of `total` off the discounted units, as far as lines have room."""
    for limit in (action.cap, most):
        if limit is not None and limit < total:
            total = limit
    if not total:
        return refuse("no_gain")
    lines = state.lines
    for place, price in play.prices.items():
        if lines[place].room < price:
            break
    else:
        # No line's part is more than its units' price: the whole has room, and is shared out when it is taken.
        return Effect(total, partial(_spread_whole, pool, state, play, total))
    change, wanted = _spread(pool, state, play, total)
    amount = sum(part for _, part in change.cuts)
    if not amount:
        return refuse("floored" if wanted else "no_gain", floored=wanted)
    return Effect(amount, lambda: change, floored=wanted - amount)


def _spread_whole(pool: Pool, state: State, play: _Play, total: int) -> Change:
    return _spread(pool, state, play, total)[0]


def _spread(pool: Pool, state: State, play: _Play, total: int) -> tuple[Change, int]:
    """`total` over the lines by the price of their discounted units, and how much of it they still cost."""
    places = sorted(play.prices)
    lines = [state.lines[place] for place in places]
    shares = split(total, [play.prices[place] for place in places])
    wanted = [min(part, one.cost) for part, one in zip(shares, lines, strict=True)]
    cuts = [(one, min(part, one.room)) for part, one in zip(wanted, lines, strict=True)]
    change = Change([cut for cut in cuts if cut[1]], pool.list_free(play.left, state))
    return change, sum(wanted)


def _describe_shortage(action: Action, everything: Pool, state: State) -> Effect:
    """What is missing for one round, as far as it can be said in one number."""
    parts = action.parts or (action.buy, action.get)
    present = everything.total
    for part in parts:
        if len(action.counted) > 1:
            present = sum([one.line.quantity for one in state.match(part.target)])
        if present < part.quantity:
            return refuse("below_threshold", thresholds=[Threshold(part.quantity, present, is_amount=False)])
    required = sum([part.quantity for part in parts])
    observed = min(everything.total, required - 1)
    return refuse("below_threshold", thresholds=[Threshold(required, observed, is_amount=False)])
