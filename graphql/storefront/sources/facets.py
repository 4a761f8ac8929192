"""Gives the counts of a search the words of the shop: facets know keys, documents know names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.catalog.models import LifeCycleStage
from cms.money import Money
from search.filtering import SPECIFICATION, parse_range
from search.selectors import Facet, FacetValue
from storefront.errors import Code, StorefrontError
from storefront.sources.brands import BrandBatch
from storefront.sources.categories import CategoryBatch

MOST_FACETS = 30
_MOST_OWNERS = 2
USUAL_FACETS = ("brand", "category", "price", "availability", "specification")
_NAMES = {
    "brand": _("Brand"),
    "category": _("Category"),
    "price": _("Price"),
    "availability": _("Availability"),
    "stage": _("Life-cycle stage"),
}
_AVAILABLE = {"true": _("Can be ordered"), "false": _("Sold out")}
_BOOLEANS = {"true": _("Yes"), "false": _("No")}


@dataclass(slots=True)
class FacetValueSource:
    value: str
    label: str
    count: int
    is_selected: bool
    min: str | None = None
    max: str | None = None
    parent: str | None = None


@dataclass(slots=True)
class FacetSource:
    key: str
    kind: str
    label: str
    values: list[FacetValueSource]
    price_range: dict[str, Money] | None = None
    low: float | None = None
    high: float | None = None
    type: str | None = None
    unit: str | None = None


def require_facets(keys: Sequence[str] | None) -> Sequence[str]:
    """The facets to count; None stands for the usual ones. Raises BAD_ARGUMENT for one there is not."""
    if keys is None:
        return USUAL_FACETS
    known = {*_NAMES, "specification"}
    for key in keys:
        if key not in known and not key.startswith(SPECIFICATION):
            raise StorefrontError(
                Code.BAD_ARGUMENT,
                f"There is no facet {key[:40]!r}; there are: {', '.join(sorted(known))}, {SPECIFICATION}KEY.",
                argument="keys",
            )
    if len(keys) > MOST_FACETS:
        raise StorefrontError(
            Code.BAD_ARGUMENT, f"`keys` names {len(keys)} facets; {MOST_FACETS} are the most.", argument="keys"
        )
    return keys


def choose_counted(counted: Iterable[Facet], keys: Sequence[str]) -> list[Facet]:
    """Of the facets that were counted those that `keys` ask for, in that order."""
    by_name = {_name_of(facet): facet for facet in counted}
    chosen: dict[str, Facet] = {}
    for key in keys:
        wanted = [name for name in by_name if name.startswith(SPECIFICATION)] if key == "specification" else [key]
        chosen.update({name: by_name[name] for name in wanted if name in by_name})
    return list(chosen.values())


def list_values(facets: Iterable[Facet], kind: str) -> list[str]:
    """The values of the facets of `kind`."""
    return [one.value for facet in facets if facet.kind == kind for one in facet.values]


class FacetLabels:
    """What facets and their values are called in one locale."""

    def __init__(self, locale: str, brands: BrandBatch, categories: CategoryBatch) -> None:
        self.locale = locale
        self.brands = brands
        self.categories = categories

    @cached_property
    def specifications(self) -> dict[str, dict[str, Any]]:
        """By key, the definitions of all categories at hand; the first that has one names it."""
        found: dict[str, dict[str, Any]] = {}
        for document in filter(None, map(self.categories.find, self.categories.keys)):
            for definition in document.data["specifications"]:
                found.setdefault(definition["key"], definition)
        return found

    @cached_property
    def owners(self) -> dict[str, list[str]]:
        """By key of a specification, what the highest categories at hand that have it are called, two at most."""
        found: dict[str, list[tuple[int, str]]] = {}
        for document in filter(None, map(self.categories.find, self.categories.keys)):
            for definition in document.data["specifications"]:
                found.setdefault(definition["key"], []).append((document.data["depth"], document.data["name"]))
        return {
            key: [name for depth, name in named if depth == min(named)[0]][:_MOST_OWNERS]
            for key, named in found.items()
        }

    def describe_all(self, facets: Iterable[Facet]) -> list[FacetSource]:
        """`facets` with labels that tell them apart: two specifications of one name are called by more than that."""
        described = [self.describe(facet) for facet in facets]
        by_label: dict[str, list[FacetSource]] = {}
        for one in described:
            if one.kind == "specification":
                by_label.setdefault(one.label, []).append(one)
        with override(self.locale):
            for alike in by_label.values():
                if len(alike) > 1:
                    self._tell_apart(alike)
        return described

    def _tell_apart(self, alike: Sequence[FacetSource]) -> None:
        """By what they are counted in where each has a unit of its own, else by the category that has them."""
        units = [one.unit for one in alike]
        has_units = all(units) and len(set(units)) == len(units)
        for one in alike:
            words = one.unit if has_units else ", ".join(self.owners.get(one.key, ()))
            if words:
                one.label = _("%(name)s (%(of)s)") % {"name": one.label, "of": words}

    def describe(self, facet: Facet) -> FacetSource:
        """`facet` with its labels."""
        with override(self.locale):
            if facet.kind == "price":
                return _describe_price(facet)
            if facet.kind == "specification":
                definition = self.specifications.get(facet.key, {})
                described = _describe(facet, definition.get("name", facet.key), _name_choices(definition))
                described.low, described.high = facet.low, facet.high
                described.type, described.unit = definition.get("type"), definition.get("unit") or None
                return described
            described = _describe(facet, str(_NAMES[facet.kind]), self._choose_names(facet.kind))
            if facet.kind == "category":
                self._add_parents(described.values)
            return described

    def _add_parents(self, values: list[FacetValueSource]) -> None:
        """The tree of what was counted: a category is counted with all that lies below it."""
        present = {one.value for one in values}
        for one in values:
            document = self.categories.find(one.value)
            above = document.data["parent"] if document else None
            one.parent = above if above in present else None

    def _choose_names(self, kind: str) -> Callable[[str], str]:
        match kind:
            case "brand":
                return lambda value: _read_name(self.brands, value)
            case "category":
                return lambda value: _read_name(self.categories, value)
            case "availability":
                return lambda value: str(_AVAILABLE.get(value, value))
        return lambda value: str(LifeCycleStage(value).label) if value in LifeCycleStage.values else value


def _name_of(facet: Facet) -> str:
    return f"{SPECIFICATION}{facet.key}" if facet.kind == "specification" else facet.key


def _describe(facet: Facet, label: str, name_value: Callable[[str], str]) -> FacetSource:
    values = [FacetValueSource(one.value, name_value(one.value), one.count, one.is_selected) for one in facet.values]
    return FacetSource(facet.key, facet.kind, label, values)


def _describe_price(facet: Facet) -> FacetSource:
    described = FacetSource(
        facet.key, facet.kind, str(_NAMES["price"]), list(filter(None, map(_describe_span, facet.values)))
    )
    if facet.low is not None and facet.high is not None:
        described.price_range = {"low": _make_money(facet.low), "high": _make_money(facet.high)}
    return described


def _describe_span(value: FacetValue) -> FacetValueSource | None:
    """A span of prices: inside whole minor units, outside amounts as `filter.price` takes them."""
    ends = parse_range(value.value)
    if ends is None:
        return None
    low, high = (None if end is None else _make_money(end) for end in ends)
    if low and high:
        label = f"{low.formatted}–{high.formatted}"
    elif low:
        label = _("from %(price)s") % {"price": low.formatted}
    elif high:
        label = _("up to %(price)s") % {"price": high.formatted}
    minimum, maximum = (end.amount if end else None for end in (low, high))
    name = f"{minimum or ''}..{maximum or ''}"
    return FacetValueSource(name, label, value.count, value.is_selected, minimum, maximum)


def _make_money(minor: float) -> Money:
    return Money(int(minor), settings.VITRINE_CURRENCY)


def _read_name(batch: BrandBatch | CategoryBatch, key: str) -> str:
    document = batch.find(key)
    return document.data["name"] if document else key


def _name_choices(definition: dict[str, Any]) -> Callable[[str], str]:
    if definition.get("type") == "boolean":
        return lambda value: str(_BOOLEANS.get(value, value))
    labels = {choice["value"]: choice["label"] for choice in definition.get("choices", ())}
    unit = definition.get("unit", "")
    return lambda value: labels.get(value) or f"{value} {unit}".strip()
