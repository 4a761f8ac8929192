from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.product_data import describe_product_page
from storefront.sources.promotions import list_product_badges, list_product_promotions
from storefront.types.base import Delivered, required_list
from storefront.types.blocks import ContentBlock, keep_known
from storefront.types.brand import Brand
from storefront.types.category import Category
from storefront.types.image import Image
from storefront.types.money import Money, MoneyRange
from storefront.types.node import Localised, Node
from storefront.types.offer import Offer
from storefront.types.product_community import ProductCommunityFields
from storefront.types.promotion import BADGES, PROMOTIONS, ProductPromotion, list_badges
from storefront.types.recommendation import ProductRecommendationFields
from storefront.types.routable import Routable
from storefront.types.scalars import DateTime
from storefront.types.seo import Seo, make_seo
from storefront.types.specification import Specification


class LifeCycleStage(graphene.Enum):
    """Where a product is in its life."""

    NEW = "new"
    GROWTH = "growth"
    MATURE = "mature"
    DECLINE = "decline"

    @property
    def description(self) -> str:
        return {
            "new": "Just launched.",
            "growth": "Sells more and more.",
            "mature": "Sells steadily.",
            "decline": "On its way out.",
        }[self.value]


class VariantAxis(Delivered):
    """One of the choices between a product's offers."""

    name = graphene.NonNull(graphene.String, description='What is chosen: "colour". Matches `OfferOption.name`.')
    values = required_list(graphene.String, "What there is to choose from, in the order of the offers.")


def read_document(_name: str, default: Any, source: Any, info: Any, **_arguments: Any) -> Any:
    """A product's own fields stand in its document under the schema's names."""
    return source.data.get(info.field_name, default)


class Product(ProductCommunityFields, ProductRecommendationFields):
    """A product with at least one offer on the shelf; without one it does not exist for shoppers."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_document

    key = graphene.NonNull(graphene.String, description="The shop's own key, the same in every locale.")
    slug = graphene.NonNull(graphene.String, description="For the product's address in the storefront.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    summary = graphene.NonNull(graphene.String, description="A sentence or two; may be empty.")
    selling_points = required_list(graphene.String, "What speaks for it, plain text.")
    brand = graphene.Field(Brand, description="Its brand, if it has one.")
    category = graphene.Field(Category, description="Where it stands in the category tree.")
    breadcrumbs = required_list(Category, "From the top of the category tree to its category.")
    image = graphene.Field(Image, description="Its first picture.")
    images = required_list(
        Image,
        "Its pictures, in order.",
        first=graphene.Int(default_value=10, description="At most so many, 1 to 100."),
    )
    details = required_list(ContentBlock, "What its editor put together to present it, in order.")
    specifications = required_list(Specification, "What is said of it in facts, in the order of its category.")
    variant_axes = required_list(VariantAxis, "What a shopper chooses to get to one offer, in that order.")
    offers = required_list(Offer, "What is on the shelf, in the shop's order; never empty.")
    price = graphene.NonNull(Money, description="The lowest price of its offers, as `Offer.price`.")
    list_price = graphene.Field(Money, description="The price to compare `price` with; null unless it is higher.")
    price_range = graphene.NonNull(MoneyRange, description="From the lowest to the highest price of its offers.")
    sale_ends_at = graphene.Field(
        DateTime, description="When the promotion that makes `price` ends; null where none does, or it is open."
    )
    promotions = required_list(
        ProductPromotion,
        "The promotions that touch any of its offers, in force or announced: what makes its price comes first.",
        first=graphene.Int(default_value=PROMOTIONS, description="At most so many, 1 to 100."),
    )
    badges = list_badges()
    is_available = graphene.NonNull(graphene.Boolean, description="Whether any of its offers can be ordered now.")
    stage = graphene.NonNull(LifeCycleStage, description="Where it is in its life.")
    released_at = graphene.Field(DateTime, description="When it was launched, if known.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Product", source.document.key)

    @staticmethod
    def resolve_locale(source: Any, _info: Any) -> str:
        return source.document.locale

    @staticmethod
    def resolve_is_fallback(source: Any, _info: Any) -> bool:
        return source.document.locale != source.batch.locale

    @staticmethod
    def resolve_brand(source: Any, _info: Any) -> Any:
        return source.brand

    @staticmethod
    def resolve_category(source: Any, _info: Any) -> Any:
        return source.category

    @staticmethod
    def resolve_breadcrumbs(source: Any, _info: Any) -> Any:
        return source.breadcrumbs

    @staticmethod
    def resolve_image(source: Any, _info: Any) -> dict[str, Any] | None:
        images = source.data["images"]
        return images[0] if images else None

    @staticmethod
    def resolve_images(source: Any, _info: Any, first: int | None = 10) -> list[dict[str, Any]]:
        return source.data["images"][: require_first(first, 10)]

    @staticmethod
    def resolve_details(source: Any, _info: Any) -> list[dict[str, Any]]:
        return keep_known(source.data["details"])

    @staticmethod
    def resolve_seo(source: Any, info: Any) -> Any:
        data = source.data
        return make_seo(
            source,
            title=data["title"],
            said=data["seo"],
            image=data["images"][0] if data["images"] else None,
            describe=lambda: describe_product_page(source, origin=info.context.public_origin),
        )

    @staticmethod
    def resolve_variant_axes(source: Any, _info: Any) -> list[dict[str, Any]]:
        return [
            {"name": name, "values": values}
            for name in source.data["variantAxes"]
            if (values := _list_values(name, source.offers))
        ]

    @staticmethod
    def resolve_offers(source: Any, _info: Any) -> Any:
        return source.offers

    @staticmethod
    def resolve_price(source: Any, _info: Any) -> Any:
        return source.cheapest.price

    @staticmethod
    def resolve_list_price(source: Any, _info: Any) -> Any:
        return source.cheapest.list_price

    @staticmethod
    def resolve_sale_ends_at(source: Any, _info: Any) -> Any:
        return source.cheapest.sale_ends_at

    @staticmethod
    def resolve_promotions(source: Any, _info: Any, first: int | None = PROMOTIONS) -> Any:
        return list_product_promotions(source)[: require_first(first, PROMOTIONS)]

    @staticmethod
    def resolve_badges(source: Any, _info: Any, first: int | None = BADGES) -> list[str]:
        return list_product_badges(source)[: require_first(first, BADGES)]

    @staticmethod
    def resolve_price_range(source: Any, _info: Any) -> dict[str, Any]:
        low, high = source.price_range
        return {"low": low, "high": high}

    @staticmethod
    def resolve_is_available(source: Any, _info: Any) -> bool:
        return any(offer.is_available for offer in source.offers)


def _list_values(axis: str, offers: list[Any]) -> list[str]:
    return list(dict.fromkeys(str(one.offer.options[axis]) for one in offers if axis in one.offer.options))
