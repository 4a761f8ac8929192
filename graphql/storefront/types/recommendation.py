from __future__ import annotations

from typing import Any

import graphene

from search.behaviour.recommending import Kind
from storefront.errors import Code, StorefrontError
from storefront.paging import require_first
from storefront.sources.recommendations import RecommendationSource, find_for_batch

PAGE = 6
_MOST = 24
_MOST_KEYS = 50


class RecommendationKind(graphene.Enum):
    """What recommendations go by."""

    RELATED = Kind.RELATED.value
    SIMILAR = Kind.SIMILAR.value
    BOUGHT_TOGETHER = Kind.BOUGHT_TOGETHER.value
    POPULAR = Kind.POPULAR.value
    FOR_YOU = Kind.FOR_YOU.value

    @property
    def description(self) -> str:
        return {
            Kind.RELATED: "The best of what is similar, bought and looked at together.",
            Kind.SIMILAR: "Of the same kind and brand, with like specifications and words.",
            Kind.BOUGHT_TOGETHER: "What shoppers bought, or else looked at, on the same day.",
            Kind.POPULAR: "What many look at, keep and buy now.",
            Kind.FOR_YOU: "By what this member did lately, with their consent; what is popular for everybody else.",
        }[Kind(self.value)]


class Recommendation(graphene.ObjectType):
    """A product that may interest a shopper."""

    product = graphene.NonNull("storefront.types.product.Product", description="The product.")
    reason = graphene.NonNull(graphene.String, description='Why, in words to show: "Also in Teapots".')


def describe_recommendations(default_kind: str) -> dict[str, graphene.Argument]:
    """The arguments of every field that recommends."""
    return {
        "kind": graphene.Argument(RecommendationKind, default_value=default_kind, description="What they go by."),
        "cart": graphene.Argument(
            graphene.List(graphene.NonNull(graphene.String)),
            description="Keys of products that are in the cart already: never recommended.",
        ),
        "first": graphene.Argument(graphene.Int, default_value=PAGE, description=f"At most so many, 1 to {_MOST}."),
    }


def read_kind(given: Any) -> Kind:
    return Kind(RecommendationKind.get(given).value)


def read_first(first: int | None) -> int:
    """Raises BAD_ARGUMENT for more than are ever recommended."""
    number = require_first(first, PAGE)
    if number > _MOST:
        raise StorefrontError(Code.BAD_ARGUMENT, f"`first` is {number}; {_MOST} are the most.", argument="first")
    return number


def read_keys(keys: list[str] | None, name: str) -> list[str]:
    """Raises BAD_ARGUMENT for too many."""
    wanted = list(dict.fromkeys(keys or ()))
    if len(wanted) > _MOST_KEYS:
        raise StorefrontError(
            Code.BAD_ARGUMENT, f"`{name}` names {len(wanted)} products; {_MOST_KEYS} are the most.", argument=name
        )
    return wanted


class ProductRecommendationFields(graphene.ObjectType):
    """What goes with a product."""

    class Meta:
        abstract = True

    recommendations = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(Recommendation))),
        description="What else who looks at it may like.",
        **describe_recommendations("related"),
    )

    @staticmethod
    def resolve_recommendations(
        source: Any, info: Any, kind: Any, cart: list[str] | None = None, first: int | None = PAGE
    ) -> list[RecommendationSource]:
        found = find_for_batch(
            source.batch,
            kind=read_kind(kind),
            first=read_first(first),
            cart=read_keys(cart, "cart"),
            context=info.context,
        )
        return found.get(source.document.key, [])
