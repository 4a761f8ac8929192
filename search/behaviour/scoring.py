"""Scores what has been counted: how popular products are, how places are looked at, what appeals to whom searches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms.delivery import outbox
from search.behaviour.counting import hold_learning
from search.behaviour.learning.click_model import Placement, estimate
from search.behaviour.learning.decay import HALF_LIVES, scale_popularity, score_days
from search.behaviour.models import BehaviourSettings, PlacementCount, ProductDay, ProductPopularity, QueryAppeal

_INDEX = "index"
_STEPS = 8
_PRODUCTS_TOGETHER = 400
_MOST_PLACEMENTS = 200_000
_LEARNT_FROM = timedelta(days=90)
_FEWEST_SHOWN = 3


def score_popularity(keys: Iterable[str], *, at: datetime) -> int:
    """Score these products anew from their days; the index looks again at those that have moved. Returns how many."""
    half_life = BehaviourSettings.load().half_life_days
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = midnight.date()
    since = today - timedelta(days=half_life * HALF_LIVES)
    scored = 0
    for part in _split(sorted(set(keys))):
        rows = ProductDay.objects.filter(product_key__in=part, day__gt=since, weight__gt=0)
        days: dict[str, list[tuple[float, float]]] = {key: [] for key in part}
        for key, day, weight in rows.values_list("product_key", "day", "weight"):
            days[key].append(((today - day).days, weight))
        scores = {key: score_days(weights, half_life) for key, weights in days.items()}
        _store_scores(scores, midnight, at=at)
        scored += len(scores)
    return scored


def score_all_popularity(*, at: datetime) -> int:
    """Score every product that has ever been counted or scored; needed when the half-life has changed."""
    counted = ProductDay.objects.filter(weight__gt=0).values_list("product_key", flat=True).distinct()
    scored = ProductPopularity.objects.values_list("product_key", flat=True)
    count = score_popularity({*counted, *scored}, at=at)
    ProductPopularity.objects.filter(score__lte=0.001).delete()
    return count


@transaction.atomic
def _store_scores(scores: dict[str, float], midnight: datetime, *, at: datetime) -> None:
    before = dict(ProductPopularity.objects.filter(product_key__in=list(scores)).values_list("product_key", "score"))
    ProductPopularity.objects.bulk_create(
        [ProductPopularity(product_key=key, score=score, scored_at=midnight) for key, score in scores.items()],
        update_conflicts=True,
        unique_fields=["product_key"],
        update_fields=["score", "scored_at"],
    )
    highest = ProductPopularity.objects.order_by("-score").values_list("score", flat=True).first() or 0.0
    moved = [key for key, score in scores.items() if _step(score, highest) != _step(before.get(key, 0.0), highest)]
    if moved:
        outbox.enqueue(_INDEX, [f"product:{key}" for key in moved], available_at=at)


def _step(score: float, highest: float) -> int:
    """Popularity in coarse steps: not every look at a product is worth writing it into the index anew."""
    return round(scale_popularity(score, highest) * _STEPS)


def learn_clicks(*, at: datetime) -> int:
    """Estimate anew how places are looked at and what appeals; returns the number of appeals. Done in one step."""
    rows = PlacementCount.objects.filter(seen_on__gt=timezone.localdate(at) - _LEARNT_FROM, shown__gt=0)
    named = [
        Placement(f"{locale}\n{phrase}", key, place, shown, clicked)
        for locale, phrase, key, place, shown, clicked in rows.order_by("-shown", "pk").values_list(
            "locale", "phrase", "product_key", "place", "shown", "clicked"
        )[:_MOST_PLACEMENTS]
    ]
    model = estimate(named)
    shown: dict[tuple[str, str], int] = {}
    for one in named:
        shown[one.query, one.product] = shown.get((one.query, one.product), 0) + one.shown
    appeals = [
        QueryAppeal(
            locale=query.partition("\n")[0],
            phrase=query.partition("\n")[2],
            product_key=key,
            appeal=appeal,
            shown=shown[query, key],
        )
        for (query, key), appeal in sorted(model.appeals.items())
        if shown[query, key] >= _FEWEST_SHOWN
    ]
    with transaction.atomic():
        learning = hold_learning()
        QueryAppeal.objects.all().delete()
        QueryAppeal.objects.bulk_create(appeals, batch_size=1_000)
        learning.examination = [round(chance, 6) for chance in model.examination]
        learning.learnt_at = at
        learning.save()
    return len(appeals)


def _split(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _PRODUCTS_TOGETHER):
        yield keys[start : start + _PRODUCTS_TOGETHER]
