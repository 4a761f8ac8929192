"""PURE. A list of results in the order that other weights would give it."""

from __future__ import annotations

from collections.abc import Sequence

from search.ranking.directives import TouchKind
from search.ranking.factors import Weights, weigh_product
from search.requests import Hit


def reweigh(hits: Sequence[Hit], weights: Weights) -> list[Hit]:
    """`hits` as `weights` would order them: pins keep their places, equals the order that they have."""
    free = sorted((hit for hit in hits if not _is_pinned(hit)), key=lambda hit: -score_anew(hit, weights))
    rest = iter(free)
    return [hit if _is_pinned(hit) else next(rest) for hit in hits]


def score_anew(hit: Hit, weights: Weights) -> int:
    """Its score with `weights`: the points of the text stay, their factor is another."""
    return hit.score // max(hit.weight, 1) * weigh_product(hit.signals, weights)


def _is_pinned(hit: Hit) -> bool:
    return any(touch.kind is TouchKind.PIN for touch in hit.touches)
