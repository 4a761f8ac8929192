"""percent, amount and set_price as a product's own price: unit by unit, on one line."""

from __future__ import annotations

from dataclasses import dataclass

from campaigns.rules.amounts import share_out, take_share
from campaigns.rules.price_actions import take_runs
from campaigns.rules.state import LineState, Run, State
from campaigns.rules.values import Kind, Rule


@dataclass(slots=True)
class ItemCut:
    """A line's units at their new prices; `amount` is what they cost less, `floored` what a floor refused."""

    line: LineState
    runs: tuple[Run, ...]
    amount: int
    floored: int = 0

    def apply(self, rule_id: str) -> None:
        self.line.runs = self.line.free = self.runs
        self.line.cost -= self.amount
        self.line.applied = (*self.line.applied, (rule_id, self.amount))


def list_item_cuts(rule: Rule, state: State) -> list[ItemCut]:
    """What the rule would do to each line that it means, on the prices of now."""
    return [cut_item(rule, one) for one in state.match(rule.action.target)]


def cut_item(rule: Rule, one: LineState, most: int | None = None) -> ItemCut:
    """The cut of one line, at most `most`."""
    if len(one.runs) == 1 and most is None and rule.action.max_quantity is None:
        # So it nearly always is: all units at one price, and nothing in the way.
        price, units = one.runs[0]
        cut = min(price, _cut_unit(rule, one, price))
        if cut * units <= one.room:
            return ItemCut(one, ((price - cut, units),), cut * units)
    chosen, rest = _choose(rule, one)
    cuts = [(price, min(price, _cut_unit(rule, one, price)), units) for price, units in chosen]
    wanted = sum(cut * units for _, cut, units in cuts)
    allowed = min(wanted, one.room)
    floored = wanted - allowed
    if most is not None:
        allowed = min(allowed, most)
    runs = _spread(cuts, allowed) if allowed < wanted else [(price - cut, units) for price, cut, units in cuts]
    return ItemCut(one, _merge([*runs, *rest]), allowed, floored)


def _choose(rule: Rule, one: LineState) -> tuple[list[Run], list[Run]]:
    """The units that count, and the others."""
    most = rule.action.max_quantity
    runs = sorted(one.runs, reverse=rule.action.select == "dearest")
    if most is None or most >= one.line.quantity:
        return runs, []
    chosen = list(take_runs(runs, most))
    rest = []
    passed = 0
    for price, units in runs:
        kept = units - max(0, min(units, most - passed))
        passed += units
        if kept:
            rest.append((price, kept))
    return chosen, rest


def _cut_unit(rule: Rule, one: LineState, price: int) -> int:
    action = rule.action
    base = one.line.unit_price if rule.is_original else price
    if action.kind is Kind.PERCENT:
        numerator, denominator = action.share
        return base - take_share(base, (denominator - numerator, denominator))
    if action.kind is Kind.AMOUNT:
        return action.value
    return max(base - action.value, 0)


def _spread(cuts: list[tuple[int, int, int]], allowed: int) -> list[Run]:
    """The units at prices that are `allowed` less in all, as evenly as whole minor units go."""
    wholes = [cut * units for _, cut, units in cuts]
    runs: list[Run] = []
    for (price, _, units), part in zip(cuts, share_out(allowed, wholes, wholes), strict=True):
        each, more = divmod(part, units)
        runs += [(price - each - 1, more), (price - each, units - more)]
    return runs


def _merge(runs: list[Run]) -> tuple[Run, ...]:
    merged: dict[int, int] = {}
    for price, units in runs:
        if units:
            merged[price] = merged.get(price, 0) + units
    return tuple(sorted(merged.items()))
