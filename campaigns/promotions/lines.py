"""PURE. What is sold, as rules look at it: an offer and the document of its product make a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from campaigns.rules.values import Line


class Sold(Protocol):
    """What an offer says of itself."""

    sku: str
    currency: str
    price_minor: int
    floor_price_minor: int | None


@dataclass(frozen=True, slots=True)
class Goods:
    """An offer, the key of its product, and the body of the product's document."""

    offer: Sold
    product: str
    body: Mapping[str, Any]

    def make_line(self, line_id: str, quantity: int = 1) -> Line:
        """So many of it as a line of a cart."""
        brand = self.body.get("brand")
        return Line(
            id=line_id,
            unit_price=self.offer.price_minor,
            quantity=quantity,
            sku=self.offer.sku,
            product=self.product,
            categories=frozenset(crumb["key"] for crumb in self.body.get("breadcrumbs", ())),
            brand=brand["key"] if brand else "",
            tags=frozenset(self.body.get("tags", ())),
            floor=self.offer.floor_price_minor or 0,
        )
