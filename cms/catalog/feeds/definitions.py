"""Which specification definition takes which of a feed's specifications, in one category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.catalog.feeds.rows import Feature
from cms.catalog.feeds.scanning import MAX_CHOICES, ScannedFeature
from cms.catalog.models import Category, SpecificationDefinition

_TEXTUAL = {"text", "choice"}


@dataclass(slots=True)
class Definitions:
    """By the feed's key and type: the definition that takes the value. `new` and `longer` are to be saved."""

    by_feature: dict[tuple[str, str], SpecificationDefinition] = field(default_factory=dict)
    new: list[SpecificationDefinition] = field(default_factory=list)
    longer: list[SpecificationDefinition] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """The keys that the feed fills, and empties where a line has nothing for them."""


def find_definitions(
    features: Mapping[tuple[str, str], ScannedFeature],
    category: Category | None,
    mentioned: Iterable[tuple[str, str]] = (),
) -> Definitions:
    """Match each feature with what the category has or inherits; what is missing is made, but not saved.

    A key that has another type already is told apart by its type ("size" and "size-number"), so that no value is
    lost: exports write one attribute now as text and now as number. Without a category nothing can be defined.
    `mentioned` are the feed's too, though no line may have a value for them.
    """
    found = Definitions()
    if category is None:
        return found
    present = _read_present(category)
    for (key, kind), scanned in features.items():
        definition = _match(present, key, kind)
        if definition is None:
            definition = _make(present, scanned, kind, category)
            present[definition.key] = definition
            found.new.append(definition)
        elif definition.type == "choice" and _lengthen(definition, scanned) and definition not in found.new:
            found.longer.append(definition)
        found.by_feature[key, kind] = definition
        found.keys.add(definition.key)
    matches = (_match(present, key, kind) for key, kind in mentioned)
    found.keys |= {definition.key for definition in matches if definition is not None}
    return found


def _read_present(category: Category) -> dict[str, SpecificationDefinition]:
    if category.pk is None:
        return {}
    steps = range(Category.steplen, len(category.path) + 1, Category.steplen)
    above = [category.path[:end] for end in steps]
    rows = SpecificationDefinition.objects.filter(category__path__in=above).select_related("category")
    return {definition.key: definition for definition in rows.order_by("category__path")}


def _match(present: Mapping[str, SpecificationDefinition], key: str, kind: str) -> SpecificationDefinition | None:
    for name in (key, _tell_apart(key, kind)):
        definition = present.get(name)
        if definition is not None and (definition.type == kind or {definition.type, kind} <= _TEXTUAL):
            return definition
    return None


def _make(
    present: Mapping[str, Any], scanned: ScannedFeature, kind: str, category: Category
) -> SpecificationDefinition:
    feature: Feature = scanned.feature
    is_taken = feature.key in present
    is_choice = kind == "choice" and len(scanned.choices) < MAX_CHOICES
    return SpecificationDefinition(
        category=category,
        key=_tell_apart(feature.key, kind) if is_taken else feature.key,
        name=f"{feature.name[:100]} ({kind})" if is_taken else feature.name,
        type="choice" if is_choice else "text" if kind == "choice" else kind,
        unit=feature.unit,
        choices=sorted(scanned.choices) if is_choice else [],
        is_facet=feature.is_facet,
    )


def _tell_apart(key: str, kind: str) -> str:
    return f"{key[: 119 - len(kind)]}-{kind}"


def _lengthen(definition: SpecificationDefinition, scanned: ScannedFeature) -> bool:
    missing = [choice for choice in scanned.choices if choice not in definition.choices]
    definition.choices = [*definition.choices, *missing]
    return bool(missing)
