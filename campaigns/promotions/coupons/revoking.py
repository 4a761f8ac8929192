"""Takes coupons back, one or a whole batch of them, and gives them again; what was used stays used."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, Value, When

from campaigns.promotions.models import Coupon, CouponBatch, CouponState


def revoke_coupon(coupon: Coupon, *, at: datetime) -> bool:
    """Nobody can use it any more. False where it is used or revoked already."""
    open_ones = Coupon.objects.filter(pk=coupon.pk, state__in=(CouponState.AVAILABLE, CouponState.CLAIMED))
    return bool(open_ones.update(state=CouponState.REVOKED, revoked_at=at))


def restore_coupon(coupon: Coupon) -> bool:
    """It is as it was before. False where it was not revoked by itself."""
    before = Case(
        When(claimed_at__isnull=True, then=Value(CouponState.AVAILABLE.value)),
        default=Value(CouponState.CLAIMED.value),
    )
    revoked = Coupon.objects.filter(pk=coupon.pk, state=CouponState.REVOKED)
    return bool(revoked.update(state=before, revoked_at=None))


def revoke_batch(batch: CouponBatch, *, at: datetime) -> bool:
    """None of its codes can be used any more: one row says so for a million. False where it was revoked already."""
    return bool(CouponBatch.objects.filter(pk=batch.pk, revoked_at__isnull=True).update(revoked_at=at))


def restore_batch(batch: CouponBatch) -> bool:
    """Its codes hold again, but for those that were revoked by themselves. False where it was not revoked."""
    return bool(CouponBatch.objects.filter(pk=batch.pk, revoked_at__isnull=False).update(revoked_at=None))
