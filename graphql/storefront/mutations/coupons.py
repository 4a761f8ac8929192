"""Members take coupons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from campaigns.promotions.coupons import taking
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.sources.coupons import find_coupon
from storefront.types.coupon import Coupon


class _Output:
    coupon = graphene.Field(Coupon, description="The coupon, now the member's own; null where it was refused.")


class ClaimCoupon(Mutation):
    """Take a coupon of a campaign. Asking again changes nothing: the same coupon is answered."""

    rate = Rate(30, per=timedelta(minutes=1))
    Output = _Output

    class Input:
        campaign = graphene.NonNull(graphene.String, description="The campaign's key.")
        key = graphene.String(
            description="A name for this wish, 80 characters at most, where each member may take several: trying "
            "again with the same key takes no second coupon."
        )

    @staticmethod
    def act(context: RequestContext, *, campaign: str, key: str | None = None) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        coupon = taking.take_coupon(campaign, member, key=key or "", at=context.at)
        return {"coupon": find_coupon(coupon, locale=context.locale, context=context)}


class AddCoupon(Mutation):
    """Put a code one was given among one's coupons. From then on nobody else can use it."""

    # Whoever tries codes at random is slow.
    rate = Rate(10, per=timedelta(minutes=1))
    Output = _Output

    class Input:
        code = graphene.NonNull(graphene.String, description="The code; blanks, dashes and capitals do not matter.")

    @staticmethod
    def act(context: RequestContext, *, code: str) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        coupon = taking.add_code(code, member, at=context.at)
        return {"coupon": find_coupon(coupon, locale=context.locale, context=context)}
