"""Specifications, one row a product and specification: any type in one column, read as its definition wants it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import TextKind
from cms.bulk.subjects.choosing import choose_products
from cms.bulk.subjects.facts import KEY_COLUMN, TITLE_COLUMN
from cms.bulk.subjects.reaching import require_reach
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target, batched
from cms.catalog.admin import saving
from cms.catalog.forms.specifications import list_definitions, parse_value
from cms.catalog.models import Product, SpecificationDefinition, SpecificationType
from cms.catalog.scoring.checking import describe_finding
from cms.catalog.scoring.refusing import Planned, find_refusals
from cms.catalog.selectors import name_products
from cms.delivery.problems import Problem


class Specifications(Subject):
    name = "specifications"
    label = gettext_lazy("Specifications")
    icon = "list-ul"
    explanation = gettext_lazy("One value a row. A download also has the empty ones that a category requires.")

    is_seen_at_once = True

    def __init__(self) -> None:
        self.changed: dict[int, Product] = {}
        self.definitions: dict[int | None, dict[str, SpecificationDefinition]] = {}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            KEY_COLUMN,
            Column(
                "specification", gettext_lazy("Specification key"), TextKind(120), is_identity=True, width=22
            ),
            TITLE_COLUMN,
            Column("name", gettext_lazy("Specification"), TextKind(200), is_shown_only=True, width=24),
            Column(
                "value", gettext_lazy("Value"), TextKind(2000),
                gettext_lazy("As its type wants it: a number without its unit, one of the allowed values, yes or no."),
                width=30,
            ),
            Column("unit", gettext_lazy("Unit"), TextKind(40), is_shown_only=True, width=10),
            Column("allowed", gettext_lazy("Allowed values"), TextKind(32000), is_shown_only=True, width=40),
        )  # fmt: skip

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        return user.has_perm("catalog.change_product")

    def choose(self, request: Any) -> Any:
        return choose_products(request)

    def count(self, chosen: Any) -> int:
        products = chosen.select_related("category").iterator(chunk_size=500)
        return sum(len(self._list_keys(product)) for product in products)

    def iterate(self, chosen: Any) -> Iterator[Target]:
        for products in batched(chosen.select_related("category").iterator(chunk_size=500), 500):
            titles = name_products(product.pk for product in products)
            for product in products:
                known = self._define(product)
                for key in self._list_keys(product):
                    yield _describe(product, known[key], titles.get(product.pk, product.key))

    def _list_keys(self, product: Product) -> list[str]:
        """What it says, and what its category requires."""
        known = self._define(product)
        return [key for key, one in known.items() if one.is_required or key in product.specifications]

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        products = Product.objects.filter(key__in={key for key, _one in keys}).select_related("category").order_by("pk")
        if locks:
            products = products.select_for_update(of=("self",))
        by_key = {product.key: product for product in products}
        titles = name_products(product.pk for product in by_key.values())
        found = {}
        for key in keys:
            product = by_key.get(key[0])
            definition = self._define(product).get(key[1]) if product is not None else None
            if product is not None and definition is not None:
                found[key] = _describe(product, definition, titles.get(product.pk, product.key))
        return found

    def make_target(self, key: Key) -> Target:
        product = Product.objects.filter(key=key[0]).select_related("category").first()
        if product is None:
            raise RowRefused(
                _("There is no product “%(key)s”. Correct the key, or delete the row.") % {"key": key[0]}, "product"
            )
        known = ", ".join(list(self._define(product))[:20])
        raise RowRefused(
            _("The category of this product has no specification “%(key)s”. It has: %(known)s.")
            % {"key": key[1], "known": known or "—"},
            "specification",
        )

    def settle(self, target: Target, name: str, value: Any) -> Any:
        return _write_value(self._parse(target, {name: value})[1])

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        if not circumstances.user.has_perm("catalog.change_product"):
            raise RowRefused(_("You may not change products. Ask for the right, or delete the row."))
        require_reach(circumstances.user, target.object)
        self._parse(target, changes)

    def find_obstacles(
        self, rows: Sequence[tuple[Target, Mapping[str, Any]]], circumstances: Circumstances
    ) -> list[Sequence[Problem]]:
        """What a norm would not let anybody publish: of one value by its row, of all together by each of them."""
        planned: dict[str, Product] = {}
        for target, changes in rows:
            product = planned.setdefault(target.key[0], copy.copy(target.object))
            value = self._parse(target, changes)[1]
            kept = {key: one for key, one in product.specifications.items() if key != target.key[1]}
            product.specifications = kept if value is None else {**kept, target.key[1]: value}
        found = find_refusals([Planned(product) for product in planned.values()], at=circumstances.at)
        by_product = dict(zip(planned, found, strict=True))
        return [
            [
                replace(describe_finding(one), field="value")
                for one in by_product[target.key[0]]
                if one.flaw.numbers.get("key", target.key[1]) == target.key[1]
            ]
            for target, _changes in rows
        ]

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        definition, value = self._parse(target, changes)
        before = target.object.specifications.get(definition.key)
        self._put(target.object, definition.key, value, circumstances)
        return {"before": before}

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        # As it was, also where its definition would refuse it by now.
        self._put(target.object, target.key[1], done.memory["before"], circumstances)

    def _put(self, product: Product, key: str, value: Any, circumstances: Circumstances) -> None:
        kept = {name: one for name, one in product.specifications.items() if name != key}
        product.specifications = kept if value is None else {**kept, key: value}
        if product.pk not in self.changed:
            log(instance=product, action="wagtail.edit", user=circumstances.user)
        self.changed[product.pk] = product

    def finish(self, at: datetime) -> None:
        for product in self.changed.values():
            product.save(update_fields=["specifications", "updated_at"])
        if self.changed:
            saving.announce_products([product.key for product in self.changed.values()], at=at)
        self.changed = {}

    def _parse(self, target: Target, changes: Mapping[str, Any]) -> tuple[SpecificationDefinition, Any]:
        definition = self._define(target.object)[target.key[1]]
        text = _name_boolean(changes["value"]) if definition.type == SpecificationType.BOOLEAN else changes["value"]
        try:
            value = parse_value(definition, text)
        except ValidationError as error:
            raise RowRefused(" ".join(error.messages), "value") from None
        if value is None and definition.is_required:
            raise RowRefused(_("%(name)s is required for this category.") % {"name": definition.name}, "value")
        return definition, value

    def _define(self, product: Product) -> dict[str, SpecificationDefinition]:
        """The definitions of its category, by key; asked for once a category."""
        if product.category_id not in self.definitions:
            self.definitions[product.category_id] = {one.key: one for one in list_definitions(product.category)}
        return self.definitions[product.category_id]


def _name_boolean(text: str) -> str:
    word = text.casefold()
    if word in {"", "yes", "true", "1", "是", _("yes").casefold()}:
        return "yes" if word else ""
    if word in {"no", "false", "0", "否", _("no").casefold()}:
        return "no"
    raise RowRefused(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]}, "value")


def _describe(product: Product, definition: SpecificationDefinition, title: str) -> Target:
    value = product.specifications.get(definition.key)
    allowed = ", ".join(map(str, definition.choices)) or str(definition.get_type_display())
    return Target(
        (product.key, definition.key),
        f"{title} · {definition.name}",
        {
            "product": product.key,
            "specification": definition.key,
            "title": title,
            "name": definition.name,
            "value": _write_value(value),
            "unit": definition.unit,
            "allowed": allowed,
        },
        product,
        reverse("catalogue_product:edit", args=[product.pk]),
    )


def _write_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
