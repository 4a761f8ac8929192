"""percent, amount and set_price after the item layer: over all lines, each unit, or some units."""

from __future__ import annotations

from functools import partial

from campaigns.rules.amounts import share_out, split, take_share
from campaigns.rules.conditions import Threshold
from campaigns.rules.effects import Change, Effect, refuse
from campaigns.rules.state import LineState, Run, State
from campaigns.rules.values import Action, Kind, Rule, Share


def work_out_price(rule: Rule, state: State, most: int | None) -> Effect:
    """The effect of a price rule, at most `most` in all (None: without limit)."""
    action = rule.action
    lines = state.match(action.target)
    if not lines:
        return refuse("no_matching_line")
    value, share, following, failed = _choose_value(rule, lines)
    if failed is not None:
        return refuse("below_threshold", thresholds=[failed])
    most = _least(most, action.cap)
    if action.allocation == "across":
        effect = _cut_across(action.kind, value, share, lines, rule.is_original, most)
    else:
        effect = _cut_units(rule, value, share, lines, most)
    if following is not None and not effect.reason:
        effect.following = following
    return effect


def _choose_value(rule: Rule, lines: list[LineState]) -> tuple[int, Share, Threshold | None, Threshold | None]:
    """Value and share that hold, the next threshold, and the first where none is reached."""
    action = rule.action
    if action.tiers:
        is_amount = action.tiers_by == "amount"
        observed = _measure(rule.is_original, lines) if is_amount else sum(one.line.quantity for one in lines)
        reached = [tier for tier in action.tiers if observed >= tier.threshold]
        above = [tier for tier in action.tiers if observed < tier.threshold]
        following = Threshold(above[0].threshold, observed, is_amount) if above else None
        if not reached:
            return 0, (0, 1), None, following
        return reached[-1].value, reached[-1].share, following, None
    if action.every:
        observed = _measure(rule.is_original, lines)
        times = observed // action.every.amount
        if not times:
            return 0, (0, 1), None, Threshold(action.every.amount, observed, is_amount=True)
        if action.every.max_times is not None and times >= action.every.max_times:
            return action.value * action.every.max_times, (0, 1), None, None
        following = Threshold(action.every.amount * (times + 1), observed, is_amount=True)
        return action.value * times, (0, 1), following, None
    return action.value, action.share, None, None


def _measure(is_original: bool, lines: list[LineState]) -> int:
    return sum([_base(is_original, one) for one in lines])


def _base(is_original: bool, one: LineState) -> int:
    return one.line.unit_price * one.line.quantity if is_original else one.cost


def _cut_across(
    kind: Kind, value: int, share: Share, lines: list[LineState], is_original: bool, most: int | None
) -> Effect:
    """Once over all lines, in proportion to what each still costs; what a floor refuses goes to the others."""
    cost = room = 0
    for one in lines:
        cost += one.cost
        room += one.room
    base = _measure(is_original, lines) if is_original else cost
    if kind is Kind.AMOUNT:
        wanted = value
    elif kind is Kind.PERCENT:
        wanted = take_share(base, share)
    else:
        wanted = max(base - value, 0)
    if wanted > cost:
        wanted = cost
    if most is not None and wanted > most:
        wanted = most
    # Whatever one line refuses goes to the others: all that there is room for is taken.
    amount = min(wanted, room)
    if not amount:
        return refuse("floored" if wanted else "no_gain", floored=wanted)
    spread = _spread_freely if room == cost else _spread_where_room_is
    return Effect(amount, partial(spread, amount, lines), floored=wanted - amount)


def _spread_freely(amount: int, lines: list[LineState]) -> Change:
    """No part of an amount is more than its line's cost, so where no line has a floor there is room for all."""
    parts = split(amount, [one.cost for one in lines])
    return Change([(one, part) for one, part in zip(lines, parts, strict=True) if part])


