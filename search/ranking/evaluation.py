"""How good an order is, measured against graded judgements (0 to 3)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RELEVANT = 2


@dataclass(frozen=True, slots=True)
class QueryFigures:
    """The figures of one query; `condensed_ndcg_at_10` is None where nothing is judged above 0."""

    ndcg_at_10: float
    reciprocal_rank: float
    recall_at_50: float | None
    condensed_ndcg_at_10: float | None
    found: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the queries of a file."""

    queries: int
    ndcg_at_10: float
    mrr: float
    recall_at_50: float
    condensed_ndcg_at_10: float
    zero_results: int


def compute_ndcg(ranked: Sequence[str], ratings: Mapping[str, int], *, depth: int = 10) -> float:
    """nDCG with gain 2**rating - 1 and discount log2(rank + 1); unjudged is 0, and so is a query without a good one."""
    ideal = _compute_dcg(sorted(ratings.values(), reverse=True)[:depth])
    return _compute_dcg([ratings.get(key, 0) for key in ranked[:depth]]) / ideal if ideal else 0.0


def compute_reciprocal_rank(ranked: Sequence[str], ratings: Mapping[str, int], *, depth: int = 10) -> float:
    """1 / the place of the first product rated 2 or 3, 0 where there is none among `depth`."""
    for place, key in enumerate(ranked[:depth], start=1):
        if ratings.get(key, 0) >= RELEVANT:
            return 1 / place
    return 0.0


def compute_recall(ranked: Sequence[str], ratings: Mapping[str, int], *, depth: int = 50) -> float | None:
    """The share of products rated 2 or 3 that are among the first `depth`; None where none is."""
    relevant = {key for key, rating in ratings.items() if rating >= RELEVANT}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else None


def evaluate_query(ranked: Sequence[str], ratings: Mapping[str, int]) -> QueryFigures:
    """All figures of one ranked list of product ids."""
    judged = [key for key in ranked if key in ratings]
    return QueryFigures(
        ndcg_at_10=compute_ndcg(ranked, ratings),
        reciprocal_rank=compute_reciprocal_rank(ranked, ratings),
        recall_at_50=compute_recall(ranked, ratings),
        condensed_ndcg_at_10=compute_ndcg(judged, ratings) if any(ratings.values()) else None,
        found=len(ranked),
    )


def summarise(figures: Sequence[QueryFigures]) -> Figures:
    """The means; recall and the condensed figure over the queries that have one."""
    return Figures(
        queries=len(figures),
        ndcg_at_10=_mean([each.ndcg_at_10 for each in figures]),
        mrr=_mean([each.reciprocal_rank for each in figures]),
        recall_at_50=_mean([each.recall_at_50 for each in figures if each.recall_at_50 is not None]),
        condensed_ndcg_at_10=_mean(
            [each.condensed_ndcg_at_10 for each in figures if each.condensed_ndcg_at_10 is not None]
        ),
        zero_results=sum(each.found == 0 for each in figures),
    )


def _compute_dcg(ratings: Sequence[int]) -> float:
    return sum((2**rating - 1) / math.log2(place + 1) for place, rating in enumerate(ratings, start=1))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
