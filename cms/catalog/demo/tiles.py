"""Gives the demo shop's brands their marks and its categories their pictures, those that have none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model

from cms.catalog.demo.drawing.logos import draw_logo
from cms.catalog.demo.later import CONSUMER
from cms.catalog.demo.reading import DemoProduct, read_parents, read_products, read_table
from cms.catalog.demo.shots import draw_category
from cms.catalog.models import Brand, Category
from cms.delivery import outbox, services


@transaction.atomic
def load_logos(*, at: datetime) -> None:
    """Each house its mark."""
    rows = {row["key"]: row for row in read_table("brands.toml")["brand"]}
    brands = list(Brand.objects.filter(key__in=rows, logo__isnull=True))
    for brand in brands:
        brand.logo = _keep(brand.name, f"demo-brand-{brand.key}.png", draw_logo(*rows[brand.key]["mark"]))
    Brand.objects.bulk_update(brands, ["logo"])
    services.deliver_many("brand", brands, at=at)


def load_tiles(*, later: bool, at: datetime) -> None:
    """The tops of the tree at once; what lies below them, with `later`, by the worker."""
    parents = read_parents()
    missing = set(Category.objects.filter(key__in=parents, picture__isnull=True).values_list("key", flat=True))
    tops = [key for key in parents if parents[key] is None]
    below = [key for key in parents if key not in tops and key in missing]
    draw_tiles([key for key in tops if key in missing], at=at)
    if later:
        outbox.enqueue(CONSUMER, [f"category:{key}" for key in below], available_at=at)
    else:
        draw_tiles(below, at=at)


def draw_tiles(keys: Iterable[str], *, at: datetime) -> None:
    """A picture of its products for each of these categories that has none yet and anything to show."""
    for key in keys:
        products = _list_products(key)
        if not products:
            continue
        content = draw_category(key, products)
        with transaction.atomic():
            category = Category.objects.select_for_update().filter(key=key, picture__isnull=True).first()
            if category is None:
                continue
            category.picture = _keep(category.name, f"demo-category-{key}.jpg", content)
            Category.objects.filter(pk=category.pk).update(picture=category.picture)
            services.deliver_many("category", [category], at=at)


def _list_products(key: str) -> list[DemoProduct]:
    return [product for product in read_products() if key in _list_path(product.category)]


def _list_path(category: str) -> list[str]:
    parents = read_parents()
    path = [category]
    while (above := parents[path[-1]]) is not None:
        path.append(above)
    return path


def _keep(title: str, name: str, content: bytes) -> Any:
    return get_image_model().objects.create(title=title, file=ContentFile(content, name=name))
