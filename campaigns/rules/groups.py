"""The layers after the item layer: exclusive rules first, then each group by its mode."""

from __future__ import annotations

from collections.abc import Sequence

from campaigns.rules.attempts import Situation, try_rule
from campaigns.rules.effects import Effect, Saved
from campaigns.rules.outcomes import Outcome, conclude
from campaigns.rules.state import State
from campaigns.rules.unit_actions import has_units
from campaigns.rules.values import USES_UNITS, Layer, Mode, Rule

MOST_EXACT = 8
"""Up to so many competing rules every set of them is tried."""
_LEADING = 5
"""Of more, the sets of so many that alone give most."""

_Rival = tuple[int, tuple[int, str], Rule]
"""A rule that competes, by its discount and then its rank: the best is the least. Ranks are never equal."""
_Set = tuple[int, list[Rule]]
"""What some rules give together, in rank order."""


def run_layer(layer: Layer, rules: Sequence[Rule], situation: Situation, state: State) -> list[Outcome]:
    """Apply a layer's rules to `state`; one outcome a rule. `rules` are in rank order."""
    state.begin_layer()
    outcomes: list[Outcome] = []
    exclusive = [rule for rule in rules if rule.is_exclusive and rule.moves_money]
    start = state.copy() if exclusive else state
    closed_by: Rule | None = None
    for rule in exclusive:
        effect = try_rule(rule, situation, start if closed_by else state)
        if not effect.reason and closed_by is None:
            closed_by = rule
            outcomes.append(_settle(rule, effect, state))
        else:
            outcomes.append(_lose(rule, effect, "excluded"))
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
        return _lose(rule, try_rule(rule, situation, start), "excluded")
    return _settle(rule, try_rule(rule, situation, state), state)


def _run_group(rules: Sequence[Rule], mode: Mode, situation: Situation, state: State) -> list[Outcome]:
    if mode is Mode.STACK or len(rules) == 1:
        return [_settle(rule, try_rule(rule, situation, state), state) for rule in rules]
    outcomes: dict[str, Outcome] = {}
    rivals: list[_Rival] = []
    extras: list[tuple[Rule, Effect]] = []
    for rule in rules:
        effect = try_rule(rule, situation, state)
        outcomes[rule.id] = _lose(rule, effect, "beaten")
        if not rule.moves_money:
            extras.append((rule, effect))
        elif not effect.reason:
            rivals.append((-effect.amount, rule.rank, rule))
    chosen = _choose(rivals, mode, situation, state)
    for rule, effect in extras:
        # At the group's start, as it was tried: money that others take does not undo a gift.
        outcomes[rule.id] = _settle(rule, effect, state)
    for rule in chosen:
        outcomes[rule.id] = _settle(rule, try_rule(rule, situation, state), state)
    return list(outcomes.values())


def _choose(rivals: list[_Rival], mode: Mode, situation: Situation, state: State) -> list[Rule]:
    """The first, or the one with the largest discount, or of rules that count units the best set of them."""
    if not rivals:
        return []
    if mode is Mode.FIRST:
        return [rivals[0][2]]
    amount, _, best = min(rivals)
    if len(rivals) == 1 or any(rule.action.kind not in USES_UNITS for _, _, rule in rivals):
        return [best]
    rules = [rule for _, _, rule in rivals]
    if len(rules) <= MOST_EXACT:
        return _Search(rules, situation).run(state)[1]
    leading = sorted((rule for _, _, rule in sorted(rivals)[:_LEADING]), key=lambda rule: rule.rank)
    sets = (
        (-amount, [best]),
        _keep_gaining(rules, situation, state),
        _Search(leading, situation).run(state),
    )
    return min(sets, key=lambda each: (-each[0], len(each[1]), [rule.rank for rule in each[1]]))[1]


def _keep_gaining(rules: list[Rule], situation: Situation, state: State) -> _Set:
    """All in rank order, each that still gains something on the units left."""
    trial = state.copy()
    kept = []
    total = 0
    for rule in rules:
        if not has_units(rule, trial):
            continue
        effect = try_rule(rule, situation, trial)
        if not effect.reason:
            effect.apply(trial, rule.id)
            kept.append(rule)
            total += effect.amount
    return total, kept


class _Search:
    """Tries every set of rules, each set in rank order; the cart is as before when it is done."""

    def __init__(self, rules: list[Rule], situation: Situation) -> None:
        self._rules = rules
        self._situation = situation
        self._best: tuple[int, int, list[tuple[int, str]]] = (0, 0, [])
        self._chosen: list[Rule] = []

    def run(self, state: State) -> _Set:
        self._go_on(0, state, [], 0)
        return -self._best[0], self._chosen

    def _go_on(self, at: int, state: State, taken: list[Rule], amount: int) -> None:
        if at == len(self._rules):
            found = (-amount, len(taken), [rule.rank for rule in taken])
            if taken and (not self._chosen or found < self._best):
                self._best, self._chosen = found, taken
            return
        rule = self._rules[at]
        effect = try_rule(rule, self._situation, state)
        if not effect.reason:
            change = effect.spread()
            saved = Saved.keep(state, change)
            effect.take(state, rule.id, change)
            self._go_on(at + 1, state, [*taken, rule], amount + effect.amount)
            saved.restore(state)
        self._go_on(at + 1, state, taken, amount)


def _settle(rule: Rule, effect: Effect, state: State) -> Outcome:
    if not effect.reason:
        effect.apply(state, rule.id)
    return conclude(rule, effect)


def _lose(rule: Rule, effect: Effect, reason: str) -> Outcome:
    """Out for `reason`, unless it would have been out anyway."""
    return conclude(rule, effect) if effect.reason else Outcome(rule, reason=reason)
