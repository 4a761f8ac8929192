"""When the worker counts, learns and cleans up: entries of the outbox, so that no other clock has to run."""

from __future__ import annotations

from datetime import datetime, timedelta

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus

CONSUMER = "behaviour"
COUNT, LEARN, CLEAN = "count", "learn", "clean"
_AFTER = {COUNT: timedelta(seconds=2), LEARN: timedelta(minutes=10), CLEAN: timedelta(days=1)}


def plan_counting(*, at: datetime) -> None:
    """Have what is new counted soon, and learnt from in a while."""
    _plan((COUNT, LEARN, CLEAN), at=at)


def plan_again(name: str, *, at: datetime) -> None:
    """The same job once more, when it is due again."""
    _plan((name,), at=at)


def _plan(names: tuple[str, ...], *, at: datetime) -> None:
    """One entry that waits is enough. Should it be taken just before what is new can be seen, learning counts too."""
    waiting = set(
        OutboxEntry.objects.filter(consumer=CONSUMER, key__in=names, status=OutboxStatus.PENDING).values_list(
            "key", flat=True
        )
    )
    for name in names:
        if name not in waiting:
            outbox.enqueue(CONSUMER, [name], available_at=at + _AFTER[name])
