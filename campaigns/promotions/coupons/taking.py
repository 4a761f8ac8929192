"""Members take coupons: of a campaign, while its stock lasts, or by a code they were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.promotions.coupons.codes import make_code, normalise_code
from campaigns.promotions.models import Coupon, CouponCampaign, CouponState
from campaigns.promotions.shoppers import identify_member
from cms.members.models import Member
from cms.refusals import Refused

_MOST_TRIES = 5
_LONGEST_KEY = 80


def take_coupon(campaign_key: str, member: Member, *, key: str = "", at: datetime) -> Coupon:
    """One coupon of a campaign for `member`: one UPDATE on the stock and one row, or nothing at all.

    The same `key` again answers the same coupon; without one, asking again where each member gets one answers that.
    Raises Refused.
    """
    if len(key) > _LONGEST_KEY:
        text = _("A key has 1 to %(most)d characters.") % {"most": _LONGEST_KEY}
        raise Refused.because("BAD_KEY", text, field="key")
    for _attempt in range(_MOST_TRIES):
        campaign = CouponCampaign.objects.select_related("promotion").filter(key=campaign_key, is_offered=True).first()
        if campaign is None:
            raise Refused.because("UNKNOWN_CAMPAIGN", _("These coupons are not offered any more."), field="campaign")
        try:
            with transaction.atomic():
                # One look, for what is found and what is counted: between two, another request could take one.
                own = list(Coupon.objects.filter(campaign=campaign, shopper=identify_member(member)))
                return _find_taken(campaign, own, key) or _take(campaign, member, key, taken=len(own), at=at)
        except IntegrityError:
            # The same member at the same time: what the other request has taken is seen now.
            continue
    raise Refused.because("BUSY", _("Too many take coupons at this moment: try again."))


def _find_taken(campaign: CouponCampaign, own: Sequence[Coupon], key: str) -> Coupon | None:
    if key:
        return next((coupon for coupon in own if coupon.taken_key == key), None)
    return own[0] if own and campaign.per_shopper == 1 else None


def _take(campaign: CouponCampaign, member: Member, key: str, *, taken: int, at: datetime) -> Coupon:
    if not campaign.is_open(at) or not campaign.promotion.live:
        is_early = campaign.starts_at is not None and at < campaign.starts_at
        code = "NOT_STARTED" if is_early else "ENDED"
        text = _("These coupons cannot be taken yet.") if is_early else _("These coupons cannot be taken any more.")
        raise Refused.because(code, text, field="campaign")
    if taken >= campaign.per_shopper:
        raise Refused.because("LIMIT_REACHED", _("You have taken as many as there are for you."), field="campaign")
    has_stock = Q(stock__isnull=True) | Q(taken__lt=F("stock"))
    if not CouponCampaign.objects.filter(has_stock, pk=campaign.pk).update(taken=F("taken") + 1):
        raise Refused.because("SOLD_OUT", _("All of these coupons are taken."), field="campaign")
    return Coupon.objects.create(
        promotion=campaign.promotion,
        campaign=campaign,
        code=make_code(),
        state=CouponState.CLAIMED,
        shopper=identify_member(member),
        member=member,
        number=taken + 1,
        taken_key=key,
        claimed_at=at,
        expires_at=_find_end(campaign.valid_days, campaign.valid_until, at=at),
    )


def add_code(code: str, member: Member, *, at: datetime) -> Coupon:
    """Put a code that `member` was given among their coupons; from then on it is theirs alone. Raises Refused."""
    shopper = identify_member(member)
    coupon = Coupon.objects.select_related("batch").filter(code=normalise_code(code)).first()
    if coupon is not None and coupon.shopper == shopper:
        return coupon
    if coupon is not None and coupon.batch is not None and not coupon.shopper:
        batch = coupon.batch
        is_standing = batch.revoked_at is None and (batch.valid_until is None or at < batch.valid_until)
        free = Coupon.objects.filter(pk=coupon.pk, state=CouponState.AVAILABLE, shopper="")
        end = _find_end(batch.valid_days, None, at=at)
        changes = {"shopper": shopper, "member": member, "claimed_at": at, "expires_at": end}
        if is_standing and free.update(state=CouponState.CLAIMED, **changes):
            coupon.refresh_from_db()
            return coupon
    # Whoever tries codes learns nothing about those of others.
    raise Refused.because("BAD_CODE", _("This code cannot be used: it is mistyped, used, or has ended."), field="code")


def _find_end(days: int | None, until: datetime | None, *, at: datetime) -> datetime | None:
    ends = [] if until is None else [until]
    if days is not None:
        ends.append(at + timedelta(days=days))
    return min(ends, default=None)
