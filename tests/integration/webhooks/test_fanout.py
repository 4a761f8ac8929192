"""From a change of a document to a message an endpoint, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import DeliveryDocument, OutboxEntry
from cms.delivery.webhooks.fanout import fan_out
from cms.delivery.webhooks.models import WebhookEndpoint, WebhookMessage

MakeEndpoint = Callable[..., WebhookEndpoint]
Store = Callable[..., DeliveryDocument]


def take_outbox(*consumers: str) -> list[tuple[str, str]]:
    entries = sorted(OutboxEntry.objects.filter(consumer__in=consumers).values_list("consumer", "key"))
    OutboxEntry.objects.all().delete()
    return entries


def test_without_an_endpoint_nothing_is_written(db: None) -> None:
    outbox.announce_documents(["product:tea"], at=timezone.now())
    assert take_outbox("webhook") == []
    assert fan_out(["product:tea"], timezone.now()) == {}
    assert not WebhookMessage.objects.exists()


def test_an_endpoint_that_is_switched_off_counts_as_none(make_endpoint: MakeEndpoint) -> None:
    make_endpoint(is_active=False)
    outbox.announce_documents(["product:tea"], at=timezone.now())
    assert take_outbox("webhook") == []


def test_an_endpoint_hears_of_every_change(make_endpoint: MakeEndpoint) -> None:
    make_endpoint()
    outbox.announce_documents(["product:tea", "brand:leaf"], at=timezone.now())
    assert take_outbox("webhook") == [("webhook", "brand:leaf"), ("webhook", "product:tea")]


def test_a_changed_document(make_endpoint: MakeEndpoint, store_document: Store) -> None:
    endpoint = make_endpoint()
    store_document("tea", "a" * 64)
    store_document("tea", "b" * 64, locale="zh-hans")
    now = timezone.now()
    assert fan_out(["product:tea"], now) == {}
    message = WebhookMessage.objects.get()
    assert (message.endpoint, message.key, message.delivered_at) == (endpoint, "product:tea", None)
    assert orjson.loads(message.body) == {
        "id": message.message_id,
        "type": "document.changed",
        "timestamp": now.isoformat(),
        "data": {
            "kind": "product",
            "key": "tea",
            "locales": ["en", "zh-hans"],
            "contentHashes": {"en": "a" * 64, "zh-hans": "b" * 64},
        },
    }
    assert take_outbox("webhook-sending") == [("webhook-sending", f"{endpoint.pk}:product:tea")]


def test_the_same_state_again_is_no_message(make_endpoint: MakeEndpoint, store_document: Store) -> None:
    make_endpoint()
    store_document("tea", "a" * 64)
    fan_out(["product:tea"], timezone.now())
    before = WebhookMessage.objects.values().get()
    take_outbox("webhook-sending")
    assert fan_out(["product:tea"], timezone.now()) == {}
    assert WebhookMessage.objects.values().get() == before
    assert take_outbox("webhook-sending") == []


def test_another_state_takes_the_place_of_one_not_sent_yet(make_endpoint: MakeEndpoint, store_document: Store) -> None:
    make_endpoint()
    store_document("tea", "a" * 64)
    fan_out(["product:tea"], timezone.now())
    first = WebhookMessage.objects.get()
    store_document("tea", "c" * 64)
    fan_out(["product:tea"], timezone.now())
    second = WebhookMessage.objects.get()
    assert second.pk == first.pk
    assert second.message_id != first.message_id
    assert orjson.loads(second.body)["data"]["contentHashes"] == {"en": "c" * 64}


def test_a_removed_document(make_endpoint: MakeEndpoint, store_document: Store) -> None:
    endpoint = make_endpoint()
    store_document("tea", "a" * 64).delete()
    fan_out(["product:tea"], timezone.now())
    # It was never told of the document, so there is nothing to take back.
    assert not WebhookMessage.objects.exists()

    document = store_document("tea", "a" * 64)
    fan_out(["product:tea"], timezone.now())
    take_outbox("webhook-sending")
    document.delete()
    fan_out(["product:tea"], timezone.now())
    body = orjson.loads(WebhookMessage.objects.get().body)
    assert body["type"] == "document.removed"
    assert body["data"] == {"kind": "product", "key": "tea", "locales": [], "contentHashes": {}}
    assert take_outbox("webhook-sending") == [("webhook-sending", f"{endpoint.pk}:product:tea")]
    fan_out(["product:tea"], timezone.now())
    assert take_outbox("webhook-sending") == []


def test_only_the_chosen_kinds(make_endpoint: MakeEndpoint, store_document: Store) -> None:
    brands = make_endpoint(name="Brands", kinds=["brand"])
    everything = make_endpoint(name="Everything")
    store_document("tea", "a" * 64)
    store_document("leaf", "b" * 64, kind="brand")
    fan_out(["product:tea", "brand:leaf"], timezone.now())
    assert take_outbox("webhook-sending") == sorted(
        [
            ("webhook-sending", f"{brands.pk}:brand:leaf"),
            ("webhook-sending", f"{everything.pk}:brand:leaf"),
            ("webhook-sending", f"{everything.pk}:product:tea"),
        ]
    )


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow_with_the_batch(
    make_endpoint: MakeEndpoint, store_document: Store, django_assert_max_num_queries: Any, count: int
) -> None:
    make_endpoint(name="One")
    make_endpoint(name="Two")
    keys = [f"product:tea-{number}" for number in range(count)]
    for number in range(count):
        store_document(f"tea-{number}", "a" * 64)
    with django_assert_max_num_queries(9):
        fan_out(keys, timezone.now())
    assert WebhookMessage.objects.count() == count * 2
