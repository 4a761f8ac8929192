"""Weighs every product again, some at a time, so that what changes meanwhile never waits behind it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import DeliveryDocument
from search.boundaries import CONSUMER as INDEX
from search.corpora import CORPORA
from search.engines import PRODUCTS
from search.weighing.models import Reweighing
from search.weighing.scheduling import CONSUMER, STEP
from search.weighing.selectors import count_waiting

_TOGETHER = 1000
_FEW = 100
_PAUSE = timedelta(seconds=0.5)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=1))


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Hand the next products to the index, unless it has enough of them; the consumer of the outbox."""
    row = Reweighing.objects.filter(pk=1, started_at__isnull=False, finished_at__isnull=True).first()
    if row is None:
        return {}
    if count_waiting(row) <= _FEW:
        _go_on(row, at=at)
    if row.finished_at is None:
        outbox.enqueue(CONSUMER, [STEP], available_at=timezone.now() + _PAUSE)
    return {}


def _go_on(row: Reweighing, *, at: datetime) -> None:
    corpus = CORPORA[PRODUCTS]
    rows = DeliveryDocument.objects.filter(kind__in=corpus.kinds, key__gt=row.after).live(at=at)
    keys = list(rows.order_by("key").values_list("key", flat=True).distinct()[:_TOGETHER])
    now = timezone.now()
    if keys:
        outbox.enqueue(INDEX, [corpus.write_target(key) for key in keys], available_at=now)
        row.after, row.handed_over, row.handed_over_at = keys[-1], row.handed_over + len(keys), now
        row.total = row.total or corpus.count(at=at)
    elif not count_waiting(row):
        row.finished_at = now
    # Weights that were saved meanwhile have begun anew: what was read here is not written over that.
    Reweighing.objects.filter(pk=1, started_at=row.started_at).update(
        after=row.after,
        handed_over=row.handed_over,
        handed_over_at=row.handed_over_at,
        total=max(row.total, row.handed_over),
        finished_at=row.finished_at,
    )
