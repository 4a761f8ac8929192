"""Lets the worker draw what the demo shop opened without. Light to import: every process does."""

from __future__ import annotations

from datetime import datetime

from cms.delivery import outbox

CONSUMER = "demo_pictures"
_BATCH = 4


def complete(keys: list[str], at: datetime) -> dict[str, str]:
    """Draw what is left of the pictures of these products; the outbox consumer."""
    from cms.catalog.demo.pictures import complete_pictures

    complete_pictures(keys, at=at)
    return {}


def register() -> None:
    """Join the outbox. A few products at a time: what a killed worker has drawn is drawn again."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, complete, batch_size=_BATCH))
