"""Makes the codes of a batch in the worker, a part at a time: it can be watched, stopped and taken up again."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from campaigns.promotions.coupons.codes import make_codes
from campaigns.promotions.coupons.storing import store_codes
from campaigns.promotions.models import BatchProgress, CouponBatch
from cms.delivery import outbox

CONSUMER = "coupons"
PART = 20_000
# A worker holds an entry for two minutes; what is left then is for the next turn.
_LONGEST_TURN = timedelta(seconds=60)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=1))


def plan(batch: CouponBatch, *, at: datetime) -> None:
    """Have the worker make what is missing of a batch."""
    outbox.enqueue(CONSUMER, [str(batch.pk)], available_at=at)


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Make codes; the consumer of the outbox."""
    for key in keys:
        batch = CouponBatch.objects.filter(pk=int(key)).first()
        if batch is not None and not make_batch(batch, longest=_LONGEST_TURN):
            plan(batch, at=timezone.now())
    return {}


def make_batch(batch: CouponBatch, *, part: int = PART, longest: timedelta | None = None) -> bool:
    """Make what is missing until it is done, stopped, or `longest` has passed; False where it has to go on."""
    began = time.monotonic()
    while _make_part(batch.pk, part):
        if longest is not None and time.monotonic() - began >= longest.total_seconds():
            return False
    return True


def stop(batch: CouponBatch) -> bool:
    """Make no more codes; those that are made stay. False where there was nothing to stop."""
    return bool(_of(batch.pk, BatchProgress.MAKING).update(progress=BatchProgress.STOPPED))


def resume(batch: CouponBatch, *, at: datetime) -> bool:
    """Make the rest after all. False where it was not stopped."""
    with transaction.atomic():
        is_stopped = bool(_of(batch.pk, BatchProgress.STOPPED).update(progress=BatchProgress.MAKING))
        if is_stopped:
            plan(batch, at=at)
    return is_stopped


def _make_part(pk: int, part: int) -> bool:
    """One part in a transaction; False where nothing is left to do."""
    with transaction.atomic():
        batch = _of(pk, BatchProgress.MAKING).select_for_update().first()
        if batch is None:
            return False
        count = min(part, batch.count - batch.made)
        _store(batch, count)
        _of(pk, BatchProgress.MAKING).update(made=F("made") + count)
        if batch.made + count < batch.count:
            return True
        _of(pk, BatchProgress.MAKING).update(progress=BatchProgress.DONE, finished_at=timezone.now())
    return False


def _store(batch: CouponBatch, count: int) -> None:
    try:
        with transaction.atomic():
            # In order they go into the index of codes faster; by chance they are all the same.
            store_codes(batch, sorted(make_codes(count, prefix=batch.prefix)))
    except IntegrityError:
        # Chance has made a code that there is already: all of this part are drawn anew.
        store_codes(batch, sorted(make_codes(count, prefix=batch.prefix)))


def _of(pk: int, progress: BatchProgress) -> QuerySet[CouponBatch]:
    return CouponBatch.objects.filter(pk=pk, progress=progress)
