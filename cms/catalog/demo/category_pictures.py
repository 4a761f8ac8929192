"""Gives the demo's categories a picture: that of their first product, or of the first below them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cms.catalog.demo.reading import DemoProduct, read_parents
from cms.catalog.models import Category, Product, ProductPicture
from cms.delivery import services


@transaction.atomic
def load_category_pictures(products: Sequence[DemoProduct], saved: dict[str, Product], *, at: datetime) -> int:
    """Picture the categories that have none; returns how many."""
    first = find_first_products(products)
    rows = ProductPicture.objects.filter(product__in=[saved[key] for key in first.values() if key in saved])
    images = {row.product_id: row.image_id for row in rows.order_by("-sort_order", "-pk") if row.image_id}
    pictured = []
    for category in Category.objects.filter(key__in=first, picture__isnull=True):
        product = saved.get(first[category.key])
        image = images.get(product.pk) if product else None
        if image:
            category.picture_id = image
            pictured.append(category)
    Category.objects.bulk_update(pictured, ["picture"])
    services.deliver_many("category", pictured, at=at)
    return len(pictured)


def find_first_products(products: Sequence[DemoProduct]) -> dict[str, str]:
    """By category, the product that stands for it."""
    parents, first = read_parents(), {}
    for product in products:
        category: str | None = product.category
        while category is not None:
            first.setdefault(category, product.key)
            category = parents[category]
    return first
