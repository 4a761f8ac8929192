from __future__ import annotations

from typing import Any

import graphene

from storefront.queries.arguments import describe_place
from storefront.sources.carts import read_cart
from storefront.sources.quotes import QuoteSource
from storefront.types.quote import Quote
from storefront.types.quote_parts import CartInput


class QuoteQueries(graphene.ObjectType):
    quote = graphene.NonNull(
        Quote,
        description="What a cart costs whoever asks, here and now, with what became of each promotion.",
        cart=graphene.Argument(graphene.NonNull(CartInput), description="What is to be bought."),
        **describe_place(),
    )

    @staticmethod
    def resolve_quote(
        _root: Any, info: Any, cart: dict[str, Any], locale: str | None = None, channel: str | None = None
    ) -> QuoteSource:
        context = info.context
        chosen, where = context.choose_locale(locale), context.choose_channel(channel)
        # A cart is nobody else's business, and neither is what it costs.
        context.is_private = True
        return QuoteSource(read_cart(cart, context, locale=chosen, channel=where), locale=chosen, context=context)
