"""Offers, one row a SKU, checked by the form of the facts screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import (
    Cell,
    ChoiceKind,
    Context,
    IntegerKind,
    ListKind,
    MoneyKind,
    TextKind,
    TimeKind,
    as_text,
    keep_time,
)
from cms.bulk.subjects.choosing import choose_products
from cms.bulk.subjects.facts import TITLE_COLUMN
from cms.bulk.subjects.reaching import require_reach
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target, batched
from cms.catalog.admin import saving
from cms.catalog.forms.offer import AXIS_PREFIX, OfferForm
from cms.catalog.models import Availability, Offer, Product
from cms.catalog.norms.values import Price
from cms.catalog.scoring.checking import describe_finding
from cms.catalog.scoring.refusing import find_refused_prices
from cms.catalog.selectors import name_products
from cms.delivery.problems import Problem

_TIMES = ("presale_starts_at", "presale_ends_at", "ships_at", "on_shelf_from", "on_shelf_until")
_MONEY = ("price", "list_price", "floor_price")
_PLAIN = ("gtin", "currency", "stock", "alert_level", "availability", "lead_days")


class Offers(Subject):
    name = "offers"
    label = gettext_lazy("Offers")
    icon = "tag"
    explanation = gettext_lazy("Price, stock, presale and shelf times, by SKU. A SKU that is new makes an offer.")
    can_create = True
    is_seen_at_once = True

    def __init__(self) -> None:
        self.changed: set[str] = set()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("sku", gettext_lazy("SKU"), TextKind(120), is_identity=True, width=22),
            Column(
                "product", gettext_lazy("Product key"), TextKind(120), gettext_lazy("Never changes."),
                is_required=True, width=22,
            ),
            TITLE_COLUMN,
            Column(
                "options", gettext_lazy("Options"), ListKind(200),
                gettext_lazy("What tells it from the product's other offers, one a line: colour = red."), width=26,
            ),
            Column("gtin", gettext_lazy("GTIN"), TextKind(14), width=18),
            Column("currency", gettext_lazy("Currency"), TextKind(3), is_required=True, width=10),
            Column("price", gettext_lazy("Price"), MoneyKind(), is_required=True, width=12),
            Column("list_price", gettext_lazy("List price"), MoneyKind(), width=12),
            Column(
                "floor_price", gettext_lazy("Lowest price"), MoneyKind(),
                gettext_lazy("No promotion goes below it."), width=12,
            ),
            Column(
                "stock", gettext_lazy("Stock"), IntegerKind(-(10**6)),
                gettext_lazy("Left empty, it is not counted."), width=10,
            ),
            Column("alert_level", gettext_lazy("Alert level"), IntegerKind(), is_required=True, width=10),
            Column(
                "availability", gettext_lazy("Availability"), ChoiceKind(lambda: dict(Availability.choices)),
                is_required=True, is_listed=True,
            ),
            Column("lead_days", gettext_lazy("Lead days"), IntegerKind(), width=10),
            Column("ships_at", gettext_lazy("Ships from"), TimeKind(), width=20),
            Column("presale_starts_at", gettext_lazy("Presale starts"), TimeKind(), width=20),
            Column("presale_ends_at", gettext_lazy("Presale ends"), TimeKind(), width=20),
            Column("on_shelf_from", gettext_lazy("On shelf from"), TimeKind(), width=20),
            Column("on_shelf_until", gettext_lazy("On shelf until"), TimeKind(), width=20),
        )  # fmt: skip

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        return user.has_perms(["catalog.change_product", "catalog.change_offer"])

    def choose(self, request: Any) -> Any:
        return choose_products(request)

    def count(self, chosen: Any) -> int:
        return Offer.objects.filter(product__in=chosen.order_by()).count()

    def iterate(self, chosen: Any) -> Iterator[Target]:
        offers = Offer.objects.filter(product__in=chosen.order_by()).select_related("product")
        for batch in batched(offers.order_by("product_id", "sort_order", "sku").iterator(chunk_size=500), 500):
            yield from _describe(batch)

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        offers = (
            Offer.objects.filter(sku__in=[key[0] for key in keys]).select_related("product__category").order_by("pk")
        )
        if locks:
            offers = offers.select_for_update(of=("self",))
        return {target.key: target for target in _describe(list(offers))}

    def make_target(self, key: Key) -> Target:
        empty: dict[str, Any] = dict.fromkeys([*_MONEY, *_TIMES, "stock", "lead_days"])
        values = {
            "sku": key[0], "product": "", "options": [], "gtin": "", "currency": "", "alert_level": 0,
            "availability": Availability.IN_STOCK.value,
        }  # fmt: skip
        return Target(key, key[0], {**values, **empty}, context=Context(settings.VITRINE_CURRENCY))

    def find_context(self, cells: Mapping[str, Cell], target: Target) -> Context:
        return Context(as_text(cells.get("currency")).upper() or target.context.currency)

    def settle(self, target: Target, name: str, value: Any) -> Any:
        if name == "options":
            return [f"{axis} = {one}" for axis, one in _split_options(value).items()]
        return value.upper() if name == "currency" else value

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        right = "catalog.add_offer" if target.is_new else "catalog.change_offer"
        if not circumstances.user.has_perm(right):
            raise RowRefused(_("You may not do this to offers. Ask for the right, or delete the row."))
        require_reach(circumstances.user, self._fill(target, changes))

    def find_obstacles(
        self, rows: Sequence[tuple[Target, Mapping[str, Any]]], circumstances: Circumstances
    ) -> list[Sequence[Problem]]:
        """Prices that a norm would not let anybody publish."""
        known = [(target.object, _make_price(target, changes)) for target, changes in rows if target.object]
        refused = find_refused_prices(known, at=circumstances.at)
        return [
            [replace(describe_finding(one), field="price") for one in refused.get(target.key[0], ())]
            for target, _changes in rows
        ]

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        offer = self._fill(target, changes)
        is_new = offer.pk is None
        if is_new:
            offer.save()
        else:
            offer.save(update_fields=[*_name_fields(changes), "updated_at"])
        verb = "wagtail.create" if is_new else "wagtail.edit"
        log(
            instance=offer.product, action="wagtail.edit", user=circumstances.user, data={"sku": offer.sku, "did": verb}
        )
        self.changed.add(offer.product.key)
        return {}

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        super().restore(target, done, circumstances)

    def remove(self, target: Target, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        product = target.object.product
        target.object.delete()
        self.changed.add(product.key)

    def finish(self, at: datetime) -> None:
        if self.changed:
            saving.announce_products(self.changed, at=at)
        self.changed = set()

    def _fill(self, target: Target, changes: Mapping[str, Any]) -> Offer:
        """The offer with `changes`, not saved. Raises RowRefused for what the screen would refuse."""
        offer = target.object or Offer(product=_find_product(changes), sku=target.key[0], currency="", price_minor=0)
        if target.object is not None and "product" in changes:
            raise RowRefused(
                _("SKU %(sku)s belongs to product %(key)s already. Correct the key, or delete the offer there first.")
                % {"sku": offer.sku, "key": offer.product.key},
                "product",
            )
        values = {**target.values, **changes}
        context = Context(values["currency"] or target.context.currency)
        axes = tuple(offer.product.variant_axes)
        options = _read_options(values["options"], axes)
        form = OfferForm(_make_data(values, options, axes, context), instance=offer, axes=axes)
        if not form.is_valid():
            name, messages = next(iter(form.errors.items()))
            raise RowRefused(" ".join(map(str, messages)), _name_column(name))
        _require_own_options(offer)
        return offer


def _make_price(target: Target, changes: Mapping[str, Any]) -> Price:
    values = {**target.values, **changes}
    return Price(target.key[0], values["currency"], *(values[name] for name in _MONEY))


def _find_product(changes: Mapping[str, Any]) -> Product:
    key = changes.get("product") or ""
    product = Product.objects.filter(key=key).select_related("category").first()
    if product is None:
        raise RowRefused(
            _("The SKU is new, and there is no product “%(key)s” to offer. Correct the SKU, or make the product first.")
            % {"key": key},
            "product",
        )
    return product


def _make_data(
    values: Mapping[str, Any], options: Mapping[str, str], axes: Sequence[str], context: Context
) -> dict[str, Any]:
    data: dict[str, Any] = {name: values[name] for name in ("sku", *_PLAIN)}
    data |= {name: datetime.fromisoformat(values[name]) if values[name] else None for name in _TIMES}
    for name in _MONEY:
        cell = MoneyKind().write(values[name], context)
        data[name] = "" if cell is None else str(cell)
    data |= {f"{AXIS_PREFIX}{place}": options.get(axis, "") for place, axis in enumerate(axes)}
    return data


def _read_options(lines: Sequence[str], axes: Sequence[str]) -> dict[str, str]:
    found = _split_options(lines)
    wrong = next((axis for axis in found if axis not in axes), None)
    if wrong is not None:
        raise RowRefused(
            _("“%(line)s” is no option here. Write %(example)s; the product's variant axes are: %(axes)s.")
            % {"line": wrong, "example": f"{axes[0] if axes else _('colour')} = …", "axes": ", ".join(axes) or "—"},
            "options",
        )
    return found


def _split_options(lines: Sequence[str]) -> dict[str, str]:
    parts = (line.replace("＝", "=").partition("=") for line in lines)
    return {name.strip(): value.strip() for name, _mark, value in parts}


def _require_own_options(offer: Offer) -> None:
    if not offer.options:
        return
    twin = offer.product.offers.exclude(sku=offer.sku).filter(options=offer.options).first()
    if twin is not None:
        raise RowRefused(
            _("SKU %(other)s has the same options already. Change the options of one.") % {"other": twin.sku}, "options"
        )


def _name_fields(changes: Mapping[str, Any]) -> list[str]:
    names = [f"{name}_minor" if name in _MONEY else name for name in changes if name != "product"]
    # Minor units of another currency are other numbers.
    return sorted({*names, *([f"{name}_minor" for name in _MONEY] if "currency" in changes else [])})


def _name_column(name: str) -> str:
    if name.startswith(AXIS_PREFIX):
        return "options"
    return "" if name == "__all__" else name.removesuffix("_minor")


def _describe(offers: Sequence[Offer]) -> Iterator[Target]:
    titles = name_products({offer.product_id for offer in offers})
    for offer in offers:
        title = titles.get(offer.product_id, offer.product.key)
        values: dict[str, Any] = {name: getattr(offer, name) for name in ("sku", *_PLAIN)}
        values |= {name: getattr(offer, f"{name}_minor") for name in _MONEY}
        values |= {name: keep_time(getattr(offer, name)) for name in _TIMES}
        values |= {"product": offer.product.key, "title": title}
        values["options"] = [f"{axis} = {value}" for axis, value in (offer.options or {}).items()]
        address = reverse("catalogue_product:edit", args=[offer.product_id])
        yield Target((offer.sku,), title, values, offer, address, Context(offer.currency))