def _spread_where_room_is(amount: int, lines: list[LineState]) -> Change:
    parts = share_out(amount, [one.cost for one in lines], [one.room for one in lines])
    return Change([(one, part) for one, part in zip(lines, parts, strict=True) if part])


def _cut_units(rule: Rule, value: int, share: Share, lines: list[LineState], most: int | None) -> Effect:
    """Unit by unit; what a floor refuses is lost."""
    action = rule.action
    picked = _pick_units(action, lines, rule.is_original)
    if action.kind is Kind.PERCENT:
        bases = [
            sum(price * units for price, units in runs) if runs is not None else _base(rule.is_original, one)
            for one, runs in zip(lines, picked, strict=True)
        ]
        total = take_share(sum(bases), share)
        wanted = split(total if most is None else min(total, most), bases)
    else:
        wanted, bases = _cut_each(rule, value, lines, picked)
        if most is not None and sum(wanted) > most:
            wanted = split(most, bases)
    wanted = [min(amount, one.cost) for amount, one in zip(wanted, lines, strict=True)]
    parts = [min(amount, one.room) for amount, one in zip(wanted, lines, strict=True)]
    return finish(lines, parts, sum(wanted))


def _cut_each(
    rule: Rule, value: int, lines: list[LineState], picked: list[tuple[Run, ...] | None]
) -> tuple[list[int], list[int]]:
    """Of an amount or a price: what is taken off each line, and what that is in proportion to."""
    is_price = rule.action.kind is Kind.SET_PRICE
    wanted, bases = [], []
    for one, runs in zip(lines, picked, strict=True):
        if runs is None:
            base = _base(rule.is_original, one)
            cut = base - value * one.line.quantity if is_price else value * one.line.quantity
        else:
            base = sum(price * units for price, units in runs)
            cut = sum((max(price - value, 0) if is_price else min(price, value)) * units for price, units in runs)
        wanted.append(min(max(cut, 0), base) if base else 0)
        bases.append(base)
    return wanted, bases


def _pick_units(action: Action, lines: list[LineState], is_original: bool) -> list[tuple[Run, ...] | None]:
    """For each line the units that count; None where all do, as the line costs now."""
    if action.max_quantity is None:
        return [None] * len(lines)
    is_dearest = action.select == "dearest"
    sources = [((one.line.unit_price, one.line.quantity),) if is_original else one.runs for one in lines]
    if action.allocation == "each":
        return [take_runs(_order(runs, is_dearest), action.max_quantity) for runs in sources]
    left = action.max_quantity
    chosen: list[list[Run]] = [[] for _ in lines]
    every = [(price, at, units) for at, runs in enumerate(sources) for price, units in runs]
    every.sort(key=lambda one: (-one[0] if is_dearest else one[0], one[1]))
    for price, at, units in every:
        taken = min(units, left)
        if taken:
            chosen[at].append((price, taken))
            left -= taken
    return [tuple(runs) for runs in chosen]


def _order(runs: tuple[Run, ...], is_dearest: bool) -> list[Run]:
    return sorted(runs, reverse=is_dearest)


def take_runs(runs: list[Run], quantity: int) -> tuple[Run, ...]:
    """The first `quantity` units of `runs`."""
    taken = []
    for price, units in runs:
        if quantity <= 0:
            break
        taken.append((price, min(units, quantity)))
        quantity -= units
    return tuple(taken)


def finish(lines: list[LineState], parts: list[int], wanted: int) -> Effect:
    """The effect of these parts of what was `wanted`; the rest is what floors refused."""
    change = Change([(one, part) for one, part in zip(lines, parts, strict=True) if part])
    amount = sum(parts)
    if not amount:
        return refuse("floored" if wanted else "no_gain", floored=wanted)
    return Effect(amount, lambda: change, floored=wanted - amount)


def _least(first: int | None, second: int | None) -> int | None:
    return second if first is None else first if second is None else min(first, second)
