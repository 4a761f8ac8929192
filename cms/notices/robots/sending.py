"""The outbox consumer that posts to channels: one that is down is not asked again for the rest of a batch."""

from __future__ import annotations

from datetime import datetime

from cms.delivery import outbox
from cms.delivery.webhooks.posting import Answer
from cms.notices.models import ChannelMessage, NoticeChannel
from cms.notices.robots.posting import post_to
from cms.notices.telling import ROBOTS

_BATCH = 10
"""Ten of ten seconds each are over before the lease of a batch is."""


def send(keys: list[str], at: datetime) -> dict[str, str]:
    """Post the messages of these keys; those already posted, or of channels switched off meanwhile, are left out."""
    waiting = ChannelMessage.objects.filter(pk__in=[int(key) for key in keys], sent_at=None, channel__is_active=True)
    failures: dict[str, str] = {}
    down: dict[int, str] = {}
    for message in waiting.select_related("channel").order_by("pk"):
        error = down.get(message.channel_id) or _send(message, at=at, down=down)
        if error:
            failures[str(message.pk)] = error
    return failures


def _send(message: ChannelMessage, *, at: datetime, down: dict[int, str]) -> str:
    answer = post_to(message.channel, message, at=at)
    if not answer.error:
        ChannelMessage.objects.filter(pk=message.pk).update(sent_at=at)
    elif answer.is_endpoint_down:
        down[message.channel_id] = answer.error
    note_answer(message.channel, answer, at=at)
    return answer.error


def note_answer(channel: NoticeChannel, answer: Answer, *, at: datetime) -> None:
    """Write down how the last message went, for whoever looks at the channel."""
    NoticeChannel.objects.filter(pk=channel.pk).update(last_attempt_at=at, last_error=answer.error[:500])


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(ROBOTS, send, batch_size=_BATCH))
