from __future__ import annotations

from typing import Any

import graphene

from campaigns.promotions.models import Claim as StoredClaim
from storefront.mutations.permissions import require_backend
from storefront.paging import require_first
from storefront.queries.arguments import describe_place
from storefront.sources.coupons import CampaignSource, read_campaigns
from storefront.types.base import required_list
from storefront.types.claim import Claim
from storefront.types.coupon import CouponCampaign

SHOWN = 20


class CouponQueries(graphene.ObjectType):
    coupon_campaigns = required_list(
        CouponCampaign,
        "The coupons that members can take now or later, those that end first first.",
        first=graphene.Argument(graphene.Int, default_value=SHOWN, description="At most so many, 1 to 100."),
        **describe_place(),
    )
    claim = graphene.Field(
        Claim,
        description="What an order has claimed; null where nothing was. For the shop's backend alone.",
        key=graphene.Argument(graphene.NonNull(graphene.String), description="The key it was claimed under."),
    )

    @staticmethod
    def resolve_claim(_root: Any, info: Any, key: str) -> StoredClaim | None:
        require_backend(info.context)
        return StoredClaim.objects.filter(key=key).first()

    @staticmethod
    def resolve_coupon_campaigns(
        _root: Any, info: Any, first: int | None = SHOWN, locale: str | None = None, channel: str | None = None
    ) -> list[CampaignSource]:
        context = info.context
        context.choose_channel(channel)
        chosen = context.choose_locale(locale)
        return read_campaigns(first=require_first(first, SHOWN), locale=chosen, context=context)
