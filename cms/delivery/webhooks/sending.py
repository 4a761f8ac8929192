"""Sends what `fanout` wrote. Each endpoint has a key of its own for each document: a dead one holds up no other.

An endpoint that is down is left alone for a while that grows with each failure. What waits for it meanwhile is put
off without an attempt; what was attempted and failed is tried again by the outbox, in the end given up with an alarm.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from cms.delivery import outbox
from cms.delivery.webhooks.fanout import SENDING
from cms.delivery.webhooks.models import WebhookEndpoint, WebhookMessage
from cms.delivery.webhooks.posting import GONE, Answer, post

logger = logging.getLogger(__name__)

BATCH = 40
_THREADS = 8
# Seconds an endpoint may use of one batch; a slow one goes on a little later, behind the others.
_BUDGET = 8.0
_BREATH = timedelta(seconds=2)


@dataclass
class _Round:
    """One endpoint's part of a batch."""

    endpoint: WebhookEndpoint
    messages: list[WebhookMessage] = field(default_factory=list)
    answers: list[tuple[WebhookMessage, Answer]] = field(default_factory=list)

    @property
    def unsent(self) -> list[WebhookMessage]:
        return self.messages[len(self.answers) :]


def send(keys: list[str], at: datetime) -> dict[str, str]:
    """Send the messages `keys` ("3:product:tea": endpoint and document) stand for; the outbox consumer."""
    rounds = _load(keys)
    ready = [one for one in rounds if not one.endpoint.is_paused(at=at)]
    with ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="webhook") as threads:
        list(threads.map(lambda one: _send_round(one, at=at), ready))
    failures: dict[str, str] = {}
    for one in ready:
        failures |= _note(one, at=at)
    for one in rounds:
        _put_off(one, at=at)
    return failures


def _load(keys: Sequence[str]) -> list[_Round]:
    """What is still to be sent of `keys`, an endpoint each; what is gone or switched off meanwhile is left out."""
    chosen: dict[int, list[str]] = defaultdict(list)
    for name in keys:
        endpoint_id, _separator, key = name.partition(":")
        chosen[int(endpoint_id)].append(key)
    endpoints = WebhookEndpoint.objects.filter(pk__in=chosen, is_active=True).in_bulk()
    rounds = {pk: _Round(endpoint) for pk, endpoint in endpoints.items()}
    waiting = WebhookMessage.objects.filter(
        endpoint__in=endpoints.values(), key__in={key for some in chosen.values() for key in some}, delivered_at=None
    )
    for message in waiting.order_by("occurred_at", "pk"):
        if message.key in chosen[message.endpoint_id]:
            rounds[message.endpoint_id].messages.append(message)
    return [one for one in rounds.values() if one.messages]


def _send_round(one: _Round, *, at: datetime) -> None:
    """Send until all is sent, the endpoint turns out to be down, or its share of the time is used up."""
    started = time.monotonic()
    for message in one.messages:
        answer = post(
            one.endpoint.url,
            one.endpoint.secret,
            message_id=message.message_id,
            body=message.body,
            at=at,
            allow_private=settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES,
        )
        one.answers.append((message, answer))
        if answer.is_endpoint_down or answer.status == GONE or time.monotonic() - started > _BUDGET:
            return


def _note(one: _Round, *, at: datetime) -> dict[str, str]:
    """Write down how it went; returns the failures by outbox key."""
    failures = {}
    for message, answer in one.answers:
        if answer.error:
            failures[f"{one.endpoint.pk}:{message.key}"] = answer.error
        else:
            # Only the state that was sent: a newer one has another id and an entry of its own.
            WebhookMessage.objects.filter(pk=message.pk, message_id=message.message_id).update(delivered_at=at)
    _message, last = one.answers[-1]
    endpoint = one.endpoint
    endpoint.last_attempt_at, endpoint.last_status, endpoint.last_error = at, last.status, last.error[:500]
    endpoint.failures = endpoint.failures + 1 if last.is_endpoint_down else 0
    endpoint.paused_until = None
    if last.is_endpoint_down:
        endpoint.paused_until = at + outbox.backoff(endpoint.failures)
    elif one.unsent:
        endpoint.paused_until = at + _BREATH
    noted = ["last_attempt_at", "last_status", "last_error", "failures", "paused_until"]
    if last.status == GONE:
        endpoint.is_active = False
        noted.append("is_active")
        logger.error("Webhook endpoint %s says it is gone (410) and was switched off", endpoint.name)
        failures = {}
    endpoint.save(update_fields=noted)
    return failures


def _put_off(one: _Round, *, at: datetime) -> None:
    """What was not attempted waits until the endpoint is tried again; no attempt is counted."""
    if one.unsent and one.endpoint.is_active:
        until = max(one.endpoint.paused_until or at, at)
        outbox.enqueue(SENDING, [f"{one.endpoint.pk}:{message.key}" for message in one.unsent], available_at=until)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(SENDING, send, batch_size=BATCH))
