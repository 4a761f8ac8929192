"""A cart while rules work on it: what each line costs now, and which of its units are still free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from campaigns.rules.values import Cart, Key, Line, Target

Run = tuple[int, int]
"""(price of one unit, how many)."""


@dataclass(slots=True)
class LineState:
    """`runs` are unit prices as the item layer left them; `free` those that no rule of this layer has used."""

    line: Line
    cost: int
    least: int
    runs: tuple[Run, ...]
    free: tuple[Run, ...]
    applied: tuple[tuple[str, int], ...] = ()

    @property
    def room(self) -> int:
        """How much more may be taken off."""
        return max(0, self.cost - self.least)

    def copy(self) -> LineState:
        return LineState(self.line, self.cost, self.least, self.runs, self.free, self.applied)


@dataclass(slots=True)
class State:
    """All lines by id, and what it costs to send them."""

    lines: list[LineState]
    shipping: int
    index: dict[Key, list[int]]
    """The places of the lines that have a key."""
    matching: dict[int, list[int]] = field(default_factory=dict)
    """Where the lines that a target means are, by the target's identity: lines do not change while rules work."""
    meant: dict[int, list[LineState]] = field(default_factory=dict)
    """The lines themselves, of this copy."""

    @classmethod
    def start(cls, cart: Cart) -> State:
        lines = []
        index: dict[Key, list[int]] = {}
        for line in cart.lines:
            cost = line.unit_price * line.quantity
            runs = ((line.unit_price, line.quantity),) if line.quantity else ()
            lines.append(LineState(line, cost, line.floor * line.quantity, runs, runs))
        for at, line in enumerate(cart.lines):
            if line.quantity:
                for key in line.list_keys():
                    index.setdefault(key, []).append(at)
        return cls(lines, cart.shipping, index)

    def copy(self) -> State:
        return State([line.copy() for line in self.lines], self.shipping, self.index, self.matching)

    def match(self, target: Target) -> list[LineState]:
        """The lines that `target` means and that have anything in them, by id."""
        lines = self.meant.get(id(target))
        if lines is None:
            every = self.lines
            lines = self.meant[id(target)] = [every[at] for at in self.find_places(target)]
        return lines

    def find_places(self, target: Target) -> list[int]:
        """Where among `lines` those are."""
        places = self.matching.get(id(target))
        if places is None:
            places = self.matching[id(target)] = self._find(target)
        return places

    def take_over(self, other: State) -> None:
        """Go on from a copy of this one."""
        self.lines, self.shipping, self.meant = other.lines, other.shipping, other.meant

    def _find(self, target: Target) -> list[int]:
        keys = target.list_keys()
        if keys is None:
            places: Iterable[int] = range(len(self.lines))
        else:
            index = self.index
            places = sorted({at for key in keys if key in index for at in index[key]})
            if target.is_simple:
                return places
        return [at for at in places if self.lines[at].line.quantity and target.matches(self.lines[at].line)]

    def begin_layer(self) -> None:
        """Every unit is free again."""
        for line in self.lines:
            line.free = line.runs

    def sum_cost(self) -> int:
        return sum(line.cost for line in self.lines)
