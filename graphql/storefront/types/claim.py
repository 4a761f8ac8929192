from __future__ import annotations

from typing import Any

import graphene

from campaigns.promotions.models import Claim as StoredClaim
from campaigns.promotions.models import ClaimState as State
from cms.money import Money as Amount
from storefront.types.base import required_list
from storefront.types.money import Money
from storefront.types.scalars import DateTime


class ClaimState(graphene.Enum):
    """What has become of a claim."""

    HELD = State.HELD.value
    CONFIRMED = State.CONFIRMED.value
    RELEASED = State.RELEASED.value
    EXPIRED = State.EXPIRED.value
    REFUNDED = State.REFUNDED.value

    @property
    def description(self) -> str:
        return {
            State.HELD: "It holds what the order takes, until `expiresAt`.",
            State.CONFIRMED: "The order is placed.",
            State.RELEASED: "All of it was given back: the order was not placed.",
            State.EXPIRED: "All of it was given back: it was held for too long.",
            State.REFUNDED: "All of it was given back: the order was refunded in whole.",
        }[State(self.value)]


class ClaimPart(graphene.ObjectType):
    """What one rule gives to an order."""

    rule = graphene.NonNull(graphene.String, description="The id of the rule.")
    promotion = graphene.NonNull(graphene.String, description="The key of the promotion it belongs to.")
    amount = graphene.NonNull(Money, description="What it takes off.")
    given_back = graphene.NonNull(Money, description="What of that went back into the budget.")
    coupon = graphene.String(description="The code it was used with; null without one.")

    @staticmethod
    def resolve_promotion(source: Any, _info: Any) -> str:
        return source.promotion_key

    @staticmethod
    def resolve_amount(source: Any, _info: Any) -> Amount:
        return Amount(source.amount_minor, source.claim.currency)

    @staticmethod
    def resolve_given_back(source: Any, _info: Any) -> Amount:
        given = source.claim.state not in (State.HELD, State.CONFIRMED)
        return Amount(source.amount_minor if given else source.refunded_minor, source.claim.currency)

    @staticmethod
    def resolve_coupon(source: Any, _info: Any) -> str | None:
        return source.coupon_code or None


class Claim(graphene.ObjectType):
    """What an order takes of the limits of promotions."""

    key = graphene.NonNull(graphene.String, description="The key it was claimed under.")
    state = graphene.NonNull(ClaimState, description="What has become of it.")
    order = graphene.String(description="The number of the order; null while it is not known.")
    total = graphene.NonNull(Money, description="What the shopper pays.")
    discount = graphene.NonNull(Money, description="All that is taken off, shipping included.")
    refunded = graphene.NonNull(Money, description="What went back to the shopper.")
    made_at = graphene.NonNull(DateTime, description="When it was claimed.")
    expires_at = graphene.NonNull(DateTime, description="Until when it is held without being confirmed.")
    confirmed_at = graphene.Field(DateTime, description="When the order was placed.")
    ended_at = graphene.Field(DateTime, description="When all of it was given back.")
    parts = required_list(ClaimPart, "What each rule gives.")
    quote = graphene.NonNull(
        graphene.String, description="The quote it was claimed on, as JSON: to keep with the order, line by line."
    )

    @staticmethod
    def resolve_state(source: StoredClaim, _info: Any) -> str:
        return State(source.state).value

    @staticmethod
    def resolve_order(source: StoredClaim, _info: Any) -> str | None:
        return source.order_reference or None

    @staticmethod
    def resolve_total(source: StoredClaim, _info: Any) -> Amount:
        return Amount(source.total_minor, source.currency)

    @staticmethod
    def resolve_discount(source: StoredClaim, _info: Any) -> Amount:
        return Amount(source.discount_minor, source.currency)

    @staticmethod
    def resolve_refunded(source: StoredClaim, _info: Any) -> Amount:
        return Amount(source.refunded_minor, source.currency)

    @staticmethod
    def resolve_parts(source: StoredClaim, _info: Any) -> Any:
        return source.parts.select_related("claim")
