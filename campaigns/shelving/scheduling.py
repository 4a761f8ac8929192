"""When rules run: an entry of the outbox that the worker takes up, and that plans the next one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from campaigns.shelving.models import ShelfRule, ShelvingSettings
from campaigns.shelving.running import run_rules
from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus

CONSUMER = "shelving"
RUN = "run"


def register() -> None:
    """Join the outbox; the first run is planned when the first rule is saved."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=1))
    post_save.connect(_hear, sender=ShelfRule, dispatch_uid="shelving-plans-runs")


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Run the rules, and plan the next run; the consumer of the outbox."""
    try:
        run_rules(at=timezone.now())
    finally:
        plan_run(at=timezone.now())
    return {}


def plan_run(*, at: datetime) -> None:
    """Have them run when it is time; one entry that waits is enough."""
    if not OutboxEntry.objects.filter(consumer=CONSUMER, status=OutboxStatus.PENDING).exists():
        hours = ShelvingSettings.load().every_hours
        outbox.enqueue(CONSUMER, [RUN], available_at=at + timedelta(hours=hours))


def find_next_run() -> datetime | None:
    """When they run next; None where nothing is planned."""
    entries = OutboxEntry.objects.filter(consumer=CONSUMER, status=OutboxStatus.PENDING)
    return entries.order_by("available_at").values_list("available_at", flat=True).first()


def _hear(**_signal: Any) -> None:
    plan_run(at=timezone.now())
