"""PURE. One list of recommendations from several."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that may be recommended, how much speaks for it within its list, and why."""

    key: str
    score: float
    reason: Any = None


def blend(
    lists: Mapping[str, Sequence[Candidate]], weights: Mapping[str, float], *, without: Collection[str] = ()
) -> list[Candidate]:
    """The candidates of all lists, the best first; each list's scores count relative to its highest.

    What several lists name gains from each. Its reason is that of the list that speaks loudest for it.
    """
    sums: dict[str, float] = {}
    loudest: dict[str, tuple[float, Any]] = {}
    for name, candidates in lists.items():
        highest = max((one.score for one in candidates), default=0.0)
        if highest <= 0:
            continue
        for one in candidates:
            if one.key in without or one.score <= 0:
                continue
            worth = weights.get(name, 1.0) * one.score / highest
            sums[one.key] = sums.get(one.key, 0.0) + worth
            if one.key not in loudest or worth > loudest[one.key][0]:
                loudest[one.key] = (worth, one.reason)
    ordered = sorted(sums, key=lambda key: (-sums[key], key))
    return [Candidate(key, sums[key], loudest[key][1]) for key in ordered]


def relate(counts: Iterable[tuple[str, int]], totals: Mapping[str, int], *, least: int = 2) -> list[tuple[str, float]]:
    """(other product, strength) from how often each was there together with one product, the strongest first.

    `totals` say in how many pairs the other one is at all: what goes with everything says little about this one.
    Fewer than `least` times may be chance.
    """
    found = [(key, count / math.sqrt(max(totals.get(key, count), count))) for key, count in counts if count >= least]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def weigh_seeds(ages: Iterable[tuple[str, str, float]], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """(product, interest) of what one shopper did, from (product, action, days ago); the strongest first.

    Halved with every five days: what somebody looks for changes quickly.
    """
    interest: dict[str, float] = {}
    for key, action, days in ages:
        worth = weights.get(action, 0.0) * 0.5 ** (max(days, 0.0) / 5)
        if worth > 0:
            interest[key] = max(interest.get(key, 0.0), worth)
    return sorted(interest.items(), key=lambda one: (-one[1], one[0]))
