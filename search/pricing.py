"""What products cost in the index: what their offers say, unless another part of the shop knows better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cms.catalog.models import Offer

PriceOffers = Callable[[Mapping[str, Sequence[Offer]], Mapping[str, Mapping[str, Any]], datetime], Mapping[str, int]]
"""Offers and the body of a document by product key, and an instant; gives minor units by SKU, of those it prices."""

_pricing: list[PriceOffers] = []


def register_pricing(price_offers: PriceOffers) -> None:
    """Have the index hold, sort and count what `price_offers` says; called once an app is ready. The last one counts.

    It prices for a guest in the shop's first channel: what the index holds is the same for everybody.
    """
    _pricing[:] = [price_offers]


def price_offers(
    offers: Mapping[str, Sequence[Offer]], bodies: Mapping[str, Mapping[str, Any]], *, at: datetime
) -> Mapping[str, int]:
    """What is known of what these offers cost at `at`, by SKU; of the others it is their own price."""
    return _pricing[0](offers, bodies, at) if _pricing and offers else {}
