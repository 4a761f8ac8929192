"""What products cost whoever asks: worked out for a whole answer from the rules in memory, without a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings

from campaigns.promotions.carts import describe_shopper
from campaigns.promotions.lines import Goods
from campaigns.promotions.pricing import Price, Pricer, Touch
from campaigns.promotions.shown_usage import find_own_usage, find_shown_usage
from campaigns.promotions.versions import find_standing
from storefront.context import RequestContext


def find_pricer(context: RequestContext, channel: str) -> Pricer:
    """The pricer of this request in `channel`. An answer with a member's own prices is that member's alone."""
    remembered = "pricer", channel
    if remembered not in context.memory:
        standing, shopper = find_standing(at=context.at), describe_shopper(context.viewer)
        if context.viewer is not None and standing.is_personal:
            context.is_private = True
        context.memory[remembered] = pricer = Pricer(
            standing=standing,
            at=context.at,
            zone=ZoneInfo(settings.TIME_ZONE),
            shopper=replace(shopper, used=find_own_usage(standing, shopper.id)),
            channel=channel,
            usage=find_shown_usage(standing),
        )
        context.note_change(pricer.find_boundary(settings.VITRINE_CURRENCY))
    return context.memory[remembered]


class BatchPrices:
    """The prices of the products of one answer: all worked out the first time one is asked for."""

    def __init__(self, goods: Mapping[str, Sequence[Goods]], *, locale: str, context: RequestContext) -> None:
        self.goods = goods
        """The offers of each product, by its key."""
        self.locale = locale
        self.context = context
        self.channel = context.chosen_channel
        self._touches: dict[str, list[Touch]] = {}

    @cached_property
    def pricer(self) -> Pricer:
        return find_pricer(self.context, self.channel)

    @cached_property
    def prices(self) -> Mapping[str, Price]:
        return self.pricer.price(list(self._list_goods()))

    def _list_goods(self) -> Iterable[Goods]:
        return (one for goods in self.goods.values() for one in goods)

    def list_touches(self, key: str) -> list[Touch]:
        """The promotions that mean the product `key`."""
        if key not in self._touches:
            self._touches[key] = self.pricer.list_touches(self.goods[key], self.prices)
        return self._touches[key]

    def list_touches_of(self, key: str, sku: str) -> list[Touch]:
        """The promotions that mean the offer `sku` of the product `key`."""
        return self.pricer.list_touches([one for one in self.goods[key] if one.offer.sku == sku], self.prices)
