"""Products' facts that are the same in every language: brand, category, stage, role, tags, pictures."""

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
from cms.bulk.cells.kinds import Cell, ChoiceKind, ListKind, TextKind, TimeKind, keep_time
from cms.bulk.subjects.choosing import choose_products
from cms.bulk.subjects.galleries import (
    check_gallery,
    list_choosing,
    read_galleries,
    require_pictures,
    write_gallery,
)
from cms.bulk.subjects.library import LibraryKind, list_numbers
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
    explanation = gettext_lazy("Brand, category, stage, role, tags, pictures. A key that is new makes a product.")
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
    def library_kind(self) -> LibraryKind:
        return LibraryKind()

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
            Column(
                "pictures",
                gettext_lazy("Pictures"),
                self.library_kind,
                gettext_lazy(
                    "One a line, in their order: the title of a picture in the library, the name of its file, or # and "
                    "its number. Behind it, after a space, @ and the variant where it shows one."
                ),
                width=36,
            ),
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
        values = {"product": key[0], "brand": "", "category": "", "stage": LifeCycleStage.NEW.value, "pictures": []}
        return Target(key, key[0], {**values, "role": "", "tags": [], "released_at": None})

    def prepare(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        for cells in rows:
            self.library_kind.expect_cell(cells.get("pictures"))

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
        if "pictures" in changes:
            check_gallery(circumstances.user, target.values["pictures"], changes["pictures"])

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
        """What a norm of another category, about the brand or about pictures, would not let anybody publish."""
        moved: dict[Key, Planned] = {}
        for target, changes in rows:
            if target.object is not None and not {"brand", "category", "pictures"}.isdisjoint(changes):
                product = copy.copy(target.object)
                for name in {"brand", "category"} & changes.keys():
                    self._set(product, name, changes[name])
                moved[target.key] = Planned(product, pictures=_plan_pictures(changes))
        if not moved:
            return [() for _row in rows]
        found = find_refusals(list(moved.values()), at=circumstances.at)
        by_key = dict(zip(moved, found, strict=True))
        return [
            [replace(describe_finding(one), field=_name_cause(changes)) for one in by_key.get(target.key, ())]
            for target, changes in rows
        ]

    def find_remarks(self, rows: Sequence[tuple[Target, Mapping[str, Any]]]) -> list[list[str]]:
        """Whether a text shows other pictures in place of these."""
        shown = [target.object.pk for target, changes in rows if "pictures" in changes and target.object is not None]
        choosing = list_choosing(shown) if shown else set()
        text = _("A text of this product chooses its own pictures: there they are not shown.")
        return [
            [text] if "pictures" in changes and target.object is not None and target.object.pk in choosing else []
            for target, changes in rows
        ]

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        return self._write(target, changes, circumstances, {})

    def _write(
        self,
        target: Target,
        changes: Mapping[str, Any],
        circumstances: Circumstances,
        addresses: Mapping[str, str],
    ) -> dict[str, Any]:
        product = target.object or Product(key=target.key[0], stage=LifeCycleStage.NEW)
        for name, value in changes.items():
            self._set(product, name, value)
        is_new = product.pk is None
        product.save()
        memory = {}
        if "pictures" in changes:
            memory["addresses"] = write_gallery(product, changes["pictures"], addresses)
        log(instance=product, action="wagtail.create" if is_new else "wagtail.edit", user=circumstances.user)
        self.changed.add(product.key)
        return memory

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        self._require_reach(target, done.before, circumstances)
        require_pictures(set(list_numbers(done.before.get("pictures", ()))))
        self._write(target, done.before, circumstances, done.memory.get("addresses", {}))

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

    def _describe(self, products: Sequence[Product]) -> Iterator[Target]:
        titles = name_products(product.pk for product in products)
        tags, galleries = _read_tags(products), read_galleries(products)
        for pictures in galleries.values():
            self.library_kind.expect_value(pictures)
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
                    "pictures": galleries.get(product.pk, []),
                },
                product,
                reverse("catalogue_product:edit", args=[product.pk]),
            )


def _name_cause(changes: Mapping[str, Any]) -> str:
    """The column that what blocks a row is said of."""
    return "category" if "pictures" not in changes or "category" in changes else "pictures"


def _plan_pictures(changes: Mapping[str, Any]) -> list[int | None] | None:
    """What norms look at; nothing is known yet of a picture that is but an address."""
    if "pictures" not in changes:
        return None
    return [shown if isinstance(shown, int) else None for shown, _option in changes["pictures"]]


def _read_tags(products: Sequence[Product]) -> dict[int, list[str]]:
    from cms.catalog.models import ProductTag

    found: dict[int, list[str]] = {}
    rows = ProductTag.objects.filter(content_object_id__in=[product.pk for product in products])
    for product_id, name in rows.values_list("content_object_id", "tag__name"):
        found.setdefault(product_id, []).append(name)
    return found
