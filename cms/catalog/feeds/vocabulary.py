"""The brands, categories and specifications a feed speaks of: those there are, and those it brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cms.catalog.feeds.definitions import Definitions, find_definitions
from cms.catalog.feeds.scanning import Path, Scan
from cms.catalog.feeds.slugs import make_slug, make_unique
from cms.catalog.models import Brand, BrandText, Category, CategoryText, SpecificationDefinition
from cms.delivery import services
from cms.phrases import Phrase

_LONGEST_KEY = 120


@dataclass(slots=True)
class Vocabulary:
    """Found by what the feed calls them. In a dry run those that would be created are there without being saved."""

    brands: dict[str, Brand] = field(default_factory=dict)
    categories: dict[Path, Category] = field(default_factory=dict)
    definitions: dict[Path, Definitions] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)

    def find_brand(self, name: str | None) -> Brand | None:
        return self.brands[name.casefold()] if name else None

    def find_category(self, path: Path) -> Category | None:
        return self.categories[path] if path else None


def prepare_vocabulary(scan: Scan, *, locale: str, clock: Callable[[], datetime], is_dry: bool) -> Vocabulary:
    """Find everything the scan met, and create what is missing (not in a dry run), in one transaction."""
    found = Vocabulary()
    with transaction.atomic():
        found.brands = _find_brands(scan.brands, locale)
        new_brands = _make_brands(scan.brands, found.brands)
        found.brands |= new_brands
        new_categories = _find_categories(scan.features, locale, found, is_dry=is_dry)
        found.definitions = {
            path: find_definitions(features, found.find_category(path), scan.mentioned)
            for path, features in scan.features.items()
        }
        if not is_dry:
            Brand.objects.bulk_create(new_brands.values(), batch_size=500)
            services.deliver_many("brand", list(new_brands.values()), at=clock())
            changed = {category.pk for category in _save_definitions(found.definitions.values())}
            services.deliver_many("category", list(Category.objects.filter(pk__in=changed)), at=clock())
    found.created = {
        Phrase("brands"): len(new_brands),
        Phrase("categories"): new_categories,
        Phrase("specifications"): sum(len(one.new) for one in found.definitions.values()),
    }
    return found


def _find_brands(names: dict[str, str], locale: str) -> dict[str, Brand]:
    """Those there are, by any name or key they go by, whatever its case."""
    brands = {brand.pk: brand for brand in Brand.objects.all()}
    known: dict[str, Brand] = {brand.key.casefold(): brand for brand in brands.values()}
    texts = BrandText.objects.filter(locale__language_code=locale).values_list("brand_id", "name")
    known |= {name.casefold(): brands[pk] for pk, name in texts}
    known |= {brand.name.casefold(): brand for brand in brands.values()}
    return {folded: known[folded] for folded in names if folded in known}


def _make_brands(names: dict[str, str], present: dict[str, Brand]) -> dict[str, Brand]:
    taken = set(Brand.objects.values_list("key", flat=True))
    made: dict[str, Brand] = {}
    for folded, name in names.items():
        if folded not in present:
            made[folded] = Brand(key=_choose_key(name, taken), name=name)
    return made


def _choose_key(name: str, taken: set[str]) -> str:
    """A key made of `name` that nobody has, and now is taken."""
    key = plain = make_slug(name, max_length=_LONGEST_KEY) or "unnamed"
    number = 1
    while key in taken:
        number += 1
        key = make_unique(plain, str(number), max_length=_LONGEST_KEY)
    taken.add(key)
    return key


def _find_categories(paths: Iterable[Path], locale: str, found: Vocabulary, *, is_dry: bool) -> int:
    """Fill `found.categories`, creating what is missing; returns how many were missing."""
    children = _read_tree(locale)
    taken = set(Category.objects.values_list("key", flat=True))
    missing = 0
    for path in sorted(paths, key=len):
        parent: Category | None = None
        for depth in range(1, len(path) + 1):
            part = path[:depth]
            if part not in found.categories:
                names = children.get(parent.path if parent is not None else "", {})
                category = names.get(part[-1].casefold())
                if category is None:
                    missing += 1
                    category = _make_category(part, parent, taken, is_dry=is_dry)
                found.categories[part] = category
            parent = found.categories[part]
    return missing


def _read_tree(locale: str) -> dict[str, dict[str, Category]]:
    """Categories by the path of their parent and each name they go by."""
    tree: dict[str, dict[str, Category]] = {}
    names = dict(CategoryText.objects.filter(locale__language_code=locale).values_list("category_id", "name"))
    for category in Category.objects.order_by("path"):
        siblings = tree.setdefault(category.path[: -Category.steplen], {})
        siblings.setdefault(category.name.casefold(), category)
        if category.pk in names:
            siblings.setdefault(names[category.pk].casefold(), category)
    return tree


def _make_category(part: Path, parent: Category | None, taken: set[str], *, is_dry: bool) -> Category:
    # Names alone repeat in a tree (home > cups, outdoor > cups); the whole path tells them apart.
    category = Category(key=_choose_key(" ".join(part), taken), name=part[-1])
    if is_dry:
        # A path no tree has, so that nothing is found below it.
        category.path = f"?{category.key}"
    elif parent is None:
        Category.add_root(instance=category)
    else:
        parent.add_child(instance=category)
    return category


def _save_definitions(groups: Iterable[Definitions]) -> list[Category]:
    """Write new definitions and longer lists of choices; returns the categories concerned."""
    chosen = list(groups)
    new = [definition for group in chosen for definition in group.new]
    longer = [definition for group in chosen for definition in group.longer]
    SpecificationDefinition.objects.bulk_create(new, batch_size=500)
    SpecificationDefinition.objects.bulk_update(longer, ["choices"], batch_size=100)
    return [definition.category for definition in (*new, *longer)]
