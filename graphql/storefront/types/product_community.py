"""What members say of a product: fields of Product that are read from our own tables, not from its document."""

from __future__ import annotations

from typing import Any

import graphene

from storefront.errors import Code, StorefrontError
from storefront.keysets import KeysetPage
from storefront.locales import require_locale
from storefront.paging import require_first
from storefront.sources.product_community import ReviewChoice, SummarySource, read_community
from storefront.types.base import required_list
from storefront.types.question import PAGE as QUESTIONS
from storefront.types.question import ProductQuestionConnection, ProductQuestionSort, describe_questions
from storefront.types.review import PAGE as REVIEWS
from storefront.types.review import (
    ProductReview,
    ProductReviewConnection,
    ReviewDimension,
    ReviewSort,
    ReviewSummary,
    describe_reviews,
)


class ProductCommunityFields(graphene.ObjectType):
    """Reviews and questions."""

    class Meta:
        abstract = True

    review_summary = graphene.NonNull(ReviewSummary, description="What its reviews come to.")
    reviews = graphene.NonNull(ProductReviewConnection, description="What members think of it.", **describe_reviews())
    review_dimensions = required_list(ReviewDimension, "What a review of it may rate beside the whole.")
    my_review = graphene.Field(ProductReview, description="The review of the one who asks, whatever its state.")
    questions = graphene.NonNull(
        ProductQuestionConnection, description="What members ask about it.", **describe_questions()
    )

    @staticmethod
    def resolve_review_summary(source: Any, info: Any) -> SummarySource:
        return read_community(source.batch, info.context).summaries[source.document.key]

    @staticmethod
    def resolve_reviews(
        source: Any,
        info: Any,
        sort: Any,
        first: int | None = REVIEWS,
        after: str | None = None,
        filter: dict[str, Any] | None = None,
    ) -> KeysetPage:
        pages = read_community(source.batch, info.context).page_reviews(read_choice(filter), ReviewSort.get(sort).value)
        return pages.read_page(source.document.key, first=require_first(first, REVIEWS), after=after)

    @staticmethod
    def resolve_review_dimensions(source: Any, info: Any) -> list[dict[str, str]]:
        return read_community(source.batch, info.context).dimensions[source.document.key]

    @staticmethod
    def resolve_my_review(source: Any, info: Any) -> Any:
        return read_community(source.batch, info.context).own_reviews.get(source.document.key)

    @staticmethod
    def resolve_questions(
        source: Any, info: Any, sort: Any, first: int | None = QUESTIONS, after: str | None = None
    ) -> KeysetPage:
        pages = read_community(source.batch, info.context).page_questions(ProductQuestionSort.get(sort).value)
        return pages.read_page(source.document.key, first=require_first(first, QUESTIONS), after=after)


def read_choice(given: dict[str, Any] | None) -> ReviewChoice:
    """A filter as sources take it. Raises BAD_ARGUMENT for ratings that are none."""
    given = given or {}
    ratings = tuple(sorted(set(given.get("ratings") or ())))
    if any(not 1 <= rating <= 5 for rating in ratings):
        raise StorefrontError(Code.BAD_ARGUMENT, "`filter.ratings` are 1 to 5.", argument="filter.ratings")
    locale = given.get("locale")
    return ReviewChoice(
        ratings=ratings,
        skus=tuple(sorted(set(given.get("skus") or ()))),
        has_pictures=given.get("has_pictures"),
        is_verified=given.get("is_verified"),
        locale=None if locale is None else require_locale(locale),
    )
