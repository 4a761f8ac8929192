"""PURE. Points: a hundred are shared out among the norms by their weights, and each flaw takes its part of one share.

Points are whole numbers and add up: what every flaw costs together is exactly what is missing to a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FULL = 100
_FINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A norm that applied: its weight, and the shares of it that its flaws cost, each 0 to 1."""

    weight: int
    shares: tuple[float, ...] = ()


def share_out(judged: Sequence[Judged]) -> tuple[int, list[list[int]]]:
    """The score, and for each norm the points that each of its flaws costs.

    A flaw more, or a graver one, never raises the score; nothing is lost that no flaw explains.
    """
    total = sum(one.weight for one in judged)
    exact = [_cost_exactly(one, total) for one in judged]
    flat = [(cost, place, number) for place, costs in enumerate(exact) for number, cost in enumerate(costs)]
    whole = sum((cost for cost, _place, _number in flat), Fraction(0))
    # Half a point down is a point down, and something wrong is never nothing: a hundred means without a flaw.
    lost = 0 if not whole else min(FULL, max(1, int(whole + Fraction(1, 2))))
    points = [[int(cost) for cost in costs] for costs in exact]
    missing = lost - sum(map(sum, points))
    # The largest remainders are rounded up; ties go by cost, so that the order of the norms makes no difference.
    order = sorted(flat, key=lambda one: (one[0] - int(one[0]), one[0]), reverse=True)
    for cost, place, number in order[:missing] if missing > 0 else ():
        if cost:
            points[place][number] += 1
    return FULL - lost, points


def _cost_exactly(one: Judged, total: int) -> list[Fraction]:
    shares = [Fraction(round(min(max(share, 0.0), 1.0) * _FINE), _FINE) for share in one.shares]
    if not total:
        return [Fraction(0)] * len(shares)
    worth = Fraction(FULL * one.weight, total)
    taken = sum(shares, Fraction(0))
    # Together they take no more than all of it.
    scale = worth / taken if taken > 1 else worth
    return [share * scale for share in shares]
