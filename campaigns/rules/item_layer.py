"""The item layer: what a product itself costs, decided line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from campaigns.rules.attempts import Situation, check, find_remaining
from campaigns.rules.item_actions import ItemCut, cut_item, list_item_cuts
from campaigns.rules.outcomes import Outcome, conclude, skip
from campaigns.rules.state import LineState, State
from campaigns.rules.values import Layer, Mode, Rule


def run_item_layer(rules: Sequence[Rule], situation: Situation, state: State) -> list[Outcome]:
    """Apply the layer's rules, in rank order, to `state`; one outcome a rule.

    A rule that would overrun its budget is refused whole, so the layer is worked out again without it.
    """
    refused: set[str] = set()
    while True:
        trial = state.copy()
        work = _Work(situation, trial, refused)
        work.run(rules)
        over = work.find_overrun(rules)
        if over is None:
            state.take_over(trial)
            return [work.conclude(rule) for rule in rules]
        refused.add(over.id)


_Rival = tuple[int, tuple[int, str], Rule]
"""A rule that competes for a line, by its discount and then its rank: the best is the least."""


@dataclass(slots=True)
class _Record:
    """What happened to one rule: sums over its lines."""

    amount: int = 0
    floored: int = 0
    could_gain: bool = False
    was_excluded: bool = False
    was_beaten: bool = False
    outcome: Outcome | None = None
    """Set where it was out before any line was looked at."""


@dataclass(slots=True)
class _Work:
    situation: Situation
    state: State
    refused: set[str]
    records: dict[str, _Record] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)

    def run(self, rules: Sequence[Rule]) -> None:
        exclusive = [rule for rule in rules if rule.is_exclusive]
        open_rules = [rule for rule in exclusive if self._is_open(rule)]
        start = self.state.copy() if open_rules else self.state
        for rule in open_rules:
            for cut in list_item_cuts(rule, start):
                self._try_exclusive(rule, cut)
        others = [rule for rule in rules if not rule.is_exclusive]
        for name in sorted({rule.group for rule in others}):
            group = [rule for rule in others if rule.group == name]
            mode = self.situation.cart.groups.get(f"{Layer.ITEM}/{name}", Mode.BEST)
            if mode is Mode.STACK or len(group) == 1:
                for rule in group:
                    if self._is_open(rule):
                        for one in self.state.match(rule.action.target):
                            self._take_if_open(rule, one)
            else:
                self._compete([rule for rule in group if self._is_open(rule)], mode)

    def _is_open(self, rule: Rule) -> bool:
        """Whether its condition holds now; if not, its outcome is noted."""
        record = self.records.setdefault(rule.id, _Record())
        failures = check(rule, self.situation, self.state)
        if failures:
            record.outcome = conclude(rule, skip(failures))
        elif not self.state.match(rule.action.target):
            record.outcome = Outcome(rule, reason="no_matching_line")
        elif rule.id in self.refused:
            record.outcome = Outcome(rule, reason="budget_spent")
        elif rule.id in self.situation.banned:
            record.outcome = Outcome(rule, reason="beaten")
        return record.outcome is None

    def _try_exclusive(self, rule: Rule, at_start: ItemCut) -> None:
        record = self.records[rule.id]
        if at_start.line.line.id in self.closed:
            record.was_excluded |= at_start.amount > 0
            return
        one = next(each for each in self.state.lines if each.line.id == at_start.line.line.id)
        if self._take(rule, one):
            self.closed.add(one.line.id)

    def _take_if_open(self, rule: Rule, one: LineState) -> None:
        if one.line.id not in self.closed:
            self._take(rule, one)
        elif cut_item(rule, one).amount:
            self.records[rule.id].was_excluded = True

    def _take(self, rule: Rule, one: LineState) -> bool:
        record = self.records[rule.id]
        remaining = find_remaining(rule, self.situation.cart) if rule.clips_budget else None
        cut = cut_item(rule, one, None if remaining is None else remaining - record.amount)
        record.floored += cut.floored
        record.could_gain |= cut.amount > 0
        if not cut.amount:
            return False
        cut.apply(rule.id)
        record.amount += cut.amount
        return True

    def _compete(self, rules: Sequence[Rule], mode: Mode) -> None:
        """On each line the largest discount, or the first by rank; all seen from the group's start."""
        by_line: dict[str, tuple[LineState, list[_Rival]]] = {}
        for rule in rules:
            for one in self.state.match(rule.action.target):
                cut = cut_item(rule, one)
                if cut.amount:
                    by_line.setdefault(one.line.id, (one, []))[1].append((-cut.amount, rule.rank, rule))
                else:
                    self.records[rule.id].floored += cut.floored
        for line_id in sorted(by_line):
            self._choose(*by_line[line_id], mode)

    def _choose(self, one: LineState, rivals: list[_Rival], mode: Mode) -> None:
        if one.line.id in self.closed:
            for _, _, rule in rivals:
                self.records[rule.id].was_excluded = True
            return
        best = rivals[0] if mode is Mode.FIRST else min(rivals)
        for rival in rivals:
            if rival is best:
                self._take(rival[2], one)
            else:
                self.records[rival[2].id].was_beaten = True

    def find_overrun(self, rules: Sequence[Rule]) -> Rule | None:
        """The first rule, in rank order, that has given more than its budget has."""
        for rule in rules:
            remaining = find_remaining(rule, self.situation.cart)
            if remaining is not None and self.records[rule.id].amount > remaining:
                return rule
        return None

    def conclude(self, rule: Rule) -> Outcome:
        record = self.records[rule.id]
        if record.outcome is not None:
            return record.outcome
        if record.amount:
            return Outcome(rule, amount=record.amount, floored=record.floored)
        if record.was_excluded or record.was_beaten:
            return Outcome(rule, reason="excluded" if record.was_excluded else "beaten")
        if record.floored:
            return Outcome(rule, reason="floored", floored=record.floored)
        is_spent = rule.clips_budget and find_remaining(rule, self.situation.cart) == 0
        return Outcome(rule, reason="budget_spent" if is_spent else "no_gain")
