"""What a rule would do to the cart as it is now: worked out first, taken only when the rule wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from campaigns.rules.conditions import Threshold
from campaigns.rules.state import LineState, Run, State


@dataclass(slots=True)
class Change:
    """What is taken off which line; of lines whose units were counted, the units left free."""

    cuts: list[tuple[LineState, int]]
    used: list[tuple[LineState, tuple[Run, ...]]] = field(default_factory=list)


def _change_nothing() -> Change:
    return Change([])


@dataclass(slots=True)
class Effect:
    """Its `amount` in all; without any effect there is a `reason`. `floored` is what floors refused.

    How the amount lies on the lines is worked out by `spread`, while the cart is as it was: few of the rules that are
    tried are taken.
    """

    amount: int = 0
    spread: Callable[[], Change] = _change_nothing
    shipping: int = 0
    floored: int = 0
    reason: str = ""
    thresholds: tuple[Threshold, ...] = ()
    following: Threshold | None = None
    """The next tier or multiple, for a rule that applies."""

    def apply(self, state: State, rule_id: str) -> None:
        """Take it: `state` is the one that it was worked out on."""
        self.take(state, rule_id, self.spread())

    def take(self, state: State, rule_id: str, change: Change) -> None:
        """As `apply`, where the change is known already."""
        for line, amount in change.cuts:
            line.cost -= amount
            line.applied = (*line.applied, (rule_id, amount))
        for line, free in change.used:
            line.free = free
        state.shipping -= self.shipping
        state.effects.clear()


@dataclass(slots=True)
class Saved:
    """Lines and shipping as they were: trying many sets needs no copy of the cart for each."""

    shipping: int
    lines: list[tuple[LineState, int, tuple[Run, ...], tuple[tuple[str, int], ...]]]

    @classmethod
    def keep(cls, state: State, change: Change) -> Saved:
        """How what `change` touches is now."""
        touched = {id(line): line for line, _ in (*change.cuts, *change.used)}.values()
        return cls(state.shipping, [(line, line.cost, line.free, line.applied) for line in touched])

    def restore(self, state: State) -> None:
        state.shipping = self.shipping
        state.effects.clear()
        for line, cost, free, applied in self.lines:
            line.cost, line.free, line.applied = cost, free, applied


def refuse(reason: str, *, floored: int = 0, thresholds: Sequence[Threshold] = ()) -> Effect:
    """No effect, for `reason`."""
    if floored or thresholds:
        return Effect(reason=reason, floored=floored, thresholds=tuple(thresholds))
    return _refuse_plainly(reason)


@lru_cache(maxsize=32)
def _refuse_plainly(reason: str) -> Effect:
    """One for all: nothing changes an effect that is refused."""
    return Effect(reason=reason)
