from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.promotions import list_product_promotions
from storefront.types.base import Delivered, required_list
from storefront.types.image import Image
from storefront.types.money import Money
from storefront.types.node import Node
from storefront.types.promotion import PROMOTIONS, ProductPromotion
from storefront.types.scalars import DateTime


class Availability(graphene.Enum):
    """How an offer is sold."""

    IN_STOCK = "in_stock"
    PRESALE = "presale"
    MADE_TO_ORDER = "made_to_order"

    @property
    def description(self) -> str:
        return {
            "in_stock": "From stock.",
            "presale": "Before it is there: see `presale`.",
            "made_to_order": "Made after the order: see `leadDays`.",
        }[self.value]


class StockStatus(graphene.Enum):
    """How much there is, without the number."""

    IN_STOCK = "in_stock"
    LOW_STOCK = "low_stock"
    OUT_OF_STOCK = "out_of_stock"

    @property
    def description(self) -> str:
        return {
            "in_stock": "Enough, or not counted.",
            "low_stock": "Few are left.",
            "out_of_stock": "None is left.",
        }[self.value]


class OfferOption(Delivered):
    """By what an offer differs from the others of its product."""

    name = graphene.NonNull(graphene.String, description='The axis: "colour".')
    value = graphene.NonNull(graphene.String, description='Where on it the offer is: "red".')


class Presale(graphene.ObjectType):
    """When an offer can be ordered before it is there, and when it ships."""

    starts_at = graphene.Field(DateTime, description="From when it can be ordered; null: already.")
    ends_at = graphene.Field(DateTime, description="Until when, this instant not included; null: no end is set.")
    ships_at = graphene.Field(DateTime, description="From when it ships; null: not known.")
    is_open = graphene.NonNull(graphene.Boolean, description="Whether it can be ordered at `serverTime`.")

    @staticmethod
    def resolve_starts_at(source: Any, _info: Any) -> Any:
        return source.offer.presale_starts_at

    @staticmethod
    def resolve_ends_at(source: Any, _info: Any) -> Any:
        return source.offer.presale_ends_at

    @staticmethod
    def resolve_ships_at(source: Any, _info: Any) -> Any:
        return source.offer.ships_at

    @staticmethod
    def resolve_is_open(source: Any, _info: Any) -> bool:
        return source.is_presale_open


class Offer(graphene.ObjectType):
    """What is really sold: one variant of a product under its SKU, with its price and stock."""

    class Meta:
        interfaces = (Node,)

    sku = graphene.NonNull(graphene.String, description="The shop's number of it.")
    gtin = graphene.String(description="EAN, UPC or ISBN, if known.")
    options = required_list(OfferOption, "By what it differs from the product's other offers, in the product's order.")
    image = graphene.Field(
        Image, description="Its own picture, in its colour; null where it looks as its product does."
    )
    price = graphene.NonNull(
        Money,
        description=(
            "What one piece costs whoever asks, now and in this channel: promotions of the product's own price, such "
            "as flash sales and prices for members, are in it. What the rest of a cart brings about says `quote`."
        ),
    )
    regular_price = graphene.NonNull(Money, description="What it costs without any promotion.")
    list_price = graphene.Field(
        Money,
        description=(
            "The price to cross out beside `price`: the shop's own price to compare with, else `regularPrice`; null "
            "unless it is higher."
        ),
    )
    sale_ends_at = graphene.Field(
        DateTime, description="When the promotion that makes `price` ends; null where none does, or it is open."
    )
    promotions = required_list(
        ProductPromotion,
        "The promotions that touch it, in force or announced: what makes its price comes first.",
        first=graphene.Int(default_value=PROMOTIONS, description="At most so many, 1 to 100."),
    )
    availability = graphene.NonNull(Availability, description="How it is sold.")
    is_available = graphene.NonNull(graphene.Boolean, description="Whether it can be ordered at `serverTime`.")
    stock_status = graphene.NonNull(StockStatus, description="How much there is.")
    presale = graphene.Field(Presale, description="The dates of a PRESALE; null for others.")
    lead_days = graphene.Int(description="Days from order to dispatch of what is MADE_TO_ORDER; null for others.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Offer", source.offer.sku)

    @staticmethod
    def resolve_sku(source: Any, _info: Any) -> str:
        return source.offer.sku

    @staticmethod
    def resolve_gtin(source: Any, _info: Any) -> str | None:
        return source.offer.gtin or None

    @staticmethod
    def resolve_promotions(source: Any, _info: Any, first: int | None = PROMOTIONS) -> Any:
        return list_product_promotions(source)[: require_first(first, PROMOTIONS)]

    @staticmethod
    def resolve_availability(source: Any, _info: Any) -> str:
        return source.offer.availability

    @staticmethod
    def resolve_presale(source: Any, _info: Any) -> Any:
        return source if source.offer.availability == "presale" else None

    @staticmethod
    def resolve_lead_days(source: Any, _info: Any) -> int | None:
        return source.offer.lead_days if source.offer.availability == "made_to_order" else None
