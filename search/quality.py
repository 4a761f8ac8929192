"""Has products indexed again whose quality has changed so that they may weigh more or less than before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import product as combine

from cms.catalog.scoring import services
from cms.catalog.scoring.services import Change
from cms.delivery import outbox
from search.boundaries import CONSUMER
from search.ranking.factors import DEFAULT_WEIGHTS, Signals, Weights, weigh_product
from search.weighing.selectors import find_weights

# What else a product may be: its weight is a whole number, and quality moves it in some of these cases only.
_CASES = tuple(combine((0.0, 0.25, 0.5, 0.75, 1.0), (True, False), ("", "new", "decline")))


def register() -> None:
    """Hear of scores."""
    services.watch(hear_of_scores)


def hear_of_scores(changes: Sequence[Change], at: datetime) -> None:
    """Announce to the index those of `changes` that matter to it."""
    weights = find_weights()
    # What was never judged has been weighed by what is served of it.
    keys = {
        key for key, before, after in changes if before is None or may_weigh_otherwise(before, after, weights=weights)
    }
    outbox.enqueue(CONSUMER, [f"product:{key}" for key in keys], available_at=at)


def may_weigh_otherwise(before: int, after: int, *, weights: Weights = DEFAULT_WEIGHTS) -> bool:
    """Whether a product of one quality may weigh otherwise than one of another."""
    return any(
        weigh_product(Signals(before, popularity, is_available, stage), weights)
        != weigh_product(Signals(after, popularity, is_available, stage), weights)
        for popularity, is_available, stage in _CASES
    )
