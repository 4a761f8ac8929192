"""Coupons of whoever asks, and campaigns they can be taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from campaigns.promotions.coupons.finding import list_coupons
from campaigns.promotions.coupons.offering import list_campaigns, list_taken
from campaigns.promotions.models import Coupon, CouponCampaign, CouponState, Promotion
from campaigns.promotions.shoppers import identify_shopper
from cms.media.delivering import describe_image
from storefront.context import RequestContext
from storefront.keysets import KeysetPage, Place, decode_cursor


@dataclass(frozen=True, slots=True)
class CouponSource:
    """A coupon as whoever has it sees it."""

    coupon: Coupon
    locale: str
    at: datetime

    @property
    def code(self) -> str:
        return self.coupon.code

    @property
    def state(self) -> str:
        return self.coupon.state_now  # type: ignore[attr-defined]

    @property
    def title(self) -> str:
        return self._find_text("title")

    @property
    def badge(self) -> str:
        return self._find_text("badge")

    @property
    def terms(self) -> str:
        return self._find_text("terms")

    def _find_text(self, name: str) -> str:
        """What the campaign says; else what the promotion does."""
        said = self.coupon.campaign.get_text(self.locale, name) if self.coupon.campaign is not None else ""
        return said or self.coupon.promotion.get_text(self.locale, name)

    @property
    def campaign(self) -> str | None:
        return self.coupon.campaign.key if self.coupon.campaign is not None else None

    @property
    def claimed_at(self) -> datetime | None:
        return self.coupon.claimed_at

    @property
    def used_at(self) -> datetime | None:
        return self.coupon.used_at

    @property
    def valid_from(self) -> datetime | None:
        """When both the codes and the promotion have started."""
        batch = self.coupon.batch
        starts = (batch.valid_from if batch is not None else None, self.coupon.promotion.starts_at)
        return max((one for one in starts if one is not None), default=None)

    @property
    def valid_until(self) -> datetime | None:
        """When the first of the code, its batch and the promotion ends."""
        batch = self.coupon.batch
        promotion: Promotion = self.coupon.promotion
        ends = (self.coupon.expires_at, batch.valid_until if batch is not None else None, promotion.ends_at)
        return min((one for one in ends if one is not None), default=None)

    @property
    def is_usable(self) -> bool:
        begins, ends = self.valid_from, self.valid_until
        is_open = self.state in (CouponState.AVAILABLE, CouponState.CLAIMED) and self.coupon.promotion.live
        return is_open and (begins is None or begins <= self.at) and (ends is None or self.at < ends)


@dataclass(frozen=True, slots=True)
class CampaignSource:
    """A campaign, with what whoever asks has taken of it."""

    campaign: CouponCampaign
    taken: Sequence[CouponSource]
    locale: str
    at: datetime

    @property
    def key(self) -> str:
        return self.campaign.key

    @property
    def title(self) -> str:
        return self.campaign.get_text(self.locale, "title")

    @property
    def badge(self) -> str:
        return self.campaign.get_text(self.locale, "badge")

    @property
    def terms(self) -> str:
        return self.campaign.get_text(self.locale, "terms")

    @property
    def image(self) -> Mapping[str, Any] | None:
        image = self.campaign.image
        return describe_image(image, fallback=self.title) if image is not None else None

    @property
    def starts_at(self) -> datetime | None:
        return self.campaign.starts_at

    @property
    def ends_at(self) -> datetime | None:
        return self.campaign.ends_at

    @property
    def stock(self) -> int | None:
        return self.campaign.stock

    @property
    def left(self) -> int | None:
        stock = self.campaign.stock
        return None if stock is None else max(0, stock - self.campaign.taken)

    @property
    def per_member(self) -> int:
        return self.campaign.per_shopper

    @property
    def coupons(self) -> Sequence[CouponSource]:
        return self.taken

    @property
    def status(self) -> str:
        if len(self.taken) >= self.campaign.per_shopper:
            return "taken"
        if self.campaign.starts_at is not None and self.at < self.campaign.starts_at:
            return "upcoming"
        return "sold_out" if self.left == 0 else "open"


def read_coupons(*, state: str, first: int, after: str | None, locale: str, context: RequestContext) -> KeysetPage:
    """A page of the coupons of whoever asks, the latest taken first."""
    rows = list_coupons(_identify(context), at=context.at, state=state)
    place = decode_cursor(after)
    behind = rows
    if place is not None:
        moment, name = place
        behind = rows.filter(Q(claimed_at__lt=moment) | Q(claimed_at=moment, pk__lt=_read_pk(name)))
    found = list(behind[: first + 1])
    places = [(_place(row), CouponSource(row, locale, context.at)) for row in found[:first]]
    return KeysetPage(
        places,
        ends=[place for place, _source in places],
        has_next=len(found) > first,
        after=after,
        count=lambda: rows.count(),
    )


def find_coupon(coupon: Coupon, *, locale: str, context: RequestContext) -> CouponSource | None:
    """The coupon with its state at this moment."""
    row = list_coupons(coupon.shopper, at=context.at).filter(pk=coupon.pk).first()
    return CouponSource(row, locale, context.at) if row is not None else None


def read_campaigns(*, first: int, locale: str, context: RequestContext) -> list[CampaignSource]:
    """The campaigns that are open or announced, with what whoever asks has taken of them."""
    campaigns = list_campaigns(at=context.at)[:first]
    shopper = _identify(context)
    taken: dict[int, list[CouponSource]] = {}
    for coupon in list_taken(shopper, [one.pk for one in campaigns], at=context.at) if shopper else ():
        taken.setdefault(coupon.campaign_id or 0, []).append(CouponSource(coupon, locale, context.at))
    return [CampaignSource(one, taken.get(one.pk, []), locale, context.at) for one in campaigns]


def _identify(context: RequestContext) -> str:
    member = context.member
    return identify_shopper(member.subject, member.issuer) if member is not None else ""


def _place(row: Coupon) -> Place:
    assert row.claimed_at is not None  # noqa: S101 - whoever has a coupon has taken it
    return row.claimed_at, str(row.pk)


def _read_pk(name: str) -> int:
    return int(name) if name.isascii() and name.isdecimal() and len(name) < 19 else 0
