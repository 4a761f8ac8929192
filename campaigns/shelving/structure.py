"""The structure of the assortment: how many products of each role or stage a category has, and what they bring in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Sum
from django.utils.translation import gettext as _

from cms.catalog.models import Category, LifeCycleStage, Offer, ProductContent, ProductRole
from cms.money import Money

FEWEST = 4
"""A category with fewer products need not have every role."""
BY_ROLE, BY_STAGE = "role", "stage"


@dataclass
class Part:
    """One role or stage in one category."""

    value: str
    label: str
    products: int = 0
    units: int = 0
    revenue_minor: int = 0


@dataclass
class Group:
    """A category with all below it."""

    pk: int | None
    name: str
    parts: list[Part] = field(default_factory=list)
    has_below: bool = False

    @property
    def products(self) -> int:
        return sum(part.products for part in self.parts)

    @property
    def units(self) -> int:
        return sum(part.units for part in self.parts)

    @property
    def revenue_minor(self) -> int:
        return sum(part.revenue_minor for part in self.parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, and of the file."""

    category: str
    label: str
    products: int
    product_share: float
    units: int
    unit_share: float
    revenue: str
    revenue_share: float


def read_structure(category: Category | None, by: str) -> list[Group]:
    """The categories right below `category`, and its own products last: two queries."""
    below = list(Category.objects.filter(depth=(category.depth if category else 0) + 1).order_by("path"))
    if category is not None:
        below = [one for one in below if one.path.startswith(category.path)]
    groups = {one.path: _make_group(one, by) for one in below}
    own = Group(category.pk if category else None, _("directly in it") if category else _("without a category"))
    own.parts = _make_parts(by)
    for path, value, units, revenue in _read_products(category, by):
        group = groups.get((path or "")[: len(below[0].path)] if below else "", own)
        part = next(one for one in group.parts if one.value == value)
        part.products, part.units = part.products + 1, part.units + units
        part.revenue_minor += revenue
    return [group for group in (*groups.values(), own) if group.products]


def _read_products(category: Category | None, by: str) -> Iterable[tuple[Any, ...]]:
    live = ProductContent.objects.filter(product=OuterRef("product"), live=True)
    offers = Offer.objects.filter(Exists(live), currency=settings.VITRINE_CURRENCY)
    if category is not None:
        offers = offers.filter(product__category__path__startswith=category.path)
    rows = (
        offers.order_by()
        .values_list("product", "product__category__path", f"product__{by}")
        .annotate(Sum("sold_30_days"), revenue=Sum(F("sold_30_days") * F("price_minor")))
    )
    return ((path, value, units or 0, revenue or 0) for _pk, path, value, units, revenue in rows)


def _make_group(category: Category, by: str) -> Group:
    return Group(category.pk, category.name, _make_parts(by), has_below=category.numchild > 0)


def _make_parts(by: str) -> list[Part]:
    choices = [*ProductRole.choices, ("", _("none"))] if by == BY_ROLE else LifeCycleStage.choices
    return [Part(value, str(label)) for value, label in choices]


def list_lines(groups: Sequence[Group]) -> list[Line]:
    """The table: every role or stage that a category has, with its shares of the category."""
    return [_make_line(group, part) for group in groups for part in group.parts if part.products]


def _make_line(group: Group, part: Part) -> Line:
    return Line(
        group.name,
        part.label,
        part.products,
        _divide(part.products, group.products),
        part.units,
        _divide(part.units, group.units),
        Money(part.revenue_minor, settings.VITRINE_CURRENCY).amount,
        _divide(part.revenue_minor, group.revenue_minor),
    )


def list_gaps(groups: Sequence[Group], by: str) -> list[str]:
    """What is missing, in words: “Tea has no traffic product”."""
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        if by == BY_ROLE and group.pk is not None and group.products >= FEWEST:
            found[group.name] = [part.label for part in group.parts if part.value and not part.products]
    return [
        _("%(category)s: no product of the role %(role)s") % {"category": name, "role": label}
        for name, labels in found.items()
        for label in labels
    ]


def _divide(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
