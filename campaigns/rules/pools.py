"""The units that rules may count: found once for all rules that look at the same lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from campaigns.rules.state import LineState, Run, State
from campaigns.rules.values import Target


class Units(NamedTuple):
    """Units of one line at one price; `run_price` is what the item layer left."""

    place: int
    price: int
    run_price: int
    number: int


@dataclass(slots=True)
class Pool:
    """Units by place; places are those of the state's lines. It never changes: who takes units counts what is left."""

    places: list[int]
    seen: list[tuple[Run, ...]]
    """The runs of each place, as they were."""
    units: list[Units]
    counts: list[int]
    total: int
    _orders: dict[tuple[int, bool], list[int]] = field(default_factory=dict)

    def order(self, target: Target, state: State, *, is_dearest: bool) -> list[int]:
        """Which of `units` the target means, the dearest or the cheapest first, equals by line."""
        key = id(target), is_dearest
        order = self._orders.get(key)
        if order is None:
            order = self._orders[key] = self._sort(state.find_places(target), is_dearest)
        return order

    def list_free(self, left: Sequence[int], state: State) -> list[tuple[LineState, tuple[Run, ...]]]:
        """The runs of each line when so many are `left`."""
        free: dict[int, list[Run]] = {place: [] for place in self.places}
        for each, number in zip(self.units, left, strict=True):
            if number:
                free[each.place].append((each.run_price, number))
        return [(state.lines[place], tuple(runs)) for place, runs in free.items()]

    def is_current(self, lines: Sequence[LineState]) -> bool:
        """Whether no rule has used any of these units since."""
        for place, runs in zip(self.places, self.seen, strict=True):  # noqa: SIM110 - a hot loop
            if lines[place].free is not runs:
                return False
        return True

    def _sort(self, places: Sequence[int], is_dearest: bool) -> list[int]:
        units = self.units
        order = list(range(len(units)))
        if len(places) < len(self.places):
            meant = set(places)
            order = [at for at in order if units[at].place in meant]
        # Units lie by place, and sorting keeps equals as they are.
        order.sort(key=lambda at: -units[at].price if is_dearest else units[at].price)
        return order


def find_pool(targets: Sequence[Target], state: State, *, is_original: bool) -> Pool:
    """The free units of the lines that any of `targets` means."""
    key = _make_key(targets, is_original)
    pool: Pool | None = state.pools.get(key)
    if pool is None or not pool.is_current(state.lines):
        places = _find_places(targets, state) if pool is None else pool.places
        pool = state.pools[key] = _collect(places, [state.lines[at].free for at in places], state, is_original)
    return pool


def find_full_pool(targets: Sequence[Target], state: State, *, is_original: bool) -> Pool:
    """All units of the lines that any of `targets` means, also those that rules of this layer have used."""
    key = _make_key(targets, is_original)
    pool: Pool | None = state.full_pools.get(key)
    if pool is None:
        places = _find_places(targets, state)
        pool = state.full_pools[key] = _collect(places, [state.lines[at].runs for at in places], state, is_original)
    return pool


def _make_key(targets: Sequence[Target], is_original: bool) -> tuple[int, ...]:
    return (is_original, id(targets[0])) if len(targets) == 1 else (is_original, *map(id, targets))


def _find_places(targets: Sequence[Target], state: State) -> list[int]:
    if all(target is targets[0] for target in targets):
        return state.find_places(targets[0])
    return sorted({place for target in targets for place in state.find_places(target)})


def _collect(places: list[int], seen: list[tuple[Run, ...]], state: State, is_original: bool) -> Pool:
    units = []
    for place, runs in zip(places, seen, strict=True):
        for price, number in runs:
            own = state.lines[place].line.unit_price if is_original else price
            units.append(Units(place, own, price, number))
    counts = [each.number for each in units]
    return Pool(places, seen, units, counts, sum(counts))
