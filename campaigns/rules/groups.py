"""The layers after the item layer: exclusive rules first, then each group by its mode."""

from __future__ import annotations

from collections.abc import Sequence

from campaigns.rules.attempts import Attempt, Situation, try_rule
from campaigns.rules.outcomes import Outcome
from campaigns.rules.state import State
from campaigns.rules.values import USES_UNITS, Layer, Mode, Rule

MOST_EXACT = 8
"""Up to so many competing rules every set of them is tried."""
_LEADING = 5
"""Of more, the sets of so many that alone give most."""


def run_layer(layer: Layer, rules: Sequence[Rule], situation: Situation, state: State) -> list[Outcome]:
    """Apply a layer's rules to `state`; one outcome a rule. `rules` are in rank order."""
    state.begin_layer()
    outcomes: list[Outcome] = []
    exclusive = [rule for rule in rules if rule.is_exclusive and rule.moves_money]
    start = state.copy() if exclusive else state
    closed_by: Rule | None = None
    for rule in exclusive:
        attempt = try_rule(rule, situation, start if closed_by else state)
        if attempt.applies and closed_by is None:
            closed_by = rule
            outcomes.append(attempt.commit(state))
        else:
            outcomes.append(_lose(attempt, "excluded"))
    others = [rule for rule in rules if not (rule.is_exclusive and rule.moves_money)]
    if closed_by is not None:
        return outcomes + [_pass_by(rule, situation, start, state) for rule in others]
    for name in sorted({rule.group for rule in others}):
        group = [rule for rule in others if rule.group == name]
        mode = situation.cart.groups.get(f"{layer}/{name}", Mode.BEST)
        outcomes += _run_group(group, mode, situation, state)
    return outcomes


def _pass_by(rule: Rule, situation: Situation, start: State, state: State) -> Outcome:
    """In a layer that is closed: rules without money do not compete, all others are out."""
    if rule.moves_money:
        return _lose(try_rule(rule, situation, start), "excluded")
    return _settle(try_rule(rule, situation, state), state)


def _run_group(rules: Sequence[Rule], mode: Mode, situation: Situation, state: State) -> list[Outcome]:
    if mode is Mode.STACK or len(rules) == 1:
        return [_settle(try_rule(rule, situation, state), state) for rule in rules]
    attempts = [try_rule(rule, situation, state) for rule in rules]
    competing = [each for each in attempts if each.applies and each.outcome.rule.moves_money]
    others = [each for each in attempts if not each.outcome.rule.moves_money]
    if not competing:
        chosen: list[Rule] = []
    elif mode is Mode.FIRST:
        chosen = [competing[0].outcome.rule]
    else:
        chosen = _choose_best(competing, situation, state)
    won: dict[str, Outcome] = {}
    for each in others:
        # At the group's start, as it was tried: money that others take does not undo a gift.
        won[each.outcome.rule.id] = _settle(each, state)
    for rule in chosen:
        won[rule.id] = _settle(try_rule(rule, situation, state), state)
    return [won.get(each.outcome.rule.id) or _lose(each, "beaten") for each in attempts]


def _choose_best(competing: list[Attempt], situation: Situation, state: State) -> list[Rule]:
    """The one with the largest discount, or of rules that count units the best set of them."""
    best = min(competing, key=lambda each: (-each.outcome.amount, each.outcome.rule.rank)).outcome
    if len(competing) == 1 or any(each.outcome.rule.action.kind not in USES_UNITS for each in competing):
        return [best.rule]
    rules = [each.outcome.rule for each in competing]
    if len(rules) <= MOST_EXACT:
        return _Search(rules, situation).run(state)
    sets = [[best.rule], _keep_gaining(rules, situation, state)]
    by_amount = sorted(competing, key=lambda each: (-each.outcome.amount, each.outcome.rule.rank))
    leading = sorted((each.outcome.rule for each in by_amount[:_LEADING]), key=lambda rule: rule.rank)
    sets.append(_Search(leading, situation).run(state))
    return min(sets, key=lambda each: (-_add_up(each, situation, state), len(each), [rule.rank for rule in each]))


def _keep_gaining(rules: list[Rule], situation: Situation, state: State) -> list[Rule]:
    """All in rank order, each that still gains something on the units left."""
    trial = state.copy()
    kept = []
    for rule in rules:
        attempt = try_rule(rule, situation, trial)
        if attempt.applies:
            attempt.commit(trial)
            kept.append(rule)
    return kept


def _add_up(rules: list[Rule], situation: Situation, state: State) -> int:
    trial = state.copy()
    total = 0
    for rule in rules:
        attempt = try_rule(rule, situation, trial)
        if attempt.applies:
            total += attempt.commit(trial).amount
    return total


class _Search:
    """Tries every set of rules, each set in rank order; the cart is as before when it is done."""

    def __init__(self, rules: list[Rule], situation: Situation) -> None:
        self._rules = rules
        self._situation = situation
        self._best: tuple[int, int, list[tuple[int, str]]] = (0, 0, [])
        self._chosen: list[Rule] = []

    def run(self, state: State) -> list[Rule]:
        self._go_on(0, state, [], 0)
        return self._chosen

    def _go_on(self, at: int, state: State, taken: list[Rule], amount: int) -> None:
        if at == len(self._rules):
            found = (-amount, len(taken), [rule.rank for rule in taken])
            if taken and (not self._chosen or found < self._best):
                self._best, self._chosen = found, taken
            return
        attempt = try_rule(self._rules[at], self._situation, state)
        if attempt.effect is not None:
            saved = attempt.effect.save(state)
            gained = attempt.commit(state).amount
            self._go_on(at + 1, state, [*taken, self._rules[at]], amount + gained)
            saved.restore(state)
        self._go_on(at + 1, state, taken, amount)


def _settle(attempt: Attempt, state: State) -> Outcome:
    return attempt.commit(state) if attempt.applies else attempt.outcome


def _lose(attempt: Attempt, reason: str) -> Outcome:
    """Out for `reason`, unless it would have been out anyway."""
    return Outcome(attempt.outcome.rule, reason=reason) if attempt.applies else attempt.outcome
