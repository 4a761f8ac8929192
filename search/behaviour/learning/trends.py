"""PURE. Which queries are asked for more than before."""

from __future__ import annotations

_CALM = 5.0
"""So many searches on both sides: three after one is no trend, three hundred after a hundred is."""


def measure_growth(recent: int, before: int) -> float:
    """How many times as often as before: 1 for no change. Few searches move it little."""
    return (recent + _CALM) / (before + _CALM)


def divide(part: float, whole: float) -> float | None:
    """A share, None where there is nothing to divide by."""
    return part / whole if whole else None
