"""Has the owners of files hear once whose licence ends; how they hear is told by who can tell people something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from cms.delivery import outbox
from cms.media.models import UsageRights
from cms.media.rights.checking import SOON
from cms.media.rights.selectors import list_untold

CONSUMER = "media-rights"
_AT = time(9)
"""When people are told, by the shop's clock: not at midnight."""

Tell = Callable[[Sequence[UsageRights]], None]
_tellers: list[Tell] = []


def register_teller(tell: Tell) -> None:
    """Have `tell(rights)` called with what was not told of yet; called once an app is ready."""
    if tell not in _tellers:
        _tellers.append(tell)


def register() -> None:
    """Join the outbox, and hear of every term."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, tell_of_ending, batch_size=100))
    post_save.connect(_plan, sender=UsageRights, dispatch_uid="media-rights-plan")


def tell_of_ending(keys: list[str], at: datetime) -> dict[str, str]:
    """Tell of those of `keys` that end and were not told of; the outbox consumer."""
    found = list_untold([int(key) for key in keys], day=timezone.localdate(at))
    if found and _tellers:
        for tell in _tellers:
            tell(found)
        UsageRights.objects.filter(pk__in=[one.pk for one in found]).update(told_at=at)
    return {}


def _plan(instance: UsageRights, raw: bool = False, **_kwargs: Any) -> None:
    """Look at it again a month before its term ends."""
    if raw or instance.valid_until is None or instance.told_at is not None or instance.collection_id is not None:
        return
    moment = timezone.make_aware(datetime.combine(instance.valid_until - SOON, _AT))
    outbox.enqueue(CONSUMER, [str(instance.pk)], available_at=max(moment, timezone.now()))
