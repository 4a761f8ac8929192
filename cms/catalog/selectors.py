"""Reads the facts of products: a fixed number of queries whatever the number of keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from cms.catalog.models import Availability, Offer, Product, ProductContent


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


def name_products(ids: Iterable[int], *, only_in: str = "") -> dict[int, str]:
    """What each product is called in the shop's language, else in another, else by its key; one query.

    With `only_in` a language, what it is called there; without those that nobody has named in it.
    """
    products = Product.objects.filter(pk__in=list(ids))
    if only_in:
        products = products.filter(contents__locale__language_code=only_in)
    # The last row of a product is the one that stays.
    rows = products.order_by(_prefer_own_language("contents__").desc(), F("contents__pk").desc())
    return {pk: title or key for pk, key, title in rows.values_list("pk", "key", "contents__title")}


def with_titles(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows about a `product`, each with its `title` in the shop's language, and the `owner_id` of who published it."""
    own_first = _prefer_own_language()
    contents = ProductContent.objects.filter(product=OuterRef("product"))
    owned = contents.filter(live_revision__user__isnull=False)
    return rows.annotate(
        title=Coalesce(Subquery(contents.order_by(own_first, "pk").values("title")[:1]), "product__key"),
        owner_id=Subquery(owned.order_by(own_first, "pk").values("live_revision__user")[:1]),
    )


def _prefer_own_language(path: str = "") -> Case:
    own = When(**{f"{path}locale__language_code": settings.LANGUAGE_CODE}, then=Value(0))
    return Case(own, default=Value(1))


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
