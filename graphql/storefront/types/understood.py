from __future__ import annotations

from typing import Any

import graphene
from django.conf import settings

from cms.money import Money
from search.selectors import PartKind
from storefront.types.scalars import Decimal


class UnderstoodKind(graphene.Enum):
    """What a part of a search names."""

    BRAND = PartKind.BRAND.value
    CATEGORY = PartKind.CATEGORY.value
    PRODUCT_TYPE = PartKind.PRODUCT_TYPE.value
    SPECIFICATION = PartKind.SPECIFICATION.value
    PRICE = PartKind.PRICE.value

    @property
    def description(self) -> str:
        return {
            PartKind.BRAND: "A brand: `key` is for `filter.brands`.",
            PartKind.CATEGORY: "A category: `key` is for `filter.categories`.",
            PartKind.PRODUCT_TYPE: "A kind of thing: `key` and `value` are for `filter.specifications`.",
            PartKind.SPECIFICATION: "A value of a specification: `key` and `value` are for `filter.specifications`.",
            PartKind.PRICE: "A price: `min` and `max` are for `filter.price`.",
        }[PartKind(self.value)]


class UnderstoodPart(graphene.ObjectType):
    """Some words of a search, and what of the shop they name."""

    kind = graphene.NonNull(UnderstoodKind, description="What kind of thing it is.")
    text = graphene.NonNull(graphene.String, description="The words as they were typed.")
    name = graphene.String(description="What the shop calls it; null for a price.")
    key = graphene.String(description="The key of the brand, category or specification; null for a price.")
    value = graphene.String(description="The value of the specification as a filter takes it; null for others.")
    min = graphene.Field(Decimal, description="From this price on; null where it is open, and for other kinds.")
    max = graphene.Field(Decimal, description="Up to this price; null where it is open, and for other kinds.")

    @staticmethod
    def resolve_kind(source: Any, _info: Any) -> str:
        return source.kind.value

    @staticmethod
    def resolve_name(source: Any, _info: Any) -> str | None:
        return source.name or None

    @staticmethod
    def resolve_key(source: Any, _info: Any) -> str | None:
        return source.key or None

    @staticmethod
    def resolve_value(source: Any, _info: Any) -> str | None:
        return source.value or None

    @staticmethod
    def resolve_min(source: Any, _info: Any) -> str | None:
        return _make_money(source.low)

    @staticmethod
    def resolve_max(source: Any, _info: Any) -> str | None:
        return _make_money(source.high)


def _make_money(minor: int | None) -> str | None:
    return None if minor is None else Money(minor, settings.VITRINE_CURRENCY).amount
