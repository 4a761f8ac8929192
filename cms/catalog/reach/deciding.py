"""PURE. Whether a product lies within what somebody is responsible for, told by where it stands in the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the path of its category ("" without one) and its brand."""

    path: str = ""
    brand: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One area of responsibility: a category with all below it ("" for the whole tree), of one brand or of all.

    Paths have a fixed length at each level, so that one is below another exactly if it begins with it.
    """

    path: str = ""
    brand: int | None = None

    def includes(self, place: Place) -> bool:
        return place.path.startswith(self.path) and self.brand in (None, place.brand)

    def covers(self, other: Part) -> bool:
        """Whether `other` adds nothing to this one."""
        return other.path.startswith(self.path) and self.brand in (None, other.brand)


@dataclass(frozen=True, slots=True)
class Reach:
    """All of somebody's areas, None for who is not limited; `hides_rest` keeps what is others' from being seen."""

    parts: tuple[Part, ...] | None = None
    hides_rest: bool = False

    @property
    def is_limited(self) -> bool:
        return self.parts is not None

    def includes(self, place: Place) -> bool:
        """Whether what stands at `place` may be changed."""
        return self.parts is None or any(part.includes(place) for part in self.parts)

    def covers(self, parts: Iterable[Part]) -> bool:
        """Whether what is about all of `parts` may be changed."""
        return self.find_outside(parts) is None

    def find_outside(self, parts: Iterable[Part]) -> Part | None:
        """The first of `parts` that is not wholly within; None where all are."""
        if self.parts is None:
            return None
        return next((part for part in parts if not any(own.covers(part) for own in self.parts)), None)

    def shows(self, place: Place) -> bool:
        """Whether what stands at `place` may be seen."""
        return not self.hides_rest or self.includes(place)


EVERYTHING = Reach()


def merge(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts without those that lie inside another, in the order of the tree."""
    kept: list[Part] = []
    for part in sorted(set(parts), key=lambda one: (one.path, one.brand is not None, one.brand or 0)):
        if not any(other.covers(part) for other in kept):
            kept.append(part)
    return tuple(kept)
