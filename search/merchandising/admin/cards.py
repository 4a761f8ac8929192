"""Products of a list of results as an editor sees them: picture, title, price, and a way to the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from cms.catalog.models import Offer
from cms.catalog.selectors import find_offers
from cms.delivery.selectors import LiveDocument, find_documents
from cms.money import Money


@dataclass(frozen=True, slots=True)
class Card:
    """One product; what is not known of it is empty."""

    key: str
    title: str
    picture: str = ""
    price: str = ""
    sku: str = ""
    is_available: bool = True


def find_cards(keys: Sequence[str], *, locale: str, at: datetime) -> dict[str, Card]:
    """A card for each of `keys`: two queries; what has ended a moment ago has its key for a title."""
    documents = find_documents("product", keys, locale=locale, at=at)
    offers = find_offers(list(documents), at=at)
    return {key: _make_card(key, documents.get(key), offers.get(key, []), at) for key in keys}


def _make_card(key: str, document: LiveDocument | None, offers: list[Offer], at: datetime) -> Card:
    if document is None:
        return Card(key, key)
    images = document.data["images"]
    priced = [offer for offer in offers if offer.currency == settings.VITRINE_CURRENCY] or offers
    cheapest = min(priced, key=lambda offer: offer.price_minor, default=None)
    return Card(
        key,
        document.data["title"],
        _choose_picture(images[0]) if images else "",
        Money(cheapest.price_minor, cheapest.currency).formatted if cheapest else "",
        cheapest.sku if cheapest else "",
        any(offer.is_available(at=at) for offer in offers),
    )


def _choose_picture(image: dict) -> str:
    """The smallest size there is."""
    sizes = sorted(image["renditions"], key=lambda one: one["width"])
    return sizes[0]["url"] if sizes else image["url"]
