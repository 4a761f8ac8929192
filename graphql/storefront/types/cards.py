"""Small, flat views of things that pages show many of."""

from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.promotions import list_product_badges
from storefront.types.base import Delivered
from storefront.types.image import Image
from storefront.types.promotion import BADGES, list_badges
from storefront.types.scalars import DateTime


class Link(Delivered):
    """Where something leads."""

    address = graphene.NonNull(
        graphene.String, description='"/en/products/tea", "#anchor" of this page, or a whole address elsewhere.'
    )
    label = graphene.NonNull(graphene.String, description="The words of the link; empty: choose your own.")


class ProductCard(graphene.ObjectType):
    """What a card in a shelf shows of a product: its present price in words, its first picture.

    It counts no more in an operation's cost than its fields; for all the rest ask for the product by its `id`.
    """

    id = graphene.NonNull(graphene.ID, description="The global id of the `Product`.")
    key = graphene.NonNull(graphene.String, description="The shop's own key of the product.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    path = graphene.NonNull(graphene.String, description="Where a storefront shows it, below the locale.")
    brand = graphene.String(description="The name of its brand, if it has one.")
    image = graphene.Field(Image, description="Its first picture.")
    price = graphene.NonNull(graphene.String, description='The lowest price of its offers, ready to show: "¥59.90".')
    list_price = graphene.String(description="The price to compare with, ready to show; null unless it is higher.")
    badges = list_badges()
    sale_ends_at = graphene.Field(
        DateTime, description="When the promotion that makes `price` ends; null where none does, or it is open."
    )
    has_several_prices = graphene.NonNull(graphene.Boolean, description='Whether `price` is but the lowest: "from".')
    is_available = graphene.NonNull(graphene.Boolean, description="Whether any of its offers can be ordered now.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Product", source.document.key)

    @staticmethod
    def resolve_key(source: Any, _info: Any) -> str:
        return source.document.key

    @staticmethod
    def resolve_title(source: Any, _info: Any) -> str:
        return source.data["title"]

    @staticmethod
    def resolve_path(source: Any, _info: Any) -> str:
        return source.document.path

    @staticmethod
    def resolve_brand(source: Any, _info: Any) -> str | None:
        return source.data["brand"]["name"] if source.data["brand"] else None

    @staticmethod
    def resolve_image(source: Any, _info: Any) -> dict[str, Any] | None:
        images = source.data["images"]
        return images[0] if images else None

    @staticmethod
    def resolve_price(source: Any, _info: Any) -> str:
        return source.cheapest.price.formatted

    @staticmethod
    def resolve_list_price(source: Any, _info: Any) -> str | None:
        list_price = source.cheapest.list_price
        return list_price.formatted if list_price is not None else None

    @staticmethod
    def resolve_badges(source: Any, _info: Any, first: int | None = BADGES) -> list[str]:
        return list_product_badges(source)[: require_first(first, BADGES)]

    @staticmethod
    def resolve_sale_ends_at(source: Any, _info: Any) -> Any:
        return source.cheapest.sale_ends_at

    @staticmethod
    def resolve_has_several_prices(source: Any, _info: Any) -> bool:
        low, high = source.price_range
        return low != high

    @staticmethod
    def resolve_is_available(source: Any, _info: Any) -> bool:
        return any(offer.is_available for offer in source.offers)


class ArticleCard(graphene.ObjectType):
    """What a teaser shows of an article."""

    key = graphene.NonNull(graphene.String, description="The shop's own key of the article.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    path = graphene.NonNull(graphene.String, description="Where a storefront shows it, below the locale.")
    lead = graphene.NonNull(graphene.String, description="What it is about, in a sentence or two; may be empty.")
    image = graphene.Field(Image, description="Its picture, if it has one.")
    published_at = graphene.Field(DateTime, description="The date readers see.")

    @staticmethod
    def resolve_title(source: Any, _info: Any) -> str:
        return source.data["title"]

    @staticmethod
    def resolve_lead(source: Any, _info: Any) -> str:
        return source.data.get("lead") or ""

    @staticmethod
    def resolve_image(source: Any, _info: Any) -> dict[str, Any] | None:
        return source.data.get("picture")

    @staticmethod
    def resolve_published_at(source: Any, _info: Any) -> Any:
        return source.data.get("publishedAt") or source.listed_at
