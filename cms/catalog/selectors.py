"""Reads the facts of products: a fixed number of queries whatever the number of keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from cms.catalog.models import Availability, Offer


def find_offers(product_keys: Iterable[str], *, at: datetime) -> dict[str, list[Offer]]:
    """Offers on the shelf at `at`, by product key, in the shop's order; a product without any is left out."""
    keys = list(product_keys)
    found: dict[str, list[Offer]] = {}
    if not keys:
        return found
    offers = (
        Offer.objects.filter(on_shelf(at), product__key__in=keys)
        .annotate(product_key=F("product__key"))
        .order_by("sort_order", "sku")
    )
    for offer in offers:
        found.setdefault(offer.product_key, []).append(offer)
    return found


def find_product_key(*, sku: str) -> str | None:
    """The key of the product that has `sku` among its offers."""
    return Offer.objects.filter(sku=sku).values_list("product__key", flat=True).first()


def find_product_keys(skus: Iterable[str]) -> dict[str, str]:
    """By SKU, the keys of the products that have them among their offers."""
    return dict(Offer.objects.filter(sku__in=list(skus)).values_list("sku", "product__key"))


def find_shelf_boundaries(product_keys: Iterable[str], *, after: datetime) -> dict[str, datetime]:
    """By product key, the next instant at which an offer comes onto the shelf or leaves it."""
    rows = Offer.objects.filter(
        Q(on_shelf_from__gt=after) | Q(on_shelf_until__gt=after), product__key__in=list(product_keys)
    ).values_list("product__key", "on_shelf_from", "on_shelf_until")
    found: dict[str, datetime] = {}
    for key, *times in rows:
        for time in times:
            if time is not None and time > after and (key not in found or time < found[key]):
                found[key] = time
    return found


def find_boundaries(product_keys: Iterable[str], *, after: datetime) -> dict[str, datetime]:
    """By product key, the next instant at which an offer comes onto the shelf or leaves it, or its presale changes."""
    keys = list(product_keys)
    found = find_shelf_boundaries(keys, after=after)
    presales = Offer.objects.filter(
        Q(presale_starts_at__gt=after) | Q(presale_ends_at__gt=after),
        product__key__in=keys,
        availability=Availability.PRESALE,
    )
    for key, *times in presales.values_list("product__key", "presale_starts_at", "presale_ends_at"):
        for time in times:
            if time is not None and time > after and (key not in found or time < found[key]):
                found[key] = time
    return found


def on_shelf(at: datetime) -> Q:
    """Offers whose shelf window is open at `at`."""
    return (Q(on_shelf_from__isnull=True) | Q(on_shelf_from__lte=at)) & (
        Q(on_shelf_until__isnull=True) | Q(on_shelf_until__gt=at)
    )
