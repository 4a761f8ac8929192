from __future__ import annotations

import graphene

from storefront.types.scalars import Decimal


class Money(graphene.ObjectType):
    """An amount of money."""

    amount = graphene.NonNull(Decimal, description='The amount in the currency\'s main unit, exact: "59.90".')
    currency = graphene.NonNull(graphene.String, description='ISO 4217 code: "CNY".')
    formatted = graphene.NonNull(graphene.String, description='Ready to show: "¥59.90".')


class MoneyRange(graphene.ObjectType):
    """From the lowest to the highest of several amounts."""

    low = graphene.NonNull(Money, description="The lowest.")
    high = graphene.NonNull(Money, description="The highest; the same as `low` where there is but one.")
