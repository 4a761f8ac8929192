from __future__ import annotations

from typing import Any

import graphene

from storefront.paging import require_first
from storefront.types.base import required_list
from storefront.types.money import Money
from storefront.types.offer import Offer
from storefront.types.product import Product
from storefront.types.promotion import Promotion
from storefront.types.quote_parts import (
    CartTrouble,
    CouponProblem,
    DecisionReason,
    DecisionStatus,
    QuoteDeposit,
    QuoteHint,
    QuotePoints,
    QuoteThreshold,
)

SHOWN = 20


class QuoteDeduction(graphene.ObjectType):
    """What one rule takes off a line."""

    rule = graphene.NonNull(graphene.String, description="The id of the rule.")
    promotion = graphene.NonNull(Promotion, description="The promotion it belongs to.")
    amount = graphene.NonNull(Money, description="How much, over all pieces of the line.")


class QuoteLine(graphene.ObjectType):
    """A line of a cart with what it costs."""

    id = graphene.NonNull(graphene.String, description="Its id in the cart.")
    sku = graphene.NonNull(graphene.String, description="What is bought.")
    quantity = graphene.NonNull(graphene.Int, description="How many.")
    unit_price = graphene.NonNull(Money, description="What one piece costs without any promotion.")
    subtotal = graphene.NonNull(Money, description="`unitPrice` times `quantity`.")
    discount = graphene.NonNull(Money, description="All that is taken off.")
    total = graphene.NonNull(Money, description="What the line costs.")
    applied = required_list(QuoteDeduction, "What is taken off, rule by rule in the order of work.")
    product = graphene.Field(Product, description="The product.")
    offer = graphene.Field(Offer, description="The offer.")


class QuoteGift(graphene.ObjectType):
    """Something on top that costs nothing."""

    promotion = graphene.NonNull(Promotion, description="The promotion that gives it.")
    sku = graphene.NonNull(graphene.String, description="What is given.")
    quantity = graphene.NonNull(graphene.Int, description="How many.")
    product = graphene.Field(Product, description="The product; null where the shop does not show it.")


class QuoteAddOn(graphene.ObjectType):
    """Something that may be added for less; it is not in the cart by itself."""

    promotion = graphene.NonNull(Promotion, description="The promotion that offers it.")
    price = graphene.NonNull(Money, description="What one piece then costs.")
    quantity = graphene.NonNull(graphene.Int, description="How many at that price.")
    skus = required_list(graphene.String, "What may be chosen; empty where it is not by SKU: see the promotion's rule.")
    offers = required_list(
        Offer,
        "The offers of `skus` that are on the shelf.",
        first=graphene.Int(default_value=SHOWN, description="At most so many, 1 to 100."),
    )

    @staticmethod
    def resolve_price(source: Any, _info: Any) -> Any:
        return source.value

    @staticmethod
    def resolve_offers(source: Any, _info: Any, first: int | None = SHOWN) -> Any:
        return source.offers[: require_first(first, SHOWN)]


class QuoteCoupon(graphene.ObjectType):
    """A coupon that was given, or chosen as the best."""

    code = graphene.NonNull(graphene.String, description="Its code.")
    is_applied = graphene.NonNull(graphene.Boolean, description="Whether anything is taken off by it.")
    promotion = graphene.Field(Promotion, description="The promotion it is for; null for a code that nothing takes.")
    problem = graphene.Field(CouponProblem, description="Why it is of no use; null where it could be used.")


class QuoteDecision(graphene.ObjectType):
    """What became of one rule, and why."""

    rule = graphene.NonNull(graphene.String, description="The id of the rule.")
    promotion = graphene.NonNull(Promotion, description="The promotion it belongs to.")
    status = graphene.NonNull(DecisionStatus, description="Whether it applies.")
    reason = graphene.Field(DecisionReason, description="Why it does not; null where it does.")
    amount = graphene.Field(Money, description="What it takes off in all; null where it does not apply.")
    floored = graphene.Field(Money, description="What it could not take off, since no price goes that low.")
    message = graphene.String(
        description='What to tell the shopper: "再买 ¥150.30 减 ¥50"; null where there is nothing.'
    )
    thresholds = required_list(QuoteThreshold, "Every threshold that is not reached.")
    next = graphene.Field(QuoteThreshold, description="The next tier of a rule that applies, if it has one.")

    @staticmethod
    def resolve_status(source: Any, _info: Any) -> str:
        return "applied" if source.is_applied else "skipped"


class QuoteShare(graphene.ObjectType):
    """Who pays how much of all that is taken off."""

    payer = graphene.NonNull(graphene.String, description="Who, as the rules name them.")
    amount = graphene.NonNull(Money, description="How much.")


class CartProblem(graphene.ObjectType):
    """What is the matter with a line of the cart."""

    line_id = graphene.NonNull(graphene.String, description="The id of the line.")
    sku = graphene.NonNull(graphene.String, description="What was to be bought.")
    trouble = graphene.NonNull(CartTrouble, description="What is the matter.")

    @staticmethod
    def resolve_line_id(source: Any, _info: Any) -> str:
        return source.id

    @staticmethod
    def resolve_trouble(source: Any, _info: Any) -> str:
        return source.trouble.value


class Quote(graphene.ObjectType):
    """What a cart costs whoever asks, to the cent, and why. It promises nothing: orders claim what they use."""

    lines = required_list(QuoteLine, "The lines that can be bought, by id.")
    problems = required_list(CartProblem, "What is the matter with lines; all but SHORT are in no sum.")
    subtotal = graphene.NonNull(Money, description="The goods without any promotion.")
    discount = graphene.NonNull(Money, description="What is taken off the goods.")
    shipping = graphene.NonNull(Money, description="What sending them costs then.")
    shipping_before = graphene.NonNull(Money, description="What sending them would cost without any promotion.")
    total = graphene.NonNull(Money, description="`subtotal` − `discount` + `shipping`.")
    gifts = required_list(QuoteGift, "What comes on top.")
    add_ons = required_list(QuoteAddOn, "What may be added for less.")
    points = required_list(QuotePoints, "How points are multiplied.")
    deposits = required_list(QuoteDeposit, "What is paid now, and what is due later.")
    coupons = required_list(QuoteCoupon, "The coupons that were given; with `picksCoupons` those that are best.")
    hints = required_list(
        QuoteHint,
        "What is missing for a reduction, or for a larger one: the nearest first.",
        first=graphene.Int(default_value=3, description="At most so many, 1 to 100."),
    )
    decisions = required_list(
        QuoteDecision,
        "What became of each rule that has to do with the cart, in the order of work.",
        first=graphene.Int(default_value=SHOWN, description="At most so many, 1 to 100."),
    )
    funding = required_list(QuoteShare, "Who pays for what is taken off.")
    rule_book = graphene.NonNull(graphene.String, description="The SHA-256 of the rules it was worked out with.")

    @staticmethod
    def resolve_hints(source: Any, _info: Any, first: int | None = 3) -> Any:
        return source.hints[: require_first(first, 3)]

    @staticmethod
    def resolve_decisions(source: Any, _info: Any, first: int | None = SHOWN) -> Any:
        return source.decisions[: require_first(first, SHOWN)]

    @staticmethod
    def resolve_rule_book(source: Any, _info: Any) -> str:
        return source.quote["rule_book"]
