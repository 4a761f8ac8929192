"""What merchandisers want of one result list, as plain values that every engine can follow."""

from __future__ import annotations

from dataclasses import dataclass

from search.ranking.tree import Node


@dataclass(frozen=True, slots=True)
class Pin:
    """The product `key` at `place` (from 1); `reason` tells a merchandiser which rule did it."""

    key: str
    place: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Products that match `clause` move up (`strength` above 0) or down (below 0), at most 100 either way."""

    clause: Node
    strength: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Directives:
    """For one query or category at one moment; `hidden` products are not found at all."""

    pins: tuple[Pin, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    hidden: Node | None = None
