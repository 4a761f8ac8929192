"""Draws and keeps the pictures of the demo shop's products; each product in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model

from cms.catalog.demo.drawing import draw_product
from cms.catalog.demo.reading import DemoProduct, read_art
from cms.catalog.models import Product, ProductPicture

_EVERY = 3


def load_pictures(
    products: list[DemoProduct], present: dict[str, Product], *, on_progress: Callable[[int, int], None]
) -> int:
    """Give each product that has none its pictures; returns how many were drawn."""
    ids = [product.pk for product in present.values()]
    pictured = set(ProductPicture.objects.filter(product_id__in=ids).values_list("product_id", flat=True))
    drawn = 0
    for position, product in enumerate(products):
        if present[product.key].pk not in pictured:
            with transaction.atomic():
                drawn += _draw(product, present[product.key], with_pair=position % _EVERY == 0)
        on_progress(position + 1, len(products))
    return drawn


def _draw(product: DemoProduct, saved: Product, *, with_pair: bool) -> int:
    title = product.texts["zh-hans"].title
    pictures = []
    for index in range(1 + with_pair):
        content = draw_product(read_art()[product.art], product.colors, is_pair=index == 1)
        file = ContentFile(content, name=f"demo-{product.key}-{index + 1}.jpg")
        image = get_image_model().objects.create(title=title, file=file)
        pictures.append(ProductPicture(product=saved, image=image, sort_order=index))
    ProductPicture.objects.bulk_create(pictures)
    return len(pictures)
