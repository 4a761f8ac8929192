from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.types.base import Delivered, required_list
from storefront.types.node import Node
from storefront.types.offer import OfferOption
from storefront.types.page_info import PageInfo
from storefront.types.scalars import DateTime
from storefront.types.written import OfficialAnswer, Pictured, Votable, Written

PAGE = 10
# By its path: products show reviews, too.
_PRODUCT = "storefront.types.product.Product"


class RatingCount(Delivered):
    """How often a rating was given."""

    rating = graphene.NonNull(graphene.Int, description="1 to 5 stars.")
    count = graphene.NonNull(graphene.Int, description="How many reviews gave it.")
    share = graphene.NonNull(graphene.Float, description="Which share of all that is, 0 to 1.")


class DimensionAverage(Delivered):
    """What a product comes to in one dimension."""

    key = graphene.NonNull(graphene.String, description='The dimension: "quality".')
    label = graphene.NonNull(graphene.String, description="What it is called.")
    count = graphene.NonNull(graphene.Int, description="How many reviews rated it.")
    average = graphene.NonNull(graphene.Float, description="1 to 5.")


class ReviewSummary(graphene.ObjectType):
    """What the visible reviews of a product come to."""

    count = graphene.NonNull(graphene.Int, description="How many there are.")
    average = graphene.Float(description="The average rating, 1 to 5; null where there is none.")
    distribution = required_list(RatingCount, "How often each rating was given, five stars first.")
    dimensions = required_list(DimensionAverage, "The dimensions that were rated, in the shop's order.")
    recommended_share = graphene.Float(
        description="Which share of reviews recommends the product, 0 to 1; null where there is none."
    )
    verified_count = graphene.NonNull(graphene.Int, description="How many are by somebody who bought it here.")
    pictured_count = graphene.NonNull(graphene.Int, description="How many have pictures.")


class ReviewDimension(Delivered):
    """Something that reviews of a product rate beside the whole."""

    key = graphene.NonNull(graphene.String, description='What to call it in `createReview`: "quality".')
    label = graphene.NonNull(graphene.String, description="What it is called.")


class DimensionScore(Delivered):
    """What a review gives in one dimension."""

    key = graphene.NonNull(graphene.String, description='The dimension: "quality".')
    label = graphene.NonNull(graphene.String, description="What it is called.")
    score = graphene.NonNull(graphene.Int, description="1 to 5.")


class ReviewFollowUp(Written, Pictured):
    """What the author of a review added some time later."""

    class Meta:
        interfaces = (Node,)

    official_answer = graphene.Field(OfficialAnswer, description="What the shop says to it; null for nothing.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("ReviewFollowUp", source.row.key)


class ProductReview(Written, Votable, Pictured):
    """What a member thinks of a product."""

    class Meta:
        interfaces = (Node,)

    product = graphene.Field(_PRODUCT, description="What it is about; null where it is off the shelf.")
    rating = graphene.NonNull(graphene.Int, description="1 to 5 stars.")
    scores = required_list(DimensionScore, "What it gives in each dimension.")
    title = graphene.NonNull(graphene.String, description="Plain text; may be empty.")
    recommends = graphene.NonNull(graphene.Boolean, description="Whether its author recommends the product.")
    is_verified = graphene.NonNull(graphene.Boolean, description="Whether the shop knows that its author bought it.")
    sku = graphene.String(description="The SKU that was bought, if known.")
    options = required_list(OfferOption, "The variant that was bought, as it was called then; empty if not known.")
    edited_at = graphene.Field(DateTime, description="When its author last changed it; null for never.")
    official_answer = graphene.Field(OfficialAnswer, description="What the shop says to it; null for nothing.")
    follow_ups = required_list(ReviewFollowUp, "What its author added later, the oldest first.")
    my_waiting_follow_ups = required_list(
        ReviewFollowUp, "What the one who asks added and not everybody sees: it waits, or was turned down."
    )

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("ProductReview", source.row.key)

    @staticmethod
    def resolve_sku(source: Any, _info: Any) -> str | None:
        return source.row.sku or None


class ProductReviewEdge(graphene.ObjectType):
    """A review in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(ProductReview, description="The review.")


class ProductReviewConnection(graphene.ObjectType):
    """A page of reviews."""

    edges = required_list(ProductReviewEdge, "The items of this page with their cursors.")
    nodes = required_list(ProductReview, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")


class ReviewSort(graphene.Enum):
    """In which order reviews stand."""

    HELPFUL = "helpful"
    NEWEST = "newest"
    RATING_HIGH = "rating_high"
    RATING_LOW = "rating_low"

    @property
    def description(self) -> str:
        return {
            "helpful": "Those most members found helpful first.",
            "newest": "Those written last first.",
            "rating_high": "Those with the most stars first.",
            "rating_low": "Those with the fewest stars first.",
        }[self.value]


class ReviewFilter(graphene.InputObjectType):
    """Which reviews; what is left out narrows nothing."""

    ratings = graphene.List(graphene.NonNull(graphene.Int), description="Only those with one of these ratings.")
    has_pictures = graphene.Boolean(description="Only those with pictures, or without.")
    is_verified = graphene.Boolean(description="Only those by somebody who bought it here, or by others.")
    skus = graphene.List(graphene.NonNull(graphene.String), description="Only those of one of these variants.")
    locale = graphene.String(description="Only those written in this language.")


def describe_reviews() -> dict[str, graphene.Argument]:
    """The arguments of a list of reviews."""
    return {
        "filter": graphene.Argument(ReviewFilter, description="Which ones; all if left out."),
        "sort": graphene.Argument(ReviewSort, default_value="helpful", description="In which order."),
        "first": graphene.Argument(graphene.Int, default_value=PAGE, description="How many, 1 to 100."),
        "after": graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    }
