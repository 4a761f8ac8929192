"""Puts the demo shop's brands, categories and specifications in place; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from cms.catalog.demo.reading import read_table
from cms.catalog.models import (
    Brand,
    BrandText,
    Category,
    CategoryText,
    SpecificationDefinition,
    SpecificationText,
)
from cms.delivery import services


@transaction.atomic
def load_taxonomy(locales: dict[str, Locale], *, clock: Callable[[], datetime]) -> None:
    """Create what is missing, and deliver it."""
    _load_brands(locales, clock=clock)
    touched = _load_categories(locales)
    touched |= _load_specifications(locales)
    services.deliver_many("category", list(Category.objects.filter(pk__in=touched).order_by("path")), at=clock())


def _load_brands(locales: dict[str, Locale], *, clock: Callable[[], datetime]) -> None:
    known = set(Brand.objects.values_list("key", flat=True))
    rows = [row for row in read_table("brands.toml")["brand"] if row["key"] not in known]
    brands = Brand.objects.bulk_create([Brand(key=row["key"], name=row["name"]) for row in rows])
    names = {"zh-hans": ("name", "zh_text"), "en": ("en", "en_text")}
    BrandText.objects.bulk_create(
        BrandText(brand=brand, locale=locales[code], name=row[name], description=row[text])
        for brand, row in zip(brands, rows, strict=True)
        for code, (name, text) in names.items()
    )
    services.deliver_many("brand", brands, at=clock())


def _load_categories(locales: dict[str, Locale]) -> set[int]:
    present = {category.key: category for category in Category.objects.all()}
    touched = set()
    for row in read_table("categories.toml")["category"]:
        if row["key"] in present:
            continue
        category = Category(key=row["key"], name=row["name"])
        if "parent" in row:
            # Read again: each child that is added changes what its parent knows of itself.
            Category.objects.get(pk=present[row["parent"]].pk).add_child(instance=category)
        else:
            Category.add_root(instance=category)
        present[category.key] = category
        _name_category(category, row, locales)
        touched.add(category.pk)
    return touched


def _name_category(category: Category, row: dict[str, str], locales: dict[str, Locale]) -> None:
    CategoryText.objects.bulk_create(
        [
            CategoryText(
                category=category, locale=locales["zh-hans"], name=row["name"], description=row.get("zh_text", "")
            ),
            CategoryText(category=category, locale=locales["en"], name=row["en"], description=row.get("en_text", "")),
        ]
    )


def _load_specifications(locales: dict[str, Locale]) -> set[int]:
    categories = dict(Category.objects.values_list("key", "pk"))
    known = set(SpecificationDefinition.objects.values_list("category__key", "key"))
    rows = read_table("specifications.toml")["specification"]
    new = [(position, row) for position, row in enumerate(rows) if (row["category"], row["key"]) not in known]
    definitions = SpecificationDefinition.objects.bulk_create(
        _make_definition(row, categories[row["category"]], position) for position, row in new
    )
    SpecificationText.objects.bulk_create(
        SpecificationText(
            definition=definition,
            locale=locales["en"],
            name=row["en"],
            unit=split_choice(row.get("unit", ""))[1],
            choice_labels=dict(split_choice(choice) for choice in row.get("choices", [])),
        )
        for definition, (_position, row) in zip(definitions, new, strict=True)
    )
    return {definition.category_id for definition in definitions}


def _make_definition(row: dict[str, Any], category_id: int, position: int) -> SpecificationDefinition:
    return SpecificationDefinition(
        category_id=category_id,
        key=row["key"],
        name=row["name"],
        type=row["type"],
        unit=split_choice(row.get("unit", ""))[0],
        choices=[split_choice(choice)[0] for choice in row.get("choices", [])],
        is_facet=row.get("facet", False),
        is_required=row.get("required", False),
        sort_order=position,
    )


def split_choice(text: str) -> tuple[str, str]:
    """ "亚麻 | Linen" as the value and its English label."""
    value, _bar, label = text.partition(" | ")
    return value, label
