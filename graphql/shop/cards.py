"""PURE. One shape for every product card, whichever type of the API it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def make_card(product: Mapping[str, Any]) -> dict[str, Any]:
    """A card for a `Product` of a list, or a `ProductCard` of a block."""
    if isinstance(product["price"], str):
        return dict(product)
    ends = product["priceRange"]
    return {
        **product,
        "brand": product["brand"]["name"] if product["brand"] else None,
        "price": product["price"]["formatted"],
        "listPrice": product["listPrice"]["formatted"] if product["listPrice"] else None,
        "hasSeveralPrices": ends["low"]["amount"] != ends["high"]["amount"],
    }


def mark_reasons(recommendations: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Recommended products with why they are."""
    return [{**one["product"], "reason": one["reason"]} for one in recommendations]
