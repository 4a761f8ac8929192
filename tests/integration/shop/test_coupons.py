"""Coupons are taken by members, once, and found again in the wallet and in the cart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from campaigns.promotions.models import Coupon, CouponCampaign
from tests.integration.promotions.making import make_promotion, publish
from tests.integration.shop.conftest import find_all

pytestmark = pytest.mark.django_db

AMOUNT = {"type": "amount", "value": {"value": "5.00", "allocation": "across", "select": "cheapest"}}


@pytest.fixture(autouse=True)
def development(settings: Any) -> None:
    settings.VITRINE_IS_DEVELOPMENT = True
    cache.clear()


def make_campaign(name: str = "Five off", **fields: Any) -> CouponCampaign:
    promotion = publish(make_promotion(action=AMOUNT, coupon_kind="issued", name=name))
    return CouponCampaign.objects.create(promotion=promotion, name=name, is_offered=True, **fields)


def sign_in(visitor: Any) -> None:
    visitor.client.post("/en/me/sign-in", {"member": "lin"})


def claim(visitor: Any, campaign: CouponCampaign) -> Any:
    return visitor.client.post("/en/coupons/claim", {"campaign": campaign.key, "key": "wish"})


def test_a_guest_sees_what_there_is_and_is_asked_to_sign_in(visitor: Any) -> None:
    now = timezone.now()
    campaign = make_campaign(stock=10, ends_at=now + timedelta(days=1))
    make_campaign("Later", starts_at=now + timedelta(days=1))
    make_campaign("Empty", stock=0)

    page = visitor.open("/en/coupons")
    response = claim(visitor, campaign)

    assert find_all(r'<p class="ticket__title">([^<]*)</p>', page) == ["Five off", "Later", "Empty"]
    assert find_all(r'<progress max="(\d+)" value="(\d+)"', page) == [("10", "10")]
    assert "/en/coupons/claim" not in page
    assert response["Location"].startswith("/en/me/sign-in?")
    assert Coupon.objects.count() == 0


def test_a_member_takes_one_and_the_cart_uses_it_by_itself(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    campaign = make_campaign(stock=10)
    sign_in(visitor)

    response = claim(visitor, campaign)
    page = visitor.open("/en/coupons?said=claimed")
    visitor.client.post("/en/cart/change", {"sku": "mug-000", "quantity": "2"})
    cart = visitor.open("/en/cart")

    code = Coupon.objects.get().code
    assert (response.status_code, response["Location"]) == (303, "/en/coupons?said=claimed#mine")
    assert find_all(r"<code>([^<]*)</code>", page) == [code]
    assert find_all(r'code--on">.*?<b>([^<]*)</b>', cart) == [code]
    assert find_all(r'aria-live="polite">([^<]*)', cart) == ["¥25.00"]


def test_what_is_refused_is_said_at_its_place_and_takes_nothing(visitor: Any) -> None:
    campaign = make_campaign(stock=0)
    sign_in(visitor)

    refused = claim(visitor, campaign)
    mistyped = visitor.client.post("/en/coupons/add", {"code": "NONSENSE"})

    assert (refused.status_code, mistyped.status_code) == (422, 422)
    assert len(find_all(r'<p class="line__problem" role="alert">([^<]+)</p>', refused.content.decode())) == 1
    assert len(find_all(r'id="code-problem">([^<]+)<', mistyped.content.decode())) == 1
    assert 'value="NONSENSE"' in mistyped.content.decode()
    assert Coupon.objects.count() == 0


def test_nothing_to_take_is_said(visitor: Any) -> None:
    assert "There are no coupons to take at the moment." in visitor.open("/en/coupons")
