"""What people do with their notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cms.notices.kinds import Way, get_kind
from cms.notices.models import Notice, NoticePreference


def read(user: Any, notice_id: int, *, at: datetime) -> Notice | None:
    """Mark one of the user's own notices as read; None where it is not theirs, or gone."""
    notice = Notice.objects.filter(user=user, pk=notice_id).first()
    if notice is not None and notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


def read_all(user: Any, *, at: datetime, kind: str = "") -> int:
    """Mark everything as read that was told up to `at`, or all of one kind; how many that were."""
    unread = Notice.objects.filter(user=user, read_at=None, created_at__lte=at)
    return (unread.filter(kind=kind) if kind else unread).update(read_at=at)


def choose_ways(user: Any, ways: Mapping[str, str]) -> None:
    """How the user wants to hear of these kinds from now on. What a kind does by itself needs no row."""
    with transaction.atomic():
        for name, way in ways.items():
            if way == get_kind(name).way:
                NoticePreference.objects.filter(user=user, kind=name).delete()
            else:
                NoticePreference.objects.update_or_create(user=user, kind=name, defaults={"way": Way(way)})
