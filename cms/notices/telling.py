"""Tells people: rows written in the change's own transaction; mail and robots follow once it is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from cms.delivery import outbox
from cms.notices.digests import plan_digest
from cms.notices.kinds import Way, get_kind
from cms.notices.models import ChannelMessage, Notice, NoticeChannel, NoticePreference

MAIL = "notices-mail"
DIGEST = "notices-digest"
ROBOTS = "notices-robots"
_REPEATS = timedelta(days=1)
"""A robot posts the same matter once in this time, whoever has read it meanwhile."""

Text = Any
"""A string, a lazy one, or a function that makes one: called once a language."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is told, before it is worded for anybody."""

    kind: str
    subject: Text
    body: Text
    address: str
    key: str
    at: datetime

    def word(self, language: str) -> dict[str, Any]:
        with override(language):
            subject, body = _make(self.subject), _make(self.body)
        return {
            "kind": self.kind,
            "subject": " ".join(subject.split())[:255],
            "body": body,
            "address": self.address,
            "key": self.key,
            "created_at": self.at,
        }


def tell(kind: str, users: Iterable[Any], *, subject: Text, body: Text = "", address: str = "", key: str = "") -> int:
    """Tell `users` something of a registered kind, each in their language and in the way they chose; how many hear it.

    `subject` and `body` are strings, lazy ones, or functions such as `lambda: _("%(name)s …") % {…}`. `address` is a
    path of the admin. Whoever has an unread notice of the same `kind` and `key` is not told again. People who may not
    log in are passed over.
    """
    get_kind(kind)
    chosen = {user.pk for user in users if user.is_active}
    if not chosen:
        return 0
    matter = _Matter(kind, subject, body, address[:500], key[:200], timezone.now())
    with transaction.atomic():
        notices = _write_notices(matter, chosen)
        _tell_channels(matter, chosen)
    return len(notices)


def settle(kind: str, key: str) -> int:
    """The matter is seen to: whoever has not looked yet need not any more; how many that were."""
    return Notice.objects.filter(kind=kind, key=key, read_at=None).update(read_at=timezone.now())


def was_told(kind: str, key: str) -> bool:
    """Whether anybody, or any robot, has been told of a matter at some time."""
    of_key = {"kind": kind, "key": key}
    return Notice.objects.filter(**of_key).exists() or ChannelMessage.objects.filter(**of_key).exists()


def tell_people_with(right: str, kind: str, **what: Any) -> int:
    """Tell everybody who has `right` ("delivery.view_outboxentry"), administrators included."""
    return tell(kind, list_people_with(right), **what)


def list_people_with(right: str) -> list[Any]:
    """Who may log in and has `right`, by themselves or through a group."""
    users: Any = get_user_model()._default_manager
    return list(users.with_perm(right, backend="django.contrib.auth.backends.ModelBackend"))


def _write_notices(matter: _Matter, chosen: set[int]) -> list[Notice]:
    ways = dict(NoticePreference.objects.filter(user__in=chosen, kind=matter.kind).values_list("user_id", "way"))
    default = get_kind(matter.kind).way
    known = _list_unread(matter, chosen) if matter.key else set()
    texts: dict[str, dict[str, Any]] = {}
    rows = []
    for user_id, language in _list_languages(chosen - known):
        way = ways.get(user_id, default)
        if way != Way.NONE:
            text = texts.get(language) or texts.setdefault(language, matter.word(language))
            rows.append(Notice(user_id=user_id, way=way, **text))
    # Somebody else may tell of the same matter at this very moment; then theirs is the one that stays.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    told = list(
        Notice.objects.filter(user__in=[row.user_id for row in rows], kind=matter.kind, key=matter.key)
        .filter(created_at=matter.at, read_at=None)
        .order_by("pk")
    )
    now = [str(notice.pk) for notice in told if notice.way == Way.MAIL]
    outbox.enqueue(MAIL, now, available_at=matter.at)
    later = [str(notice.user_id) for notice in told if notice.way == Way.DIGEST]
    outbox.enqueue(DIGEST, later, available_at=plan_digest(matter.at))
    return told


def _list_unread(matter: _Matter, chosen: set[int]) -> set[int]:
    unread = Notice.objects.filter(user__in=chosen, kind=matter.kind, key=matter.key, read_at=None)
    return set(unread.values_list("user_id", flat=True))


def _list_languages(chosen: set[int]) -> list[tuple[int, str]]:
    users: Any = get_user_model()._default_manager
    rows = users.filter(pk__in=chosen).order_by("pk").values_list("pk", "wagtail_userprofile__preferred_language")
    return [(pk, language or settings.LANGUAGE_CODE) for pk, language in rows]


def _tell_channels(matter: _Matter, chosen: set[int]) -> None:
    channels = [channel for channel in _list_channels(chosen) if not channel.kinds or matter.kind in channel.kinds]
    if matter.key:
        lately = ChannelMessage.objects.filter(
            channel__in=channels, kind=matter.kind, key=matter.key, created_at__gt=matter.at - _REPEATS
        )
        told = set(lately.values_list("channel_id", flat=True))
        channels = [channel for channel in channels if channel.pk not in told]
    rows = [ChannelMessage(channel=channel, **matter.word(channel.language)) for channel in channels]
    ChannelMessage.objects.bulk_create(rows)
    outbox.enqueue(ROBOTS, [str(row.pk) for row in rows], available_at=matter.at)


def _list_channels(chosen: set[int]) -> list[NoticeChannel]:
    active = NoticeChannel.objects.filter(is_active=True)
    for_all = active.filter(groups=None)
    return [*for_all, *active.filter(groups__user__in=chosen).distinct()]


def _make(text: Text) -> str:
    made: Callable[[], Any] | None = text if callable(text) else None
    return str(made() if made is not None else text)
