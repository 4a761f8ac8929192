"""Tells the media library what of products shoppers see, what they are called, and which pictures a text shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from cms.catalog.models import Product, ProductContent, ProductPicture
from cms.catalog.selectors import name_products
from cms.media.models import MediaImage
from cms.media.usage import Place, register


def connect() -> None:
    """Join the index of usage; called once the app is ready."""
    live = ProductContent.objects.filter(live=True)
    register(Place(Product, lambda: Product.objects.filter(pk__in=live.values("product")), _name_products))
    register(Place(ProductContent, name=_name_contents, list_shown=_list_shown))


def _name_products(ids: Sequence[str], language: str) -> Mapping[str, str]:
    return {str(pk): title for pk, title in name_products(map(int, ids), only_in=language).items()}


def _name_contents(ids: Sequence[str], language: str) -> Mapping[str, str]:
    found = ProductContent.objects.filter(pk__in=ids, locale__language_code=language)
    return {str(pk): title for pk, title in found.values_list("pk", "title")}


def _list_shown(content: Any) -> Iterable[tuple[type[Model], int]]:
    """A text that chooses no pictures shows all of its product."""
    if not content.product_id or len(content.pictures):
        return []
    rows = ProductPicture.objects.filter(product=content.product_id, image__isnull=False).order_by("sort_order", "pk")
    return [(MediaImage, pk) for pk in rows.values_list("image", flat=True)]
