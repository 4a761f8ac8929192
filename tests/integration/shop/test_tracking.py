"""What the storefront's script tells reaches the API as whoever visits."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from cms.members.identity import development
from cms.members.models import Member
from search.behaviour.models import Event, ProductPair
from shop.sessions import COOKIE
from shop.visits import begin_visit
from storefront import client as api
from tests.integration.shop.conftest import find_all

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[3] / "templates" / "static" / "shop" / "tracking.js"


@pytest.fixture(autouse=True)
def nothing_counted_yet(settings: Any) -> None:
    settings.VITRINE_IS_DEVELOPMENT = True
    cache.clear()


def send(client: Client, *events: Any, locale: str = "en", **given: Any) -> int:
    body = {"clientId": "client-0001", "hasConsent": True, "events": list(events), **given}
    headers = {"sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0"}
    response = client.post(f"/{locale}/track", orjson.dumps(body), content_type="application/json", headers=headers)
    assert response["Cache-Control"] == "private, no-store"
    return response.status_code


def make_event(**fields: Any) -> dict[str, Any]:
    thing = {"object": {"object_id": "mug-000", "object_id_field": "product"}}
    return {"event_id": str(uuid.uuid4()), "action_name": "view", "event_attributes": thing, **fields}


def test_a_guest_who_agreed_is_counted_and_no_other():
    assert send(Client(), make_event(), hasConsent=False) == 204
    assert send(Client(), make_event(), hasConsent="yes") == 204
    assert not Event.objects.exists()
    assert send(Client(), make_event(), make_event(action_name="dance"), locale="zh-hans") == 204
    event = Event.objects.get()
    assert (event.object_id, event.locale, event.member) == ("mug-000", "zh-hans", None)


def test_a_member_is_known_by_the_cookie_and_counted_as_they_agreed():
    browser = Client()
    member = development.find_demo_member("lin") or development.DemoMember("lin", "Lin")
    token = development.sign_token(member)
    browser.cookies[COOKIE] = token
    assert send(browser, make_event()) == 204
    assert not Event.objects.exists()
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = token
    visit = begin_visit(request, "en")
    for kind in ("ANALYTICS", "PERSONALISATION"):
        api.ask("give_consent", {"input": {"kind": kind}}, context=visit.context)
    assert send(browser, make_event(), hasConsent=False) == 204
    assert Event.objects.get().member == Member.objects.get()


@pytest.mark.parametrize(
    ("headers", "content_type", "body", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, "application/json", b"{}", 403),
        ({}, "text/plain", b"{}", 415),
        ({}, "application/json", b"{", 400),
        ({}, "application/json", b"[]", 400),
        ({}, "application/json", b'{"events": 1}', 400),
        ({}, "application/json", b'{"clientId": 7, "hasConsent": true, "events": []}', 400),
        ({}, "application/json", b" " * 70_000, 413),
    ],
)
def test_what_is_no_batch_is_refused(headers, content_type, body, status):
    response = Client().post("/en/track", body, content_type=content_type, headers=headers)
    assert response.status_code == status
    assert not Event.objects.exists()


def test_too_often_is_said(settings):
    settings.VITRINE_RATES = {"Track": (1, 60)}
    assert send(Client(), make_event()) == 204
    assert send(Client(), make_event()) == 429


def test_pages_say_what_there_is_to_tell(visitor, make_shop):
    make_shop(2)
    page = visitor.open("/en/search?q=马克杯")
    assert find_all(r'data-query="([0-9a-f-]{36})" data-text="([^"]+)"', page) != []
    assert (
        find_all(r'data-product="([^"]+)"', page) == ["mug-000", "mug-001"] or len(find_all("data-product", page)) == 2
    )
    product = visitor.open("/en/products/mug-000")
    assert 'data-viewed="mug-000"' in product
    assert 'data-track="/en/track"' in product
    assert "data-consent hidden" in product
    assert "data-query" not in visitor.open("/en/categories/kitchen")


def test_a_product_page_recommends_with_reasons(visitor, make_shop):
    make_shop(8)
    for one, two in (("mug-000", "mug-007"), ("mug-007", "mug-000")):
        ProductPair.objects.create(kind="bought", product_key=one, other_key=two, count=3, seen_on=timezone.localdate())
    page = visitor.open("/en/products/mug-000")
    together = page.partition('id="together"')[2].partition("</section>")[0]
    assert "3 shoppers bought both" in together
    assert find_all(r'data-product="([^"]+)"', together) == ["mug-007"]
    similar = page.partition('id="similar"')[2].partition("</section>")[0]
    shown = find_all(r'data-product="([^"]+)"', similar)
    assert 4 <= len(shown) <= 5
    assert not {"mug-000", "mug-007"} & set(shown)
    assert "Also 杯子 by Acme" in similar


def test_the_script_asks_first_and_sends_by_beacon():
    script = SCRIPT.read_text(encoding="utf-8")
    assert "navigator.sendBeacon" in script
    assert "eval(" not in script
    assert "document.cookie" not in script
