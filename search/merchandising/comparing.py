"""PURE. Two lists of results side by side: who moved, who is new, who is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Of one product, its place before and after; None where it is not among the places shown."""

    key: str
    before: int | None
    after: int | None

    @property
    def climbed(self) -> int:
        """How many places it went up, below 0 for down; 0 where it came or went."""
        return self.before - self.after if self.before and self.after else 0

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None


def compare_lists(before: Sequence[str], after: Sequence[str]) -> tuple[list[Change], list[Change]]:
    """A change for each product of either list, in their orders."""
    old = {key: place for place, key in enumerate(before, start=1)}
    new = {key: place for place, key in enumerate(after, start=1)}
    return (
        [Change(key, place, new.get(key)) for key, place in old.items()],
        [Change(key, old.get(key), place) for key, place in new.items()],
    )
