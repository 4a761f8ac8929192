"""PURE. What a shopper likes, from what they did: brands and categories, the latest and weightiest most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.behaviour.learning.decay import fade

MOST_OF_A_FIELD = 8
FAINTEST = 0.1
_HALF = 12.0
"""A score that makes an interest half as strong as can be: about one purchase and two looks."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done `days` ago with a product of this brand and category, "" for none."""

    action: str
    days: float
    product: str
    brand: str = ""
    category: str = ""


def score_interests(
    deeds: Iterable[Deed], weights: Mapping[str, float], half_life: float
) -> dict[tuple[str, str], float]:
    """By field ("brand", "category") and key a score, of each field the highest eight.

    Of one day with one product the weightiest deed counts: looking ten times is no more interest than buying.
    """
    best: dict[tuple[str, int], tuple[float, Deed]] = {}
    for deed in deeds:
        weight = weights.get(deed.action, 0.0) * fade(deed.days, half_life)
        place = deed.product, int(deed.days)
        if weight > best.get(place, (0.0, deed))[0]:
            best[place] = weight, deed
    scores: dict[tuple[str, str], float] = {}
    for weight, deed in best.values():
        for field, key in (("brand", deed.brand), ("category", deed.category)):
            if key:
                scores[field, key] = scores.get((field, key), 0.0) + weight
    return {place: score for field in ("brand", "category") for place, score in _choose(scores, field)}


def _choose(scores: Mapping[tuple[str, str], float], field: str) -> list[tuple[tuple[str, str], float]]:
    of_field = [each for each in scores.items() if each[0][0] == field]
    return sorted(of_field, key=lambda each: (-each[1], each[0]))[:MOST_OF_A_FIELD]


def judge_strength(score: float) -> float:
    """From 0 to below 1: more and more of the same says less and less."""
    return max(score, 0.0) / (max(score, 0.0) + _HALF)
