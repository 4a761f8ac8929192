"""Takes up again what an endpoint missed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cms.delivery import outbox
from cms.delivery.webhooks.fanout import SENDING
from cms.delivery.webhooks.models import WebhookEndpoint, WebhookMessage


def resume(endpoint: WebhookEndpoint, *, at: datetime) -> int:
    """End the pause of `endpoint` and send what it has not accepted yet, given up or not; returns how many."""
    with transaction.atomic():
        endpoint.failures, endpoint.paused_until = 0, None
        endpoint.save(update_fields=["failures", "paused_until"])
        waiting = WebhookMessage.objects.filter(endpoint=endpoint, delivered_at=None).values_list("key", flat=True)
        keys = [f"{endpoint.pk}:{key}" for key in waiting]
        outbox.enqueue(SENDING, keys, available_at=at)
    return len(keys)
