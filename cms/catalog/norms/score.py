"""PURE. Points: a hundred are shared out among the norms by their weights, and each flaw takes its part of one share.

Points are whole numbers and add up: what every flaw costs together is exactly what is missing to a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 100
# Shares are counted in millionths, points in so small parts that none is lost by dividing.
_FINE = 1_000_000
_PART = 10**12


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
    exact = [_count_parts(one, total) for one in judged]
    whole = sum(cost for cost, _parts in exact)
    # Half a point down is a point down, and something wrong is never nothing: a hundred means without a flaw.
    lost = min(FULL, max(1, (whole + _PART // 2) // _PART)) if whole else 0
    points = [[part // _PART for part in parts] for _cost, parts in exact]
    missing = lost - sum(map(sum, points))
    if missing > 0:
        flat = [
            (part % _PART, part, place, number)
            for place, (_cost, parts) in enumerate(exact)
            for number, part in enumerate(parts)
            if part
        ]
        # The largest remainders are rounded up; ties go by cost, so that the order of the norms makes no difference.
        flat.sort(key=lambda one: one[:2], reverse=True)
        for _remainder, _part, place, number in flat[:missing]:
            points[place][number] += 1
    return FULL - lost, points


def _count_parts(one: Judged, total: int) -> tuple[int, list[int]]:
    """What a norm costs, and what of it each flaw does, in parts of a point. Together they take no more than all."""
    shares = [round(min(max(share, 0.0), 1.0) * _FINE) for share in one.shares]
    taken = sum(shares)
    if not total or not taken:
        return 0, [0] * len(shares)
    cost = FULL * one.weight * _PART * min(taken, _FINE) // (total * _FINE)
    return cost, [cost * share // taken for share in shares]
