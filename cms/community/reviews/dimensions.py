"""What reviews of a category's products rate beside the whole."""

from __future__ import annotations

from collections.abc import Iterable

from cms.catalog.models import Category
from cms.community.models import ReviewDimension, ReviewDimensionText


def list_dimensions_of(category_keys: Iterable[str]) -> dict[str, list[ReviewDimension]]:
    """By key of a category, as `list_dimensions`: two queries for all of them."""
    wanted = set(category_keys)
    paths = dict(Category.objects.filter(key__in=wanted).values_list("key", "path"))
    dimensions = list(ReviewDimension.objects.filter(is_active=True).select_related("category"))
    return {
        key: [
            one
            for one in dimensions
            if one.category is None or (key in paths and paths[key].startswith(one.category.path))
        ]
        for key in wanted
    }


def list_dimensions(category_key: str) -> list[ReviewDimension]:
    """Those asked for of products of a category: its own, those of the categories above, those of all products."""
    return list_dimensions_of([category_key])[category_key]


def name_dimensions(keys: Iterable[str], *, locale: str) -> dict[str, str]:
    """By key, what dimensions are called in a language, else by their own name; in their order. Two queries."""
    wanted = set(keys)
    names: dict[str, str] = dict(ReviewDimension.objects.filter(key__in=wanted).values_list("key", "name"))
    texts = ReviewDimensionText.objects.filter(dimension__key__in=wanted, locale__language_code=locale)
    return names | dict(texts.values_list("dimension__key", "name"))
