"""PURE. Pairs of what has something in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")
LARGEST_GROUP = 8
"""What more products than this have in common (a placeholder, a size chart) tells nothing."""


def pair_up(rows: Iterable[tuple[T, int]]) -> Iterator[tuple[T, tuple[int, int]]]:
    """Of (value, id) rows, every pair of ids with the same value, the smaller first."""
    groups: dict[T, set[int]] = {}
    for value, pk in rows:
        groups.setdefault(value, set()).add(pk)
    for value, ids in groups.items():
        if 1 < len(ids) <= LARGEST_GROUP:
            for first, second in combinations(sorted(ids), 2):
                yield value, (first, second)


def fold_title(title: str) -> str:
    """What two titles have in common that differ in case, width, spaces and marks alone."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(character for character in folded if character.isalnum())
