"""Posts one message to one channel. Nothing is written: who calls notes how it went."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.delivery.webhooks.posting import Answer, exchange
from cms.notices.addresses import complete_address
from cms.notices.models import ChannelMessage, NoticeChannel
from cms.notices.robots.formats import Message, find_refusal, write_request

_LONGEST_ANSWER = 16_384


def post_to(channel: NoticeChannel, message: ChannelMessage, *, at: datetime) -> Answer:
    """Post `message`; a robot that answers 200 and refuses it in its own words has failed too."""
    with override(channel.language):
        see = _("Open in the admin")
    request = write_request(
        channel.format,
        url=channel.url,
        secret=channel.secret,
        message=Message(
            id=f"notice_{message.pk or 'test'}",
            kind=message.kind,
            subject=message.subject,
            body=message.body,
            link=complete_address(message.address),
            see=see,
            at=at,
        ),
    )
    answer, content = exchange(
        request.url,
        body=request.body,
        headers=request.headers,
        allow_private=settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES,
        limit=_LONGEST_ANSWER,
    )
    return answer if answer.error else Answer(answer.status, find_refusal(channel.format, content))
