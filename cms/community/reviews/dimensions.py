"""What reviews of a category's products rate beside the whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from cms.catalog.models import Category
from cms.community.models import ReviewDimension, ReviewDimensionText


def list_dimensions(category_key: str) -> list[ReviewDimension]:
    """Those asked for of products of a category: its own, those of the categories above, those of all products."""
    holds = Q(category__isnull=True)
    category = Category.objects.filter(key=category_key).only("path").first() if category_key else None
    if category is not None:
        step = Category.steplen
        holds |= Q(category__path__in=[category.path[:end] for end in range(step, len(category.path) + 1, step)])
    return list(ReviewDimension.objects.filter(holds, is_active=True))


def name_dimensions(keys: Iterable[str], *, locale: str) -> dict[str, str]:
    """By key, what dimensions are called in a language, else by their own name; in their order. Two queries."""
    wanted = set(keys)
    names = dict(ReviewDimension.objects.filter(key__in=wanted).values_list("key", "name"))
    texts = ReviewDimensionText.objects.filter(dimension__key__in=wanted, locale__language_code=locale)
    return names | dict(texts.values_list("dimension__key", "name"))
