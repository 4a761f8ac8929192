from __future__ import annotations

from typing import Any

import graphene

from storefront.context import RequestContext
from storefront.keysets import KeysetPage
from storefront.paging import require_first
from storefront.queries.arguments import describe_place
from storefront.sources.product_community import ProductCommunity
from storefront.sources.products import find_products
from storefront.types.product_community import read_choice
from storefront.types.question import PAGE as QUESTIONS
from storefront.types.question import ProductQuestionConnection, ProductQuestionSort, describe_questions
from storefront.types.review import PAGE as REVIEWS
from storefront.types.review import ProductReviewConnection, ReviewSort, describe_reviews

_PRODUCT = "The key of the product; there is nothing where shoppers cannot see it."


class ReviewQueries(graphene.ObjectType):
    reviews = graphene.NonNull(
        ProductReviewConnection,
        description="What members think of a product, a page at a time.",
        product=graphene.Argument(graphene.NonNull(graphene.String), description=_PRODUCT),
        **describe_reviews(),
        **describe_place(),
    )
    questions = graphene.NonNull(
        ProductQuestionConnection,
        description="What members ask about a product, a page at a time.",
        product=graphene.Argument(graphene.NonNull(graphene.String), description=_PRODUCT),
        **describe_questions(),
        **describe_place(),
    )

    @staticmethod
    def resolve_reviews(
        _root: Any,
        info: Any,
        product: str,
        sort: Any,
        first: int | None = REVIEWS,
        after: str | None = None,
        filter: dict[str, Any] | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> KeysetPage:
        choice = read_choice(filter)
        key, community = _find_community(product, info.context, locale, channel)
        pages = community.page_reviews(choice, ReviewSort.get(sort).value)
        return pages.read_page(key, first=require_first(first, REVIEWS), after=after)

    @staticmethod
    def resolve_questions(
        _root: Any,
        info: Any,
        product: str,
        sort: Any,
        first: int | None = QUESTIONS,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> KeysetPage:
        key, community = _find_community(product, info.context, locale, channel)
        pages = community.page_questions(ProductQuestionSort.get(sort).value)
        return pages.read_page(key, first=require_first(first, QUESTIONS), after=after)


def _find_community(
    key: str, context: RequestContext, locale: str | None, channel: str | None
) -> tuple[str, ProductCommunity]:
    """What there is about a product; about "", of which there is nothing, where shoppers cannot see it."""
    chosen = context.choose_locale(locale)
    context.choose_channel(channel)
    shown = key if key in find_products([key], locale=chosen, context=context) else ""
    return shown, ProductCommunity({shown: ""}, locale=chosen, context=context)
