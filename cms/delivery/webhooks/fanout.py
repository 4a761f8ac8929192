"""From one change of a document to a message for each endpoint that wants it; sends nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from cms.delivery import outbox, selectors
from cms.delivery.selectors import LiveDocument
from cms.delivery.webhooks.messages import describe_state, make_message_id, write_body
from cms.delivery.webhooks.models import WebhookEndpoint, WebhookMessage

FAN_OUT = "webhook"
SENDING = "webhook-sending"


def has_endpoints() -> bool:
    """Whether anybody wants to hear of changes."""
    return WebhookEndpoint.objects.filter(is_active=True).exists()


def fan_out(keys: list[str], at: datetime) -> dict[str, str]:
    """Write the messages that the present state of `keys` ("product:tea") calls for; the outbox consumer.

    A state an endpoint was told of already makes no message, so that doing this twice changes nothing.
    """
    endpoints = list(WebhookEndpoint.objects.filter(is_active=True))
    if not endpoints:
        return {}
    documents = _find_documents(keys, at=at)
    with transaction.atomic():
        known = {
            (message.endpoint_id, message.key): message
            for message in WebhookMessage.objects.select_for_update().filter(endpoint__in=endpoints, key__in=keys)
        }
        new, changed = [], []
        for endpoint in endpoints:
            for key in keys:
                if not endpoint.wants(key.partition(":")[0]):
                    continue
                message = known.get((endpoint.pk, key))
                found = documents.get(key, {})
                if message is None and found:
                    new.append(_fill(WebhookMessage(endpoint=endpoint, key=key), found, at=at))
                elif message is not None and message.state != describe_state(found):
                    changed.append(_fill(message, found, at=at))
        WebhookMessage.objects.bulk_create(new, batch_size=200)
        WebhookMessage.objects.bulk_update(
            changed, ["message_id", "state", "body", "occurred_at", "delivered_at"], batch_size=100
        )
        outbox.enqueue(
            SENDING, [f"{message.endpoint_id}:{message.key}" for message in (*new, *changed)], available_at=at
        )
    return {}


def _find_documents(keys: Sequence[str], *, at: datetime) -> dict[str, Mapping[str, LiveDocument]]:
    names: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kind, _separator, name = key.partition(":")
        names[kind].append(name)
    return {
        f"{kind}:{name}": documents
        for kind, chosen in names.items()
        for name, documents in selectors.find_all_locales(kind, chosen, at=at).items()
    }


def _fill(message: WebhookMessage, documents: Mapping[str, LiveDocument], *, at: datetime) -> WebhookMessage:
    message.message_id = make_message_id()
    message.state = describe_state(documents)
    message.body = write_body(message.key, documents, message_id=message.message_id, at=at)
    message.occurred_at = at
    message.delivered_at = None
    return message


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(
        outbox.Consumer(FAN_OUT, fan_out, batch_size=100, watches_documents=True, is_wanted=has_endpoints)
    )
