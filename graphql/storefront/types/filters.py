from __future__ import annotations

import graphene

from storefront.types.product import LifeCycleStage
from storefront.types.scalars import Decimal


def _list_of(kind: type, description: str) -> graphene.List:
    return graphene.List(graphene.NonNull(kind), description=description)


class PriceFilter(graphene.InputObjectType):
    """A span of prices in the shop's currency, both ends included."""

    min = graphene.InputField(Decimal, description='The lowest: "10" or "9.90".')
    max = graphene.InputField(Decimal, description="The highest.")


class SpecificationFilter(graphene.InputObjectType):
    """Products whose specification has one of some values."""

    key = graphene.InputField(graphene.NonNull(graphene.String), description="`Specification.key`.")
    values = graphene.InputField(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        description="`Specification.value`; any of them.",
    )


class ProductFilter(graphene.InputObjectType):
    """Narrows a list: fields are joined by and, the values inside one by or. An empty list narrows nothing."""

    brands = _list_of(graphene.String, "Keys of brands.")
    categories = _list_of(graphene.String, "Keys of categories; each stands for all that is below it too.")
    price = graphene.InputField(PriceFilter, description="By the lowest price of the product.")
    is_available = graphene.InputField(graphene.Boolean, description="Whether it can be ordered now.")
    stages = _list_of(LifeCycleStage, "Where products are in their life.")
    specifications = _list_of(SpecificationFilter, "By specifications.")
    keys = _list_of(graphene.String, "These products alone, by key.")


class ProductSort(graphene.Enum):
    """The order of a list of products."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    BEST_SELLING = "best_selling"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"

    @property
    def description(self) -> str:
        return {
            "relevance": "What fits the searched text best first; without text, what the shop ranks highest.",
            "newest": "The latest launched first.",
            "best_selling": "What sold most lately first.",
            "price_asc": "The lowest price first.",
            "price_desc": "The highest price first.",
        }[self.value]
