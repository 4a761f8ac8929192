"""A cart while rules work on it: what each line costs now, and which of its units are still free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

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
        room = self.cost - self.least
        return room if room > 0 else 0

    def copy(self) -> LineState:
        return LineState(self.line, self.cost, self.least, self.runs, self.free, self.applied)


@dataclass(slots=True)
class State:
    """All lines by id, and what it costs to send them."""

    cart: Cart
    lines: list[LineState]
    shipping: int
    index: dict[Key, list[int]]
    """The places of the lines that have a key."""
    matching: dict[int, list[int]] = field(default_factory=dict)
    """Where the lines that a target means are, by the target's identity: lines do not change while rules work."""
    meant: dict[int, list[LineState]] = field(default_factory=dict)
    """The lines themselves, of this copy."""
    effects: dict[tuple[int, bool], Any] = field(default_factory=dict)
    """What actions would come to now, by their identity: emptied at every change."""
    pools: dict[tuple[int, ...], Any] = field(default_factory=dict)
    """The units that were free when they were last looked for, by who looks."""
    full_pools: dict[tuple[int, ...], Any] = field(default_factory=dict)
    """Of this layer all units, used or not."""

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
        return cls(cart, lines, cart.shipping, index)

    def copy(self) -> State:
        return State(
            self.cart,
            [line.copy() for line in self.lines],
            self.shipping,
            self.index,
            self.matching,
            pools=dict(self.pools),
            full_pools=self.full_pools,
        )

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
        self.effects, self.pools, self.full_pools = {}, {}, {}

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
        self.effects, self.pools, self.full_pools = {}, {}, {}

    def sum_cost(self) -> int:
        return sum(line.cost for line in self.lines)
