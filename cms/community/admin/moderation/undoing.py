"""The last decision of somebody, for as long as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.community.models import ModerationEvent

_OFFERED_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What can be undone: the event, and how many were decided together."""

    event: ModerationEvent
    count: int


def find_last_decision(user: Any) -> LastDecision | None:
    """What `user` has decided last, if nothing has happened to it since."""
    events = ModerationEvent.objects.filter(by=user, undo__isnull=False, at__gt=timezone.now() - _OFFERED_FOR)
    event = events.select_related("item").order_by("-at", "-pk").first()
    if event is None or event.undo is None or event.item.version != event.undo["version"]:
        return None
    count = events.filter(batch=event.batch).count() if event.batch else 1
    return LastDecision(event, count)
