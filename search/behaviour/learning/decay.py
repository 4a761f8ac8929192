"""PURE. How what happened fades, and how popular that makes a product among others."""

from __future__ import annotations

import math
from collections.abc import Iterable

HALF_LIVES = 8
"""What is older than so many half-lives weighs less than half a percent, and is left out."""


def fade(days: float, half_life: float) -> float:
    """The share that is left of something `days` ago: 1 now, a half after one half-life. The future counts as now."""
    return 0.5 ** (max(days, 0.0) / half_life)


def score_days(weights: Iterable[tuple[float, float]], half_life: float) -> float:
    """The sum of (days ago, weight), each faded."""
    return math.fsum(weight * fade(days, half_life) for days, weight in weights if weight > 0)


def scale_popularity(score: float, highest: float) -> float:
    """0 for what nobody looks at to 1 for the most popular of all; by logarithm, since few products have it all."""
    if score <= 0 or highest <= 0:
        return 0.0
    return min(1.0, math.log1p(score) / math.log1p(highest))
