"""Reads what pictures look like that were here before fingerprints were: the worker by itself, or a command."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.media.alike.finding import note_pairs
from cms.media.models import MediaImage

logger = logging.getLogger(__name__)

CONSUMER = "fingerprints"
_AFTER = "after:"
_BATCH = 25

Progress = Callable[[int, int], None]
Failed = Callable[[MediaImage, str], None]


@dataclass
class Reading:
    """What reading came to."""

    done: int = 0
    failed: int = 0


def list_unread(after: int = 0) -> QuerySet[MediaImage]:
    """Pictures nobody knows the look of, from `after` on; one that is plain has no fingerprint, but a look."""
    return MediaImage.objects.filter(look=b"", pk__gt=after).order_by("pk")


def read_unread(
    *, limit: int | None = None, on_progress: Progress | None = None, on_failure: Failed | None = None
) -> Reading:
    """Read all that are unread, or `limit` of them; each is kept at once, so that it may be stopped and run again."""
    reading, last = Reading(), 0
    count = list_unread().count()
    total = count if limit is None else min(limit, count)
    while (left := total - reading.done - reading.failed) > 0:
        images = list(list_unread(last)[: min(_BATCH, left)])
        if not images:
            break
        for image in images:
            reason = read_picture(image)
            if reason:
                reading.failed += 1
                if on_failure is not None:
                    on_failure(image, reason)
            else:
                reading.done += 1
            if on_progress is not None:
                on_progress(reading.done + reading.failed, total)
        last = images[-1].pk
    return reading


def read_picture(image: MediaImage) -> str:
    """Keep what the picture looks like, and what it is like; why that cannot be, or "".

    Not save(): neither the file nor anything that shoppers see is different.
    """
    try:
        found = image.file.inspect()
    except ValidationError as error:
        return " ".join(error.messages)
    except Exception as error:  # storages fail in ways of their own
        return f"{type(error).__name__}: {error}"
    noted = image.note_look(found)
    if MediaImage._base_manager.filter(pk=image.pk, file=image.file.name).update(**noted):
        note_pairs(image)
    return ""


def plan() -> int:
    """Have the worker read what is unread, if it does not yet; how many those are."""
    count = list_unread().count()
    if count and not OutboxEntry.objects.filter(consumer=CONSUMER).exists():
        outbox.enqueue(CONSUMER, [f"{_AFTER}0"], available_at=timezone.now())
    return count


def register() -> None:
    """Join the outbox: a batch, then what else is waiting, then the next one."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, _apply, batch_size=1))


def _apply(keys: list[str], at: datetime) -> dict[str, str]:
    for key in keys:
        images = list(list_unread(int(key.removeprefix(_AFTER)))[:_BATCH])
        for image in images:
            if reason := read_picture(image):
                # It is asked again when the shop is started the next time.
                logger.warning("No fingerprint of picture %s: %s", image.pk, reason)
        if len(images) == _BATCH:
            outbox.enqueue(CONSUMER, [f"{_AFTER}{images[-1].pk}"], available_at=at)
    return {}
