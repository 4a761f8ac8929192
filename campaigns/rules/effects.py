"""What a rule would do to the cart as it is now: worked out first, taken only when the rule wins."""

from __future__ import annotations

from dataclasses import dataclass, field

from campaigns.rules.conditions import Threshold
from campaigns.rules.state import LineState, Run, State


@dataclass(slots=True)
class Effect:
    """`cuts` are (line, amount); without any there is a `reason`. `floored` is what floors refused."""

    cuts: list[tuple[LineState, int]] = field(default_factory=list)
    shipping: int = 0
    floored: int = 0
    reason: str = ""
    threshold: Threshold | None = None
    following: Threshold | None = None
    """The next tier or multiple, for a rule that applies."""
    used: list[tuple[LineState, tuple[Run, ...]]] = field(default_factory=list)
    """For lines whose units were counted, the units left free."""

    @property
    def amount(self) -> int:
        return self.shipping + sum(amount for _, amount in self.cuts)

    def apply(self, state: State, rule_id: str) -> None:
        """Take it: `state` is the one that it was worked out on."""
        for line, amount in self.cuts:
            line.cost -= amount
            line.applied = (*line.applied, (rule_id, amount))
        for line, free in self.used:
            line.free = free
        state.shipping -= self.shipping

    def save(self, state: State) -> Saved:
        """How what it changes is now, to be brought back by `restore`."""
        touched = {id(line): line for line, _ in (*self.cuts, *self.used)}.values()
        return Saved(state.shipping, [(line, line.cost, line.free, line.applied) for line in touched])


@dataclass(slots=True)
class Saved:
    """Lines and shipping as they were: trying many sets needs no copy of the cart for each."""

    shipping: int
    lines: list[tuple[LineState, int, tuple[Run, ...], tuple[tuple[str, int], ...]]]

    def restore(self, state: State) -> None:
        state.shipping = self.shipping
        for line, cost, free, applied in self.lines:
            line.cost, line.free, line.applied = cost, free, applied


def refuse(reason: str, *, floored: int = 0, threshold: Threshold | None = None) -> Effect:
    return Effect(reason=reason, floored=floored, threshold=threshold)
