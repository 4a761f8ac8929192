"""Deletes what is older than AUDIT_DAYS, and enters what came many at a time; the worker does it every night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.auditing.indexing import adopt_recent
from cms.auditing.models import AuditedField, AuditEntry
from cms.delivery import outbox
from cms.delivery.models import OutboxEntry

CONSUMER = "auditing"
_KEY, _ENTERING = "clean", "enter"
_EVERY = timedelta(days=1)
_TOGETHER = 5_000


def register() -> None:
    """Make the worker know of it; called once the app is ready."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, _apply))


def plan() -> None:
    """Have the worker clean up every day, if it does not yet."""
    if not OutboxEntry.objects.filter(consumer=CONSUMER, key=_KEY).exists():
        outbox.enqueue(CONSUMER, [_KEY], available_at=timezone.now() + _EVERY)


def enter_soon(*, at: datetime) -> None:
    """Have the worker enter what was just written many at a time; call inside the transaction that writes it."""
    outbox.enqueue(CONSUMER, [_ENTERING], available_at=at)


def clean(*, at: datetime) -> int:
    """Delete what is older than AUDIT_DAYS, here and in Wagtail's logs; how many entries of ours."""
    before = at - timedelta(days=settings.VITRINE_AUDIT_DAYS)
    for model in (ModelLogEntry, PageLogEntry):
        _delete(model.objects.filter(timestamp__lt=before))
    return _delete(AuditEntry.objects.filter(at__lt=before))


def _delete(rows: Any) -> int:
    """A part at a time, so that nobody who writes has to wait long."""
    count = 0
    while part := list(rows.order_by().values_list("pk", flat=True)[:_TOGETHER]):
        # Past the signals, which are for what people delete.
        if rows.model is AuditEntry:
            AuditedField.objects.filter(entry__in=part)._raw_delete(rows.db)
        rows.model.objects.filter(pk__in=part)._raw_delete(rows.db)
        count += len(part)
    return count


def _apply(keys: list[str], at: datetime) -> dict[str, str]:
    adopt_recent(at=at)
    if _KEY in keys:
        clean(at=at)
        outbox.enqueue(CONSUMER, [_KEY], available_at=at + _EVERY)
    return {}
