"""Whoever holds a token sees a draft, or the shop at another time; nobody else ever does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.delivery.preview_tokens import make_token
from tests import factories

pytestmark = pytest.mark.django_db

TITLE = '{ product(key: "mug-000") { title } }'


def test_a_token_shows_the_draft_and_nothing_is_kept(storefront, make_shop):
    content = make_shop(2).products[0]
    content.title = "新的马克杯"
    content.save_revision()
    token = make_token(content, at=timezone.now())
    response = storefront.send(TITLE, X_Vitrine_Preview=token)
    assert response.json()["data"] == {"product": {"title": "新的马克杯"}}
    assert response["Cache-Control"] == "no-store"
    response = storefront.send(TITLE)
    assert response.json()["data"] == {"product": {"title": "马克杯 000"}}
    assert response["Cache-Control"] == "no-cache"


def test_a_token_shows_the_shop_at_another_time(storefront, make_shop):
    content = make_shop(1).products[0]
    now = timezone.now()
    factories.publish(content, title="双十一马克杯", go_live_at=now + timedelta(days=2))
    token = make_token(None, at=now)
    later = (now + timedelta(days=3)).isoformat()
    headers = {"X_Vitrine_Preview": token, "X_Vitrine_Preview_At": later}
    assert storefront.ask(TITLE, **headers) == {"product": {"title": "双十一马克杯"}}
    assert storefront.ask("{ serverTime }", **headers)["serverTime"].startswith(later[:19])
    assert storefront.ask(TITLE) == {"product": {"title": "马克杯 000"}}


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"X_Vitrine_Preview": "forged"}, "not made by this server"),
        ({"X_Vitrine_Preview_At": "2026-11-11T00:00:00+08:00"}, "needs a token"),
    ],
)
def test_what_grants_nothing_shows_nothing(storefront, make_shop, headers, message):
    make_shop(1)
    error = storefront.fail(TITLE, **headers)
    assert error["extensions"]["code"] == "BAD_PREVIEW"
    assert message in error["message"]


def test_a_time_has_to_be_one(storefront, make_shop):
    token = make_token(None, at=timezone.now())
    for text in ("tomorrow", "2026-11-11T00:00:00", "2026-99-11T00:00:00Z"):
        error = storefront.fail(TITLE, X_Vitrine_Preview=token, X_Vitrine_Preview_At=text)
        assert error["extensions"]["code"] == "BAD_PREVIEW"


def test_an_expired_token_shows_nothing(storefront, make_shop):
    content = make_shop(1).products[0]
    token = make_token(content, at=timezone.now() - timedelta(days=2))
    assert "expired" in storefront.fail(TITLE, X_Vitrine_Preview=token)["message"]
