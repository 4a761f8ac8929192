"""What brands, categories and specifications are called in each locale, read for a whole batch at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, override

from cms.catalog.models import (
    Brand,
    BrandText,
    Category,
    CategoryText,
    SpecificationDefinition,
    SpecificationText,
    SpecificationType,
)

_STEP = Category.steplen


@dataclass(slots=True)
class SpecificationNames:
    """A definition, and what it is called by locale code."""

    definition: SpecificationDefinition
    texts: dict[str, SpecificationText] = field(default_factory=dict)

    def describe(self, value: Any, locale: str) -> dict[str, Any]:
        """A specification of a product as delivered: typed value, and a label for people in `locale`."""
        definition, text = self.definition, self.texts.get(locale)
        unit = (text.unit if text else "") or definition.unit
        return {
            "key": definition.key,
            "name": text.name if text else definition.name,
            "type": definition.type,
            "value": value,
            "unit": unit,
            "label": self._label(value, unit, locale),
            "isFacet": definition.is_facet,
        }

    def describe_definition(self, locale: str) -> dict[str, Any]:
        """The definition itself as delivered with its category."""
        definition, text = self.definition, self.texts.get(locale)
        labels = text.choice_labels if text else {}
        return {
            "key": definition.key,
            "name": text.name if text else definition.name,
            "type": definition.type,
            "unit": (text.unit if text else "") or definition.unit,
            "isFacet": definition.is_facet,
            "isRequired": definition.is_required,
            "choices": [{"value": choice, "label": labels.get(choice, choice)} for choice in definition.choices],
        }

    def _label(self, value: Any, unit: str, locale: str) -> str:
        if self.definition.type == SpecificationType.BOOLEAN:
            return _name_boolean(bool(value), locale)
        if self.definition.type == SpecificationType.NUMBER:
            number = int(value) if isinstance(value, float) and value.is_integer() else value
            return f"{number} {unit}".strip()
        if self.definition.type == SpecificationType.CHOICE and locale in self.texts:
            return self.texts[locale].choice_labels.get(value, str(value))
        return str(value)


_boolean_names: dict[tuple[bool, str], str] = {}


def _name_boolean(value: bool, locale: str) -> str:
    if (value, locale) not in _boolean_names:
        with override(locale):
            _boolean_names[value, locale] = gettext("Yes") if value else gettext("No")
    return _boolean_names[value, locale]


class Taxonomy:
    """Brands, and categories with all above them, with their names; four queries whatever the number.

    `specification_keys` says which definitions to read as well, two more queries; None is every one of the
    categories, which may be thousands.
    """

    def __init__(
        self,
        *,
        brand_ids: Iterable[int] = (),
        category_ids: Iterable[int] = (),
        specification_keys: Collection[str] | None = (),
    ) -> None:
        self.brands = Brand.objects.in_bulk(list(set(brand_ids)))
        self._brand_texts = {
            (text.brand_id, text.locale.language_code): text
            for text in BrandText.objects.filter(brand_id__in=self.brands).select_related("locale")
        }
        self.categories = self._read_categories(list(set(category_ids)))
        self._by_path = {category.path: category for category in self.categories.values()}
        self._category_texts = {
            (text.category_id, text.locale.language_code): text
            for text in CategoryText.objects.filter(category_id__in=self.categories).select_related("locale")
        }
        self._specifications: dict[int, dict[str, SpecificationNames]] = {}
        self._specifications_of: dict[int, dict[str, SpecificationNames]] = {}
        if specification_keys is None or specification_keys:
            self._read_specifications(specification_keys)

    def name_brand(self, brand_id: int, locale: str) -> str:
        text = self.find_brand_text(brand_id, locale)
        return text.name if text else self.brands[brand_id].name

    def find_brand_text(self, brand_id: int, locale: str) -> BrandText | None:
        return self._brand_texts.get((brand_id, locale))

    def name_category(self, category: Category, locale: str) -> str:
        text = self.find_category_text(category, locale)
        return text.name if text else category.name

    def find_category_text(self, category: Category, locale: str) -> CategoryText | None:
        return self._category_texts.get((category.pk, locale))

    def list_path(self, category_id: int) -> list[Category]:
        """The category and all above it, root first."""
        path = self.categories[category_id].path
        return [self._by_path[path[:end]] for end in range(_STEP, len(path) + 1, _STEP)]

    def find_specifications(self, category_id: int | None) -> dict[str, SpecificationNames]:
        """By key, what is defined for a category: its own definitions go before inherited ones of the same key."""
        if category_id is None:
            return {}
        if category_id not in self._specifications_of:
            found: dict[str, SpecificationNames] = {}
            for category in self.list_path(category_id):
                found.update(self._specifications.get(category.pk, {}))
            self._specifications_of[category_id] = found
        return self._specifications_of[category_id]

    def _read_categories(self, ids: list[int]) -> dict[int, Category]:
        chosen = list(Category.objects.filter(pk__in=ids).values_list("path", flat=True))
        paths = {path[:end] for path in chosen for end in range(_STEP, len(path) + 1, _STEP)}
        return {category.pk: category for category in Category.objects.filter(path__in=paths)}

    def _read_specifications(self, keys: Collection[str] | None) -> None:
        definitions = SpecificationDefinition.objects.filter(category_id__in=self.categories)
        if keys is not None:
            definitions = definitions.filter(key__in=keys)
        by_id: dict[int, SpecificationNames] = {}
        for definition in definitions:
            names = by_id[definition.pk] = SpecificationNames(definition)
            self._specifications.setdefault(definition.category_id, {})[definition.key] = names
        texts = SpecificationText.objects.filter(definition__in=definitions).select_related("locale")
        for text in texts:
            by_id[text.definition_id].texts[text.locale.language_code] = text
