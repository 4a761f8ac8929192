"""Deletes notices that were read long ago, and much later those that never were: the worker looks every day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.notices.models import Notice

CONSUMER = "notices-cleaning"
UNREAD_TIMES = 3
"""What nobody has read yet is kept so many times as long: somebody may be away for months."""
_KEY = "clean"
_EVERY = timedelta(days=1)
_TOGETHER = 5_000


def register() -> None:
    """Make the worker know of it; called once the app is ready."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, _apply))


def plan() -> None:
    """Have the worker clean up every day, if it does not yet."""
    if not OutboxEntry.objects.filter(consumer=CONSUMER).exists():
        outbox.enqueue(CONSUMER, [_KEY], available_at=timezone.now() + _EVERY)


def clean(*, at: datetime) -> int:
    """Delete what was read NOTICE_DAYS ago, and what has waited three times as long to be; how many."""
    kept = timedelta(days=settings.VITRINE_NOTICE_DAYS)
    read = _delete(Notice.objects.filter(read_at__lt=at - kept))
    return read + _delete(Notice.objects.filter(read_at__isnull=True, created_at__lt=at - kept * UNREAD_TIMES))


def _delete(rows: Any) -> int:
    """A part at a time, so that nobody who is told something has to wait long."""
    count = 0
    while part := list(rows.order_by().values_list("pk", flat=True)[:_TOGETHER]):
        count += Notice.objects.filter(pk__in=part).delete()[0]
    return count


def _apply(keys: list[str], at: datetime) -> dict[str, str]:
    clean(at=at)
    outbox.enqueue(CONSUMER, [_KEY], available_at=at + _EVERY)
    return {}
