"""Which campaigns members can take coupons from, and what a member has taken of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from campaigns.promotions.models import Coupon, CouponCampaign


def list_campaigns(*, at: datetime) -> QuerySet[CouponCampaign]:
    """Those that are open at `at` or will be, with their pictures: those that end first, then the oldest, first."""
    lasting = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    campaigns = CouponCampaign.objects.filter(lasting, is_offered=True, promotion__live=True)
    pictured = campaigns.select_related("image").prefetch_related("image__renditions")
    return pictured.order_by(F("ends_at").asc(nulls_last=True), "created_at", "pk")


def list_taken(shopper: str, campaigns: Sequence[int], *, at: datetime) -> QuerySet[Coupon]:
    """What `shopper` has taken of these campaigns, in that order."""
    own = Coupon.objects.filter(shopper=shopper, campaign__in=campaigns).with_state(at=at)
    return own.select_related("promotion", "batch", "campaign").order_by("campaign", "number")
