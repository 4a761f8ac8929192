from __future__ import annotations

import graphene

from storefront.types.base import required_list
from storefront.types.money import MoneyRange
from storefront.types.scalars import Decimal
from storefront.types.specification import SpecificationType


class FacetKind(graphene.Enum):
    """What a facet narrows by, and so which field of the filter takes its values."""

    BRAND = "brand"
    CATEGORY = "category"
    PRICE = "price"
    AVAILABILITY = "availability"
    STAGE = "stage"
    SPECIFICATION = "specification"

    @property
    def description(self) -> str:
        return {
            "brand": "`filter.brands`.",
            "category": "`filter.categories`.",
            "price": "`filter.price`; see `priceRange`.",
            "availability": "`filter.isAvailable`.",
            "stage": "`filter.stages`.",
            "specification": "`filter.specifications`.",
        }[self.value]


class FacetValue(graphene.ObjectType):
    """One value of a facet."""

    value = graphene.NonNull(
        graphene.String, description="As the filter takes it; of PRICE, a name for `min` and `max`."
    )
    label = graphene.NonNull(graphene.String, description="Ready to show.")
    min = graphene.Field(Decimal, description="Of PRICE: the lowest price, for `filter.price.min`; null: no lowest.")
    max = graphene.Field(Decimal, description="Of PRICE: the highest price, for `filter.price.max`; null: no highest.")
    count = graphene.NonNull(graphene.Int, description="How many products the list has with it.")
    is_selected = graphene.NonNull(graphene.Boolean, description="Whether the filter has it already.")
    parent = graphene.String(
        description="Of CATEGORY: the `value` of the category right above it, if that is among the values too."
    )


class Facet(graphene.ObjectType):
    """One way to narrow a list."""

    key = graphene.NonNull(
        graphene.String, description='Of a SPECIFICATION its key: "colour"; of others what `facets(keys:)` takes.'
    )
    kind = graphene.NonNull(FacetKind, description="What it narrows by.")
    label = graphene.NonNull(
        graphene.String,
        description="What it is called, in the locale asked for. Of several specifications of one name it says whose, "
        'or in which unit: "Origin (Tea)".',
    )
    type = graphene.Field(SpecificationType, description="Of a SPECIFICATION: the kind of its values.")
    unit = graphene.String(description='Of a SPECIFICATION that is a number: what it is counted in, such as "mm".')
    values = required_list(FacetValue, "Its values, the most frequent first.")
    price_range = graphene.Field(MoneyRange, description="Of PRICE: the lowest and the highest price in the list.")
    low = graphene.Float(description="Of a SPECIFICATION that is a number: the lowest in the list.")
    high = graphene.Float(description="Of a SPECIFICATION that is a number: the highest in the list.")
