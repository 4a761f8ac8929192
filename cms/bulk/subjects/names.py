"""Brands and categories as people write them in cells."""

from __future__ import annotations

from collections import Counter

from cms.catalog.models import Brand, BrandText, Category, CategoryText

SEPARATOR = " > "


def list_brands() -> dict[str, str]:
    """By key the name, in the order of names; where several have one name, the key in brackets tells them apart."""
    rows = list(Brand.objects.order_by("sort_key", "name", "pk").values_list("key", "name"))
    return _tell_apart(rows)


def list_categories() -> dict[str, str]:
    """By key the names from the top down: "影音 > 耳机"."""
    names: dict[str, str] = {}
    rows = []
    for path, key, name in Category.objects.order_by("path").values_list("path", "key", "name"):
        above = names.get(path[: -Category.steplen], "")
        names[path] = f"{above}{SEPARATOR}{name}" if above else name
        rows.append((key, names[path]))
    return _tell_apart(rows)


def find_brand_aliases() -> dict[str, str]:
    """By names in other languages, folded, the key; a name that several have means none of them."""
    return _keep_unique(
        [
            *Brand.objects.values_list("name", "key"),
            *BrandText.objects.values_list("name", "brand__key"),
        ]
    )


def find_category_aliases() -> dict[str, str]:
    """The same of categories, by their own names without those above."""
    return _keep_unique(
        [
            *Category.objects.values_list("name", "key"),
            *CategoryText.objects.values_list("name", "category__key"),
        ]
    )


def _tell_apart(rows: list[tuple[str, str]]) -> dict[str, str]:
    counts = Counter(" ".join(name.split()).casefold() for _key, name in rows)
    return {
        key: " ".join(name.split()) if counts[" ".join(name.split()).casefold()] == 1 else f"{name} [{key}]"
        for key, name in rows
    }


def _keep_unique(rows: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, key in rows:
        found.setdefault(" ".join(name.split()).casefold(), set()).add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}
