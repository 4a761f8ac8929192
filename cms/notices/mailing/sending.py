"""The outbox consumers that send mail. What could not be sent is tried again, later each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any

from django.core.mail import get_connection

from cms.delivery import outbox
from cms.notices.kinds import Way
from cms.notices.mailing.writing import write_mail
from cms.notices.models import Notice
from cms.notices.telling import DIGEST, MAIL

_BATCH = 5
"""So many at most wait for a mail server that hardly answers, within the lease of a batch."""


def send_at_once(keys: list[str], at: datetime) -> dict[str, str]:
    """A mail for each of these notices that nobody has read meanwhile."""
    waiting = _list_waiting(Way.MAIL).filter(pk__in=[int(key) for key in keys])
    return _send_all(((str(notice.pk), [notice]) for notice in waiting), at=at)


def send_summaries(keys: list[str], at: datetime) -> dict[str, str]:
    """For each of these people one mail of all that waits for it."""
    waiting: dict[str, list[Notice]] = defaultdict(list)
    for notice in _list_waiting(Way.DIGEST).filter(user__in=[int(key) for key in keys]):
        waiting[str(notice.user_id)].append(notice)
    return _send_all(waiting.items(), at=at, is_summary=True)


def _list_waiting(way: Way) -> Any:
    unread = Notice.objects.filter(way=way, mailed_at=None, read_at=None, user__is_active=True)
    return unread.exclude(user__email="").select_related("user__wagtail_userprofile").order_by("pk")


def _send_all(mails: Iterable[tuple[str, list[Notice]]], *, at: datetime, is_summary: bool = False) -> dict[str, str]:
    failures: dict[str, str] = {}
    connection: Any = get_connection()
    away = ""
    try:
        for key, notices in mails:
            away = away or _open(connection)
            error = away or _send(connection, notices, at=at, is_summary=is_summary)
            if error:
                failures[key] = error
    finally:
        connection.close()
    return failures


def _open(connection: Any) -> str:
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        return f"the mail server cannot be used: {str(error) or type(error).__name__}"
    return ""


def _send(connection: Any, notices: list[Notice], *, at: datetime, is_summary: bool) -> str:
    mail = write_mail(notices[0].user, notices, is_summary=is_summary)
    try:
        connection.send_messages([mail])
    except (OSError, SMTPException) as error:
        if isinstance(error, (OSError, SMTPServerDisconnected)):
            connection.close()
        return f"the mail could not be sent: {str(error) or type(error).__name__}"
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
    return ""


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(MAIL, send_at_once, batch_size=_BATCH))
    outbox.register_consumer(outbox.Consumer(DIGEST, send_summaries, batch_size=_BATCH))
