"""When rules run and stock is looked at: entries of the outbox that the worker takes up, and that plan the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from campaigns.shelving.alerting import tell_of_stock
from campaigns.shelving.facts import read_surroundings
from campaigns.shelving.models import ShelfRule, ShelvingSettings, StockThreshold
from campaigns.shelving.running import run_rules
from campaigns.shelving.stocks import remember_stock
from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus

CONSUMER = "shelving"
RUN, STOCK = "run", "stock"
_STOCK_EVERY = timedelta(hours=1)


def register() -> None:
    """Join the outbox; the first run is planned when the first rule, threshold or setting is saved."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=1))
    for model in (ShelfRule, StockThreshold, ShelvingSettings):
        post_save.connect(_hear, sender=model, dispatch_uid=f"shelving-plans-runs-{model.__name__}")


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Run the rules, or look at the stock, and plan when to do so again; the consumer of the outbox."""
    try:
        if RUN in keys:
            run_rules(at=timezone.now())
        elif STOCK in keys:
            look_at_stock(at=timezone.now())
    finally:
        plan_run(at=timezone.now())
    return {}


def look_at_stock(*, at: datetime) -> None:
    """Find what is low or out of stock, and tell whose it is."""
    surroundings = read_surroundings(at=at)
    remember_stock(surroundings, at=at)
    tell_of_stock(surroundings, at=at)


def plan_run(*, at: datetime) -> None:
    """Have them run, and the stock looked at, when it is time; one entry of each that waits is enough."""
    pending = OutboxEntry.objects.filter(consumer=CONSUMER, status=OutboxStatus.PENDING)
    waiting = set(pending.values_list("key", flat=True))
    after = {RUN: timedelta(hours=ShelvingSettings.load().every_hours), STOCK: _STOCK_EVERY}
    for key in after.keys() - waiting:
        outbox.enqueue(CONSUMER, [key], available_at=at + after[key])


def find_next_run() -> datetime | None:
    """When they run next; None where nothing is planned."""
    entries = OutboxEntry.objects.filter(consumer=CONSUMER, key=RUN, status=OutboxStatus.PENDING)
    return entries.order_by("available_at").values_list("available_at", flat=True).first()


def _hear(**_signal: Any) -> None:
    plan_run(at=timezone.now())
