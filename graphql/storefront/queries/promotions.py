from __future__ import annotations

from typing import Any

import graphene

from storefront.paging import require_first
from storefront.queries.arguments import describe_place
from storefront.sources.promotions import PromotionList
from storefront.types.base import required_list
from storefront.types.promotion import Promotion

PAGE = 50


class PromotionQueries(graphene.ObjectType):
    promotions = required_list(
        Promotion,
        "The promotions in force for whoever asks, what ends first before the others, then those announced.",
        first=graphene.Argument(graphene.Int, default_value=PAGE, description="At most so many, 1 to 100."),
        **describe_place(),
    )

    @staticmethod
    def resolve_promotions(
        _root: Any, info: Any, first: int | None = PAGE, locale: str | None = None, channel: str | None = None
    ) -> Any:
        context = info.context
        found = PromotionList(
            locale=context.choose_locale(locale), channel=context.choose_channel(channel), context=context
        )
        return found.promotions[: require_first(first, PAGE)]
