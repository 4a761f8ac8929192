"""Lets the worker draw what the demo shop opened without. Light to import: every process does."""

from __future__ import annotations

from datetime import datetime

from cms.catalog.demo.later import CONSUMER
from cms.delivery import outbox

_BATCH = 4


def complete(keys: list[str], at: datetime) -> dict[str, str]:
    """Draw what is left of the pictures of these products and categories; the outbox consumer."""
    from cms.catalog.demo.pictures import complete_pictures
    from cms.catalog.demo.tiles import draw_tiles

    named = [key.partition(":") for key in keys]
    complete_pictures([key for kind, _colon, key in named if kind == "product"], at=at)
    draw_tiles([key for kind, _colon, key in named if kind == "category"], at=at)
    return {}


def register() -> None:
    """Join the outbox. A few products at a time: what a killed worker has drawn is drawn again."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, complete, batch_size=_BATCH))
