"""When suggestions are made anew: by the worker, a while after products have changed and once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus
from search.suggesting.building import build_suggestions

CONSUMER, BUILD = "suggestions", "build"
_AFTER_A_CHANGE = timedelta(minutes=10)
_DAILY = timedelta(days=1)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=1))


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Make them anew; the consumer of the outbox."""
    build_suggestions(at=at)
    plan(after=timezone.now() + _DAILY)
    return {}


def plan_refresh(*, at: datetime) -> None:
    """Products have changed: what they are called may have, too."""
    plan(after=at + _AFTER_A_CHANGE)


def plan(*, after: datetime) -> None:
    """One that waits for as early a time is enough."""
    waiting = OutboxEntry.objects.filter(consumer=CONSUMER, status=OutboxStatus.PENDING, available_at__lte=after)
    if not waiting.exists():
        outbox.enqueue(CONSUMER, [BUILD], available_at=after)
