"""Messages are signed, repeated under their id, and one dead receiver holds up no other."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from cms.delivery.models import DeliveryDocument, OutboxEntry
from cms.delivery.webhooks import posting, resuming, sending
from cms.delivery.webhooks.fanout import fan_out
from cms.delivery.webhooks.models import WebhookEndpoint, WebhookMessage
from cms.delivery.webhooks.sending import send
from tests.integration.webhooks.conftest import Receiver

MakeReceiver = Callable[..., Receiver]
MakeEndpoint = Callable[..., WebhookEndpoint]
Store = Callable[..., DeliveryDocument]


@pytest.fixture
def announce(store_document: Store) -> Callable[..., list[str]]:
    """Store documents, write their messages and return the keys of what is to be sent."""

    def write(*names: str, content_hash: str = "a" * 64) -> list[str]:
        for name in names:
            store_document(name, content_hash)
        fan_out([f"product:{name}" for name in names], timezone.now())
        entries = OutboxEntry.objects.filter(consumer="webhook-sending")
        keys = sorted(entries.values_list("key", flat=True))
        OutboxEntry.objects.all().delete()
        return keys

    return write


def list_put_off() -> dict[str, Any]:
    return dict(OutboxEntry.objects.filter(consumer="webhook-sending").values_list("key", "available_at"))


def test_a_message_arrives_signed(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    receiver = make_receiver()
    endpoint = make_endpoint(receiver)
    now = timezone.now()
    assert send(announce("tea"), now) == {}
    [(headers, body)] = receiver.seen
    message = WebhookMessage.objects.get()
    assert headers["webhook-id"] == message.message_id
    assert headers["webhook-timestamp"] == str(int(now.timestamp()))
    assert headers["content-type"] == "application/json"
    assert body.decode() == message.body
    assert Webhook(endpoint.secret).verify(body, headers)["data"]["key"] == "tea"
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secret).verify(body + b" ", headers)
    assert message.delivered_at == now
    endpoint.refresh_from_db()
    assert (endpoint.last_status, endpoint.last_error, endpoint.last_attempt_at) == (204, "", now)
    assert list_put_off() == {}


def test_what_was_accepted_is_not_sent_again(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    receiver = make_receiver()
    make_endpoint(receiver)
    keys = announce("tea")
    send(keys, timezone.now())
    assert send(keys, timezone.now()) == {}
    assert len(receiver.seen) == 1


def test_an_attempt_that_failed_is_repeated_under_its_id(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    receiver = make_receiver(status=500)
    endpoint = make_endpoint(receiver)
    keys = announce("tea")
    now = timezone.now()
    assert send(keys, now) == {keys[0]: "it answered 500 Internal Server Error"}
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until) == (1, now + timedelta(seconds=1))
    assert WebhookMessage.objects.get().delivered_at is None
    receiver.status = 200
    assert send(keys, now + timedelta(seconds=1)) == {}
    assert len({headers["webhook-id"] for headers, _body in receiver.seen}) == 1
    assert len(receiver.seen) == 2
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until, endpoint.last_status) == (0, None, 200)


def test_a_dead_endpoint_is_tried_once_and_holds_up_no_other(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    good, bad = make_receiver(), make_receiver(status=503)
    dead = make_endpoint(bad)
    make_endpoint(good)
    keys = announce("one", "two", "three")
    now = timezone.now()
    failures = send(keys, now)
    assert len(good.seen) == 3
    assert len(bad.seen) == 1
    assert len(failures) == 1
    assert next(iter(failures)).startswith(f"{dead.pk}:")
    # The other two wait for the next try without an attempt of their own.
    until = now + timedelta(seconds=1)
    rest = {key for key in keys if key.startswith(f"{dead.pk}:")} - set(failures)
    assert list_put_off() == dict.fromkeys(rest, until)

    OutboxEntry.objects.all().delete()
    assert send(sorted(rest), now + timedelta(milliseconds=500)) == {}
    assert len(bad.seen) == 1
    assert list_put_off() == dict.fromkeys(rest, until)


def test_the_pause_grows(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    endpoint = make_endpoint(make_receiver(status=503))
    keys = announce("tea")
    at = timezone.now()
    for seconds in (1, 2, 4, 8):
        assert len(send(keys, at)) == 1
        endpoint.refresh_from_db()
        assert endpoint.paused_until == at + timedelta(seconds=seconds)
        at = endpoint.paused_until


def test_a_message_that_is_refused_stops_no_other(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    receiver = make_receiver(status=400)
    endpoint = make_endpoint(receiver)
    keys = announce("one", "two")
    assert send(keys, timezone.now()) == dict.fromkeys(keys, "it answered 400 Bad Request")
    assert len(receiver.seen) == 2
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until, endpoint.last_error) == (0, None, "it answered 400 Bad Request")


def test_gone_switches_off(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]], caplog: Any
) -> None:
    receiver = make_receiver(status=410)
    endpoint = make_endpoint(receiver)
    assert send(announce("one", "two"), timezone.now()) == {}
    assert len(receiver.seen) == 1
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert list_put_off() == {}
    assert "says it is gone (410) and was switched off" in caplog.text


def test_redirects_are_not_followed(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    target = make_receiver()
    make_endpoint(make_receiver(status=302, headers={"Location": target.url}))
    [error] = send(announce("tea"), timezone.now()).values()
    assert error == "it answered 302 Found; redirects are not followed, enter the final address"
    assert target.seen == []


def test_a_slow_endpoint_goes_on_behind_the_others(
    make_receiver: MakeReceiver,
    make_endpoint: MakeEndpoint,
    announce: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "_BUDGET", 0.05)
    slow = make_receiver(seconds=0.1)
    endpoint = make_endpoint(slow)
    keys = announce("one", "two", "three")
    now = timezone.now()
    assert send(keys, now) == {}
    assert len(slow.seen) == 1
    assert set(list_put_off().values()) == {now + timedelta(seconds=2)}
    assert len(list_put_off()) == 2
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until) == (0, now + timedelta(seconds=2))


def test_no_answer_in_time(make_receiver: MakeReceiver) -> None:
    receiver = make_receiver(seconds=1.5)
    started = time.monotonic()
    answer = posting.post(
        receiver.url,
        "whsec_c2VjcmV0",
        message_id="msg_1",
        body="{}",
        at=timezone.now(),
        allow_private=True,
        seconds=0.2,
    )
    assert answer == posting.Answer(None, "no answer within 0.2 seconds")
    assert answer.is_endpoint_down
    assert time.monotonic() - started < 1


def test_our_own_network_is_closed(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]], settings: Any
) -> None:
    settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = False
    receiver = make_receiver()
    make_endpoint(receiver)
    [error] = send(announce("tea"), timezone.now()).values()
    assert error == "127.0.0.1 leads to 127.0.0.1, which is not a public address"
    assert receiver.seen == []


def test_an_endpoint_that_was_deleted_or_switched_off_meanwhile(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    receiver = make_receiver()
    endpoint = make_endpoint(receiver)
    keys = announce("tea")
    WebhookEndpoint.objects.update(is_active=False)
    assert send(keys, timezone.now()) == {}
    endpoint.delete()
    assert send(keys, timezone.now()) == {}
    assert receiver.seen == []
    assert list_put_off() == {}


def test_a_state_that_came_while_sending_is_not_taken_for_sent(
    make_receiver: MakeReceiver,
    make_endpoint: MakeEndpoint,
    announce: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_endpoint(make_receiver())
    keys = announce("tea")
    note = sending._note

    def overtaken(one: Any, *, at: Any) -> dict[str, str]:
        WebhookMessage.objects.update(message_id="msg_newer")
        return note(one, at=at)

    monkeypatch.setattr(sending, "_note", overtaken)
    assert send(keys, timezone.now()) == {}
    assert WebhookMessage.objects.get().delivered_at is None


def test_resuming_sends_what_was_given_up(
    make_receiver: MakeReceiver, make_endpoint: MakeEndpoint, announce: Callable[..., list[str]]
) -> None:
    receiver = make_receiver(status=503)
    endpoint = make_endpoint(receiver)
    keys = announce("one", "two")
    send(keys, timezone.now())
    OutboxEntry.objects.all().delete()
    endpoint.refresh_from_db()
    now = timezone.now()
    assert resuming.resume(endpoint, at=now) == 2
    assert list_put_off() == dict.fromkeys(keys, now)
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until) == (0, None)
