from __future__ import annotations

from typing import Any

import graphene
from graphql import value_from_ast_untyped

from storefront.paging import require_first
from storefront.types.base import required_list
from storefront.types.money import Money
from storefront.types.scalars import DateTime

RULES = 20
PROMOTIONS = 10
BADGES = 3


def list_badges() -> graphene.Field:
    """The badges of a product."""
    return required_list(
        graphene.String,
        "The badges of the promotions that touch it, what makes its price first; each once. What holds for every "
        "product of the shop marks none of them, unless it makes the price.",
        first=graphene.Int(default_value=BADGES, description="At most so many, 1 to 100."),
    )


class PromotionRule(graphene.Scalar):
    """A rule as JSON (docs/promotions.md): `id`, `layer`, `condition`, `action`, `starts_at`, `ends_at` and so on.

    Codes of coupons, budgets, and who pays are left out.
    """

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        return value

    @staticmethod
    def parse_literal(node: Any, variables: Any = None) -> Any:
        return value_from_ast_untyped(node, variables)


class PromotionState(graphene.Enum):
    """Whether a promotion is in force."""

    RUNNING = "running"
    ANNOUNCED = "announced"

    @property
    def description(self) -> str:
        return {"running": "In force now.", "announced": "Not yet: from `startsAt` on."}[self.value]


class PromotionKind(graphene.Enum):
    """What a promotion does."""

    PERCENT = "percent"
    AMOUNT = "amount"
    SET_PRICE = "set_price"
    BUNDLE_PRICE = "bundle_price"
    BUY_GET = "buy_get"
    GIFT = "gift"
    ADD_ON_PRICE = "add_on_price"
    SHIPPING = "shipping"
    DEPOSIT = "deposit"
    POINTS = "points"

    @property
    def description(self) -> str:
        return {
            "percent": "A percentage off.",
            "amount": "An amount off.",
            "set_price": "A price of its own: a flash sale, a price for members.",
            "bundle_price": "Several pieces, or a set, for one price.",
            "buy_get": "Buy some, get some for less or for nothing.",
            "gift": "Something on top.",
            "add_on_price": "Something else for less, if it is wanted.",
            "shipping": "Shipping for less or for nothing.",
            "deposit": "A deposit that is worth more when the balance is paid.",
            "points": "More points.",
        }[self.value]


class PromotionLayer(graphene.Enum):
    """Where in the order of work a promotion stands; each layer starts from what the one before has left."""

    ITEM = "item"
    LINE = "line"
    ORDER = "order"
    COUPON = "coupon"
    SHIPPING = "shipping"

    @property
    def description(self) -> str:
        return {
            "item": "A product's own price: it is in `Offer.price`.",
            "line": "By pieces.",
            "order": "Of the order.",
            "coupon": "Coupons.",
            "shipping": "Shipping.",
        }[self.value]


class PromotionCoupon(graphene.Enum):
    """Whether a promotion needs a coupon."""

    NONE = "none"
    PUBLIC = "public"
    ISSUED = "issued"

    @property
    def description(self) -> str:
        return {
            "none": "It needs none.",
            "public": "One code for everybody.",
            "issued": "A code of one's own, given or claimed.",
        }[self.value]


class _Told:
    """What is told of every promotion."""

    key = graphene.NonNull(graphene.String, description="The shop's own key.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    badge = graphene.String(description='A word or two for a product\'s card: "满200减30"; null where it has none.')
    sentence = graphene.NonNull(
        graphene.String, description="What it does, in one sentence in the language asked for; may be empty."
    )
    kind = graphene.NonNull(PromotionKind, description="What it does.")
    layer = graphene.NonNull(PromotionLayer, description="Where in the order of work it stands.")
    state = graphene.NonNull(PromotionState, description="Whether it is in force.")
    coupon = graphene.NonNull(PromotionCoupon, description="Whether it needs a coupon.")
    starts_at = graphene.Field(DateTime, description="When it starts; null: it has always been there.")
    ends_at = graphene.Field(
        DateTime, description="When it ends, this instant not included: count down to it from `serverTime`; null: open."
    )


class Promotion(_Told, graphene.ObjectType):
    """A promotion that is in force, or announced."""

    terms = graphene.NonNull(graphene.String, description="The small print, plain text; may be empty.")
    rules = required_list(
        PromotionRule,
        "Its rules as data: one, or one for each product of a list of prices.",
        first=graphene.Int(default_value=RULES, description="At most so many, 1 to 100."),
    )

    @staticmethod
    def resolve_rules(source: Any, _info: Any, first: int | None = RULES) -> Any:
        return source.rules[: require_first(first, RULES)]


class ProductPromotion(_Told, graphene.ObjectType):
    """A promotion as it touches a product: one that makes its price, or one it counts for."""

    is_applied = graphene.NonNull(graphene.Boolean, description="Whether it has made the price that is shown.")
    price = graphene.Field(
        Money,
        description=(
            "What a piece costs by it alone, for whom and when it holds: the price to announce, or to sign in for. "
            "Null for promotions of the whole order, of several pieces, of coupons and of shipping."
        ),
    )
