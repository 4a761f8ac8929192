"""What the demo shop has beside its catalogue: every app that brings something of its own registers a part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

Load = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Part:
    """`load(at=…)` adds what is missing, in transactions of its own, and returns how much that was.

    It is loaded behind the parts named in `after`, those that are there.
    """

    name: str
    label: Any
    load: Load
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedPart:
    """What a run has added of a part, and how long that took."""

    label: str
    added: int
    seconds: float


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Make `part` known; called once an app is ready."""
    _parts[part.name] = part


def list_parts() -> list[Part]:
    """Every part, each behind those it needs."""
    return sort_parts(list(_parts.values()))


def sort_parts(parts: Sequence[Part]) -> list[Part]:
    """`parts` in an order in which they can be loaded; raises CycleError where there is none."""
    by_name = {part.name: part for part in parts}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for part in parts:
        sorter.add(part.name, *(name for name in part.after if name in by_name))
    return [by_name[name] for name in sorter.static_order()]


def load_parts(
    parts: Sequence[Part], *, at: datetime, clock: Callable[[], float], on_loaded: Callable[[LoadedPart], None]
) -> None:
    """Load `parts` one after the other; `clock` counts seconds."""
    for part in parts:
        started = clock()
        added = part.load(at=at)
        on_loaded(LoadedPart(str(part.label), added, clock() - started))
