"""Begins to weigh all products again when somebody has changed what their weights are made of."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from cms.delivery import outbox
from search.ranking.factors import DEFAULT_WEIGHTS, Weights
from search.weighing.models import RankingWeights, Reweighing

CONSUMER = "reweighing"
STEP = "all"
INDEX = "index"
"""The consumer that writes products into the index."""


def connect() -> None:
    """Hear of changed weights."""
    post_save.connect(_hear_of_change, sender=RankingWeights, dispatch_uid="weighing-weights")


def _hear_of_change(instance: RankingWeights, **_kwargs: Any) -> None:
    plan_reweighing(instance.make_weights(), at=timezone.now())


def plan_reweighing(weights: Weights, *, at: datetime) -> bool:
    """Have every product weighed anew with `weights`, from the first; returns whether anything differs at all."""
    row, _is_new = Reweighing.objects.get_or_create(pk=1, defaults={"weights": _describe(DEFAULT_WEIGHTS)})
    if row.weights == _describe(weights):
        return False
    Reweighing.objects.filter(pk=1).update(
        weights=_describe(weights),
        total=0,
        handed_over=0,
        after="",
        handed_over_at=None,
        started_at=at,
        finished_at=None,
    )
    outbox.enqueue(CONSUMER, [STEP], available_at=at)
    return True


def _describe(weights: Weights) -> dict[str, float]:
    """What a product's number is made of: a shopper's interests are counted when they search."""
    return {name: share for name, share in asdict(weights).items() if name != "interest"}
