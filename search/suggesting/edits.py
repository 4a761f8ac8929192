"""PURE. Words one slip of the finger away."""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def list_near(word: str) -> Iterator[str]:
    """Every text with one letter left out, doubled up, swapped with its neighbour, or another; may repeat."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            if after:
                yield before + letter + after[1:]
            yield before + letter + after


def measure_distance(first: str, second: str) -> int:
    """How many slips (a letter more, less, another, or two swapped) lie between two words."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, start=1):
        older, before, row = before, row, [at, *(0 for _ in second)]
        for place, other in enumerate(second, start=1):
            row[place] = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == second[place - 2] and first[at - 2] == other:
                row[place] = min(row[place], older[place - 2] + 1)
    return row[-1]
