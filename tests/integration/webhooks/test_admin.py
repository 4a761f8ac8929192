"""Endpoints in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms.delivery.models import OutboxEntry
from cms.delivery.webhooks.models import WebhookEndpoint, WebhookMessage
from cms.delivery.webhooks.wagtail_hooks import describe_result

MakeEndpoint = Callable[..., WebhookEndpoint]


@pytest.fixture
def editor(client: Client, db: None, settings: Any) -> Client:
    settings.LANGUAGE_CODE = "en"
    settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = False
    client.force_login(User.objects.create_superuser("editor", "editor@example.com", "secret"))
    return client


def test_adding(editor: Client) -> None:
    form = {"name": "Shop", "url": "https://shop.example/hook", "is_active": "on", "kinds": ["product"]}
    assert editor.get(reverse("webhook_endpoints:add")).status_code == 200
    assert editor.post(reverse("webhook_endpoints:add"), form).status_code == 302
    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.name, endpoint.kinds, endpoint.is_active) == ("Shop", ["product"], True)
    assert endpoint.secret.startswith("whsec_")
    assert len(endpoint.secret) == 50


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://shop.example/", "is not allowed; write http:// or https://"),
        ("shop.example", "is not allowed; write http:// or https://"),
        ("http://127.0.0.1:9200/", "127.0.0.1 is not a public address"),
        ("http://localhost/", "localhost is not a public address"),
        ("http://redis.internal/", "redis.internal is not a public address"),
        ("http://[::1]/", "::1 is not a public address"),
        ("https://me:secret@shop.example/", "a name and password in an address are not allowed"),
    ],
)
def test_a_bad_address_is_refused_in_its_field(editor: Client, url: str, reason: str) -> None:
    response = editor.post(reverse("webhook_endpoints:add"), {"name": "Shop", "url": url, "is_active": "on"})
    assert response.status_code == 200
    [error] = response.context["form"].errors["url"]
    assert reason in error
    assert not WebhookEndpoint.objects.exists()


def test_near_addresses_by_setting(editor: Client, settings: Any) -> None:
    settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = True
    form = {"name": "Shop", "url": "http://localhost:3000/hook", "is_active": "on"}
    assert editor.post(reverse("webhook_endpoints:add"), form).status_code == 302


def test_editing_keeps_the_secret_unless_a_new_one_is_asked_for(editor: Client, make_endpoint: MakeEndpoint) -> None:
    endpoint = make_endpoint(name="Shop")
    address = reverse("webhook_endpoints:edit", args=[endpoint.pk])
    assert endpoint.secret in editor.get(address).content.decode().replace("&#x2B;", "+")
    form = {"name": "Store", "url": endpoint.url, "is_active": "on", "shown_secret": "whsec_forged"}
    assert editor.post(address, form).status_code == 302
    changed = WebhookEndpoint.objects.get()
    assert (changed.name, changed.secret) == ("Store", endpoint.secret)
    assert editor.post(address, {**form, "renew_secret": "on"}).status_code == 302
    renewed = WebhookEndpoint.objects.get().secret
    assert renewed.startswith("whsec_")
    assert renewed != endpoint.secret


def test_saving_takes_up_what_was_missed(editor: Client, make_endpoint: MakeEndpoint) -> None:
    endpoint = make_endpoint(name="Shop", failures=9, paused_until=timezone.now())
    WebhookMessage.objects.create(
        endpoint=endpoint, key="product:tea", message_id="msg_1", body="{}", occurred_at=timezone.now()
    )
    form = {"name": "Shop", "url": endpoint.url, "is_active": "on"}
    assert editor.post(reverse("webhook_endpoints:edit", args=[endpoint.pk]), form).status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.paused_until) == (0, None)
    assert [entry.key for entry in OutboxEntry.objects.all()] == [f"{endpoint.pk}:product:tea"]


def test_the_list_says_how_the_last_message_went(editor: Client, make_endpoint: MakeEndpoint) -> None:
    now = timezone.now()
    make_endpoint(name="New")
    make_endpoint(name="Good", last_attempt_at=now, last_status=204)
    make_endpoint(name="Bad", last_attempt_at=now, last_status=500, last_error="it answered 500")
    make_endpoint(name="Off", is_active=False)
    page = editor.get(reverse("webhook_endpoints:index")).content.decode()
    for text in ("Nothing sent yet", "Accepted (204)", "Failed: it answered 500", "Switched off"):
        assert text in page


def test_results_in_words(make_endpoint: MakeEndpoint) -> None:
    later = timezone.now() + timedelta(minutes=1)
    with translation.override("en"):
        bad = make_endpoint(name="Bad", last_attempt_at=later, last_error="no answer", paused_until=later)
        assert describe_result(bad) == "Failed: no answer · trying again soon"
        gone = make_endpoint(name="Gone", last_error="it answered 410 Gone", is_active=False)
        assert describe_result(gone) == "Switched off: it answered 410 Gone"
