"""What the search index holds of promotions: the price of the item layer for a guest in the shop's first channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from campaigns.promotions.lines import Goods
from campaigns.promotions.pricing import Pricer
from campaigns.promotions.shown_usage import find_shown_usage
from campaigns.promotions.versions import find_current_standing
from cms.catalog.models import Offer


def price_offers(
    offers: Mapping[str, Sequence[Offer]], bodies: Mapping[str, Mapping[str, Any]], at: datetime
) -> dict[str, int]:
    """By SKU what one piece costs everybody; a promotion counts from its commit on, in whichever process."""
    pricer = Pricer(
        standing=find_current_standing(at=at),
        at=at,
        zone=ZoneInfo(settings.TIME_ZONE),
        channel=settings.VITRINE_CHANNELS[0],
    )
    pricer.usage = find_shown_usage(pricer.standing)
    goods = [Goods(offer, key, bodies[key]) for key, found in offers.items() for offer in found]
    return {sku: price.minor for sku, price in pricer.price(goods).items()}
