"""Deletes what is known of failed logins once it holds up nobody: the worker looks every day until nothing is left."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.signin import lockouts

CONSUMER = "signin"
_KEY = "clean"
_EVERY = timedelta(days=1)


def register() -> None:
    """Make the worker know of it; called once the app is ready."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, _apply))


def plan() -> None:
    """Have the worker clean up, if it is not going to anyway."""
    if not OutboxEntry.objects.filter(consumer=CONSUMER).exists():
        outbox.enqueue(CONSUMER, [_KEY], available_at=timezone.now() + _EVERY)


def _apply(keys: list[str], at: datetime) -> dict[str, str]:
    lockouts.clean(at=at)
    if AccessAttempt.objects.exists():
        outbox.enqueue(CONSUMER, [_KEY], available_at=at + _EVERY)
    return {}
