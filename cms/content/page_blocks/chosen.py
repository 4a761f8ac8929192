"""Loads what the form of a page names, a query for each kind of thing: a page may name hundreds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from wagtail.images import get_image_model

from cms.catalog.models import Brand, Category, Product
from cms.media.chosen import Chosen

_NAME = re.compile(r"-(image|product|category|(?:categories|brands)-\d+-value)$")


def load_named(data: Mapping[str, Any], prefix: str) -> Chosen:
    """The pictures, products, categories and brands that the inputs of a stream name."""
    named: dict[str, set[str]] = {"image": set(), "product": set(), "category": set(), "brand": set()}
    for name, value in data.items():
        if value and name.startswith(prefix) and (match := _NAME.search(name)):
            named[_tell_kind(match[1])].add(value)
    products = Product.objects.prefetch_related("contents__locale")
    return {
        get_image_model(): _load_images(named["image"]),
        Product: _load(products, named["product"]),
        Category: _load(Category.objects.all(), named["category"]),
        Brand: _load(Brand.objects.all(), named["brand"]),
    }


def _tell_kind(name: str) -> str:
    if name.startswith("categories"):
        return "category"
    return "brand" if name.startswith("brands") else name


def _load_images(ids: Iterable[str]) -> dict[str, Model]:
    numbers = [int(one) for one in ids if one.isdecimal()]
    return {str(pk): image for pk, image in get_image_model().objects.in_bulk(numbers).items()} if numbers else {}


def _load(queryset: Any, keys: set[str]) -> dict[str, Any]:
    return {one.key: one for one in queryset.filter(key__in=keys)} if keys else {}
