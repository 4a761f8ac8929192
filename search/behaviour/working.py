"""What the worker does for this part: counts, learns, and throws away what is too old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from cms.delivery import outbox
from search.behaviour.counting import BATCH, count_events, count_searches
from search.behaviour.interests import plan_learning
from search.behaviour.models import (
    BehaviourSettings,
    Event,
    PlacementCount,
    ProductDay,
    ProductPair,
    QueryDay,
    SearchRecord,
)
from search.behaviour.scheduling import CLEAN, CONSUMER, COUNT, LEARN, plan_again, plan_counting
from search.behaviour.scoring import learn_clicks, score_all_popularity, score_popularity

_BATCHES_A_TURN = 10
_PAIRS_FORGOTTEN_AFTER = timedelta(days=180)
_DELETED_TOGETHER = 5_000


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=3))


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Do the jobs named; the consumer of the outbox."""
    for name in keys:
        if name in _JOBS:
            _JOBS[name](at)
    return {}


def count_all(*, at: datetime, batches: int | None = None) -> int:
    """Count what is new and score the products it is about; returns how many events and searches there were."""
    moved: set[str] = set()
    members: set[int] = set()
    done = turn = 0
    while batches is None or turn < batches:
        turn += 1
        searches = count_searches()
        events, keys, some = count_events(at=at)
        done, moved, members = done + searches + events, moved | keys, members | some
        if searches < BATCH and events < BATCH:
            break
    if moved:
        score_popularity(moved, at=at)
    if members:
        plan_learning(members, at=at)
    return done


def _count(at: datetime) -> None:
    count_all(at=at, batches=_BATCHES_A_TURN)
    if Event.objects.filter(is_counted=False).exists() or SearchRecord.objects.filter(is_counted=False).exists():
        plan_counting(at=timezone.now())


def _learn(at: datetime) -> None:
    count_all(at=at, batches=_BATCHES_A_TURN)
    learn_clicks(at=at)
    plan_again(LEARN, at=timezone.now())


def _clean(at: datetime) -> None:
    clean(at=at)
    score_all_popularity(at=at)
    plan_again(CLEAN, at=timezone.now())


_JOBS: dict[str, Callable[[datetime], None]] = {COUNT: _count, LEARN: _learn, CLEAN: _clean}


def clean(*, at: datetime) -> int:
    """Delete events and counts that have been kept long enough; what was never counted stays. Returns how many."""
    settings = BehaviourSettings.load()
    raw_before = at - timedelta(days=settings.raw_days)
    day_before = timezone.localdate(at) - timedelta(days=settings.count_days)
    seen_before = timezone.localdate(at) - _PAIRS_FORGOTTEN_AFTER
    old = (
        Event.objects.filter(occurred_at__lt=raw_before, is_counted=True),
        SearchRecord.objects.filter(searched_at__lt=raw_before, is_counted=True),
        ProductDay.objects.filter(day__lt=day_before),
        QueryDay.objects.filter(day__lt=day_before),
        PlacementCount.objects.filter(seen_on__lt=seen_before),
        ProductPair.objects.filter(seen_on__lt=seen_before),
    )
    return sum(_delete(rows) for rows in old)


def _delete(rows: object) -> int:
    """A part at a time, so that nobody who writes has to wait long."""
    count = 0
    while part := list(rows.values_list("pk", flat=True)[:_DELETED_TOGETHER]):  # type: ignore[attr-defined]
        rows.model.objects.filter(pk__in=part).delete()  # type: ignore[attr-defined]
        count += len(part)
    return count
