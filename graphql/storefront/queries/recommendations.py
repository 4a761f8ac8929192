from __future__ import annotations

from typing import Any

import graphene

from storefront.queries.arguments import describe_place
from storefront.sources.recommendations import RecommendationSource, find_recommendations
from storefront.types.recommendation import (
    PAGE,
    Recommendation,
    describe_recommendations,
    read_first,
    read_keys,
    read_kind,
)

_GROUP = "all"


class RecommendationQueries(graphene.ObjectType):
    recommendations = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(Recommendation))),
        description="Products that may interest a shopper: for a home page, a cart, the end of a page.",
        products=graphene.Argument(
            graphene.List(graphene.NonNull(graphene.String)),
            description="Keys of the products they are to go with, for the kinds that go by products.",
        ),
        **describe_recommendations("popular"),
        **describe_place(),
    )

    @staticmethod
    def resolve_recommendations(
        _root: Any,
        info: Any,
        kind: Any,
        products: list[str] | None = None,
        cart: list[str] | None = None,
        first: int | None = PAGE,
        locale: str | None = None,
        channel: str | None = None,
    ) -> list[RecommendationSource]:
        context = info.context
        context.choose_channel(channel)
        found = find_recommendations(
            {_GROUP: read_keys(products, "products")},
            kind=read_kind(kind),
            first=read_first(first),
            cart=read_keys(cart, "cart"),
            locale=context.choose_locale(locale),
            context=context,
        )
        return found[_GROUP]
