from __future__ import annotations

import graphene

from campaigns.promotions.models import CouponState as State
from storefront.types.base import required_list
from storefront.types.connection import PageInfo
from storefront.types.image import Image
from storefront.types.scalars import DateTime


class CouponState(graphene.Enum):
    """What has become of a coupon."""

    AVAILABLE = State.AVAILABLE.value
    CLAIMED = State.CLAIMED.value
    USED = State.USED.value
    EXPIRED = State.EXPIRED.value
    REVOKED = State.REVOKED.value

    @property
    def description(self) -> str:
        return {
            State.AVAILABLE: "Nobody has it yet.",
            State.CLAIMED: "A member has it, and has not used it.",
            State.USED: "An order was placed with it, or is being placed.",
            State.EXPIRED: "It was not used in time.",
            State.REVOKED: "The shop has taken it back.",
        }[State(self.value)]


class Coupon(graphene.ObjectType):
    """A code of a member's own, to be given with a cart."""

    code = graphene.NonNull(graphene.String, description="The code, for `coupons` of a cart.")
    state = graphene.NonNull(CouponState, description="What has become of it.")
    is_usable = graphene.NonNull(graphene.Boolean, description="Whether an order may be placed with it now.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    badge = graphene.NonNull(graphene.String, description="The same in a word; may be empty.")
    terms = graphene.NonNull(graphene.String, description="What holds for it, in words; may be empty.")
    campaign = graphene.String(description="The key of the campaign it was taken from; null for one given otherwise.")
    claimed_at = graphene.Field(DateTime, description="When it was taken.")
    used_at = graphene.Field(DateTime, description="When an order was placed with it.")
    valid_from = graphene.Field(DateTime, description="From when it holds; null: at once.")
    valid_until = graphene.Field(DateTime, description="Until when it holds, this instant not included; null: no end.")


class CouponEdge(graphene.ObjectType):
    """A coupon in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(Coupon, description="The coupon.")


class CouponConnection(graphene.ObjectType):
    """A page of coupons."""

    edges = required_list(CouponEdge, "The items of this page with their cursors.")
    nodes = required_list(Coupon, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")


class CouponCampaignStatus(graphene.Enum):
    """What whoever asks can do with a campaign."""

    UPCOMING = "upcoming"
    OPEN = "open"
    SOLD_OUT = "sold_out"
    TAKEN = "taken"

    @property
    def description(self) -> str:
        return {
            "upcoming": "It has not begun: `startsAt` says when it does.",
            "open": "A coupon can be taken, by members.",
            "sold_out": "All of its coupons are taken.",
            "taken": "This member has taken as many as there are for each.",
        }[self.value]


class CouponCampaign(graphene.ObjectType):
    """Coupons that members can take, while there are any."""

    key = graphene.NonNull(graphene.String, description="The shop's own key, for `claimCoupon`.")
    status = graphene.NonNull(CouponCampaignStatus, description="What whoever asks can do.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    badge = graphene.NonNull(graphene.String, description="The same in a word; may be empty.")
    terms = graphene.NonNull(graphene.String, description="What holds for it, in words; may be empty.")
    image = graphene.Field(Image, description="Its picture, if it has one.")
    starts_at = graphene.Field(DateTime, description="From when coupons can be taken; null: they can already.")
    ends_at = graphene.Field(DateTime, description="Until when, this instant not included; null: no end.")
    stock = graphene.Int(description="How many coupons there were in all; null where there is no end of them.")
    left = graphene.Int(description="How many there are still; null where there is no end of them.")
    per_member = graphene.NonNull(graphene.Int, description="How many each member may take.")
    coupons = required_list(Coupon, "What whoever asks has taken of it; empty for a guest.")
