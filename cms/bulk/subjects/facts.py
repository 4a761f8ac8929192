"""Products' facts that are the same in every language: brand, category, stage, role, tags."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag
from wagtail.log_actions import log

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import ChoiceKind, ListKind, TextKind, TimeKind, keep_time
from cms.bulk.subjects.choosing import choose_products
from cms.bulk.subjects.names import find_brand_aliases, find_category_aliases, list_brands, list_categories
from cms.bulk.subjects.reaching import require_place, require_reach
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target, batched
from cms.catalog.admin import saving
from cms.catalog.models import Brand, Category, LifeCycleStage, Product, ProductRole
from cms.catalog.reach.selectors import find_reach
from cms.catalog.scoring.checking import describe_finding
from cms.catalog.scoring.refusing import Planned, find_refusals
from cms.catalog.selectors import name_products
from cms.delivery.problems import Problem

_KEY = re.compile(r"^[^\s/?#:]+$")
KEY_COLUMN = Column("product", gettext_lazy("Product key"), TextKind(120), is_identity=True, width=22)
TITLE_COLUMN = Column("title", gettext_lazy("Title"), TextKind(300), is_shown_only=True, width=40)


class Facts(Subject):
    name = "facts"
    label = gettext_lazy("Product facts")
    icon = "table"
    explanation = gettext_lazy("Brand, category, stage, role, tags. A key that is new makes a product.")
    can_create = True
    is_seen_at_once = True

    def __init__(self) -> None:
        self.changed: set[str] = set()

    @cached_property
    def brands(self) -> dict[str, str]:
        return list_brands()

    @cached_property
    def categories(self) -> dict[str, str]:
        return list_categories()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        brand_aliases, category_aliases = find_brand_aliases(), find_category_aliases()
        return (
            KEY_COLUMN,
            TITLE_COLUMN,
            Column(
                "brand",
                gettext_lazy("Brand"),
                ChoiceKind(lambda: self.brands, lambda: brand_aliases),
                gettext_lazy("By name, or by key."),
                is_listed=True,
            ),
            Column(
                "category",
                gettext_lazy("Category"),
                ChoiceKind(lambda: self.categories, lambda: category_aliases),
                gettext_lazy("By its names from the top down, by its own name where only one has it, or by key."),
                is_listed=True,
                width=36,
            ),
            Column(
                "stage",
                gettext_lazy("Life-cycle stage"),
                ChoiceKind(lambda: dict(LifeCycleStage.choices)),
                is_listed=True,
                is_required=True,
            ),
            Column(
                "role",
                gettext_lazy("Role"),
                ChoiceKind(lambda: dict(ProductRole.choices)),
                gettext_lazy("What it does for the shop; may be left empty."),
                is_listed=True,
            ),
            Column("tags", gettext_lazy("Tags"), ListKind(100, ",", is_set=True), gettext_lazy("With commas between.")),
            Column("released_at", gettext_lazy("Released"), TimeKind(), width=20),
        )

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        return user.has_perm("catalog.change_product")

    def choose(self, request: Any) -> Any:
        return choose_products(request)

    def iterate(self, chosen: Any) -> Iterator[Target]:
        for products in batched(chosen.select_related("brand", "category").iterator(chunk_size=500), 500):
            yield from self._describe(products)

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        products = Product.objects.filter(key__in=[key[0] for key in keys]).order_by("pk")
        if locks:
            list(products.select_for_update().values_list("pk"))
        return {target.key: target for target in self._describe(list(products.select_related("brand", "category")))}

    def make_target(self, key: Key) -> Target:
        if not _KEY.match(key[0]):
            raise RowRefused(_("A key has no spaces and none of / ? # : in it."), "product")
        values = {"product": key[0], "brand": "", "category": "", "stage": LifeCycleStage.NEW.value}
        return Target(key, key[0], {**values, "role": "", "tags": [], "released_at": None})

    def settle(self, target: Target, name: str, value: Any) -> Any:
        """Tags that are there already, whatever their case, are those."""
        if name != "tags":
            return value
        return sorted(
            {Tag.objects.filter(name__iexact=one).values_list("name", flat=True).first() or one for one in value}
        )

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        if not circumstances.user.has_perm("catalog.add_product" if target.is_new else "catalog.change_product"):
            raise RowRefused(
                _("You may not make products. Ask for the right, or delete the row.")
                if target.is_new
                else _("You may not change products. Ask for the right, or delete the row.")
            )
        self._require_reach(target, changes, circumstances)

    def _require_reach(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        """Neither what is another's, nor anything into another's hands."""
        user = circumstances.user
        if target.object is not None:
            require_reach(user, target.object)
        if find_reach(user).is_limited:
            values = {**target.values, **changes}
            category = Category.objects.filter(key=values["category"]).first() if values["category"] else None
            brand = Brand.objects.filter(key=values["brand"]).first() if values["brand"] else None
            require_place(user, category, brand)

    def find_obstacles(
        self, rows: Sequence[tuple[Target, Mapping[str, Any]]], circumstances: Circumstances
    ) -> list[Sequence[Problem]]:
        """What a norm of another category, or about the brand, would not let anybody publish."""
        moved = {}
        for target, changes in rows:
            if target.object is not None and not {"brand", "category"}.isdisjoint(changes):
                moved[target.key] = product = copy.copy(target.object)
                for name in {"brand", "category"} & changes.keys():
                    self._set(product, name, changes[name])
        if not moved:
            return [() for _row in rows]
        found = find_refusals([Planned(product) for product in moved.values()], at=circumstances.at)
        by_key = dict(zip(moved, found, strict=True))
        return [
            [replace(describe_finding(one), field="category") for one in by_key.get(target.key, ())]
            for target, _changes in rows
        ]

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        product = target.object or Product(key=target.key[0], stage=LifeCycleStage.NEW)
        for name, value in changes.items():
            self._set(product, name, value)
        is_new = product.pk is None
        product.save()
        log(instance=product, action="wagtail.create" if is_new else "wagtail.edit", user=circumstances.user)
        self.changed.add(product.key)
        return {}

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        self._require_reach(target, done.before, circumstances)
        super().restore(target, done, circumstances)

    def remove(self, target: Target, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        product = target.object
        if product.offers.exists() or product.contents.exists():
            raise RowRefused(
                _("Offers or words have been added to the new product since. Delete it by hand if it has to go.")
            )
        log(instance=product, action="wagtail.delete", user=circumstances.user, deleted=True)
        product.delete()

    def finish(self, at: datetime) -> None:
        if self.changed:
            saving.announce_products(self.changed, at=at)
        self.changed = set()

    @staticmethod
    def _set(product: Product, name: str, value: Any) -> None:
        if name == "brand":
            product.brand = Brand.objects.get(key=value) if value else None
        elif name == "category":
            product.category = Category.objects.get(key=value) if value else None
        elif name in ("stage", "role"):
            setattr(product, name, value)
        elif name == "tags":
            product.tags.set(value)
        elif name == "released_at":
            product.released_at = datetime.fromisoformat(value) if value else None

    @staticmethod
    def _describe(products: Sequence[Product]) -> Iterator[Target]:
        titles, tags = name_products(product.pk for product in products), _read_tags(products)
        for product in products:
            title = titles.get(product.pk, product.key)
            yield Target(
                (product.key,),
                title,
                {
                    "product": product.key,
                    "title": title,
                    "brand": product.brand.key if product.brand else "",
                    "category": product.category.key if product.category else "",
                    "stage": product.stage,
                    "role": product.role,
                    "tags": sorted(tags.get(product.pk, [])),
                    "released_at": keep_time(product.released_at),
                },
                product,
                reverse("catalogue_product:edit", args=[product.pk]),
            )


def _read_tags(products: Sequence[Product]) -> dict[int, list[str]]:
    from cms.catalog.models import ProductTag

    found: dict[int, list[str]] = {}
    rows = ProductTag.objects.filter(content_object_id__in=[product.pk for product in products])
    for product_id, name in rows.values_list("content_object_id", "tag__name"):
        found.setdefault(product_id, []).append(name)
    return found
