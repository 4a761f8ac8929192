"""What is held of a member here: given out, and let go of when they are erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.promotions.coupons.finding import list_coupons
from campaigns.promotions.models import Claim, Coupon, CouponState, ShopperUsage
from campaigns.promotions.shoppers import identify_member
from cms.members import holdings
from cms.members.holdings import Holding
from cms.members.models import Member


def register() -> None:
    """Make the parts known."""
    holdings.register(
        Holding(
            "coupons", export_coupons, erase_coupons, label=_("Coupons"), count=count_coupons, find_list=find_coupons
        )
    )
    holdings.register(
        Holding("claims", export_claims, erase_claims, label=_("Discounts on orders"), count=count_claims)
    )


def export_coupons(member: Member) -> list[dict[str, Any]]:
    """What the member has taken."""
    return [
        {
            "code": coupon.code,
            "promotion": coupon.promotion.name,
            "state": coupon.state_now,  # type: ignore[attr-defined]
            "takenAt": _write(coupon.claimed_at),
            "usedAt": _write(coupon.used_at),
            "validUntil": _write(coupon.expires_at),
        }
        for coupon in list_coupons(identify_member(member), at=timezone.now())
    ]


def count_coupons(member: Member) -> int:
    return Coupon.objects.filter(shopper=identify_member(member)).count()


def find_coupons(member: Member) -> str:
    return f"{reverse('coupons:index')}?member={member.key}"


def erase_coupons(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Coupons stay for the count of those taken, by nobody; what was not used nobody can use any more."""
    own = Coupon.objects.filter(shopper=identify_member(member))
    own.filter(state=CouponState.CLAIMED).update(state=CouponState.REVOKED, revoked_at=at)
    return own.update(shopper="", member=None, taken_key="")


def export_claims(member: Member) -> list[dict[str, Any]]:
    """What the member's orders were given."""
    return [
        {
            "order": claim.order_reference or None,
            "state": claim.state,
            "madeAt": _write(claim.made_at),
            "cart": claim.read_cart(),
            "quote": claim.read_quote(),
        }
        for claim in Claim.objects.filter(shopper=identify_member(member)).order_by("made_at", "pk")
    ]


def count_claims(member: Member) -> int:
    return Claim.objects.filter(shopper=identify_member(member)).count()


def erase_claims(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """What was taken off stays for the books, by nobody; how often they used a rule is forgotten."""
    shopper = identify_member(member)
    ShopperUsage.objects.filter(shopper=shopper).delete()
    claims = list(Claim.objects.filter(shopper=shopper).only("pk", "cart"))
    for claim in claims:
        cart = claim.read_cart()
        cart.pop("shopper", None)
        Claim.objects.filter(pk=claim.pk).update(shopper="", cart=orjson.dumps(cart).decode())
    return len(claims)


def _write(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
