"""The demo's coupons: there once, to be taken, and used by codes."""

from __future__ import annotations

import pytest
from django.utils import timezone

from campaigns.promotions.coupons.offering import list_campaigns
from campaigns.promotions.demo.coupons import load_coupons
from campaigns.promotions.demo.loading import load_promotions
from campaigns.promotions.models import Coupon, CouponBatch, Promotion
from tests.shoppers import make_member

pytestmark = pytest.mark.django_db


def test_coupons_are_loaded_once() -> None:
    at = timezone.now()
    make_member("lin")
    make_member("wang")
    load_promotions(at=at)

    counts = [load_coupons(at=at), load_coupons(at=at)]

    assert counts == [3, 0]
    assert [(one.key, one.taken) for one in list_campaigns(at=at)] == [("demo-take-weekend", 0), ("demo-take-tea", 1)]
    assert (CouponBatch.objects.get().made, Coupon.objects.filter(campaign__isnull=True).count()) == (40, 40)
    assert all(one.live for one in Promotion.objects.filter(coupon_kind="issued"))
