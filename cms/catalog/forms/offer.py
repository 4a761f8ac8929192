"""A SKU's facts as typed: money in the major unit, one input a variant axis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from cms.catalog.forms.merging import MergingForm
from cms.catalog.forms.money import CurrencyField, PriceField, parse_price
from cms.catalog.models import Availability, Offer

AXIS_PREFIX = "axis_"
MODEL_FIELDS = [
    "sku", "gtin", "stock", "alert_level", "availability", "presale_starts_at", "presale_ends_at", "ships_at",
    "lead_days", "on_shelf_from", "on_shelf_until",
]  # fmt: skip


class OfferForm(MergingForm):
    """One offer. `axes` are the option keys it must have a value for."""

    price = PriceField(label=gettext_lazy("Price"))
    list_price = PriceField(label=gettext_lazy("List price"), required=False)
    floor_price = PriceField(
        label=gettext_lazy("Lowest price"), required=False, help_text=gettext_lazy("No promotion goes below it.")
    )
    currency = CurrencyField()

    class Meta(WagtailAdminModelForm.Meta):
        model = Offer
        fields = [*MODEL_FIELDS, "currency"]

    def __init__(self, *args: Any, axes: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.axes = axes
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        offer = self.instance
        if offer.pk and offer.currency:
            self.initial["price"] = offer.price.amount
            self.initial["list_price"] = offer.list_price.amount if offer.list_price else ""
            self.initial["floor_price"] = offer.floor_price.amount if offer.floor_price else ""
        for index, axis in enumerate(self.axes):
            self.fields[f"{AXIS_PREFIX}{index}"] = forms.CharField(
                label=axis, required=False, max_length=120, initial=(offer.options or {}).get(axis, "")
            )

    def axis_fields(self) -> list[forms.BoundField]:
        """The inputs of the variant axes, in the order a shopper chooses them."""
        return [self[f"{AXIS_PREFIX}{index}"] for index in range(len(self.axes))]

    def changes_prices(self) -> bool:
        """Whether somebody has set another price here."""
        return not {"price", "list_price", "floor_price", "currency"} <= self.list_untouched()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if currency := cleaned.get("currency"):
            self._clean_prices(cleaned, currency)
        self._clean_axes(cleaned)
        self._clean_availability(cleaned)
        self._clean_order("on_shelf_from", "on_shelf_until", _("The shelf window ends before it begins."))
        self._clean_order("presale_starts_at", "presale_ends_at", _("The presale ends before it begins."))
        return cleaned

    def _clean_prices(self, cleaned: dict[str, Any], currency: str) -> None:
        for name in ("price", "list_price", "floor_price"):
            if text := cleaned.get(name):
                try:
                    cleaned[f"{name}_minor"] = parse_price(text, currency)
                except ValidationError as error:
                    self.add_error(name, error)
        price, list_price = cleaned.get("price_minor"), cleaned.get("list_price_minor")
        if price is not None and list_price is not None and list_price < price:
            self.add_error(
                "list_price",
                _("The list price is below the price. It is the price before a reduction: raise it, or empty it."),
            )

        floor = cleaned.get("floor_price_minor")
        if price is not None and floor is not None and floor > price:
            self.add_error(
                "floor_price", _("The lowest price is above the price: lower it, or empty it where there is none.")
            )

    def _clean_axes(self, cleaned: dict[str, Any]) -> None:
        for index, axis in enumerate(self.axes):
            if not (cleaned.get(f"{AXIS_PREFIX}{index}") or "").strip():
                self.add_error(
                    f"{AXIS_PREFIX}{index}",
                    _("Say which %(axis)s this offer is: every offer needs a value, or remove the axis.")
                    % {"axis": axis},
                )

    def _clean_availability(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("availability") == Availability.MADE_TO_ORDER and not cleaned.get("lead_days"):
            self.add_error("lead_days", _("Made to order needs the number of days until it ships."))

    def _clean_order(self, first: str, last: str, message: str) -> None:
        starts, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if starts and ends and ends <= starts:
            self.add_error(last, message)

    def _post_clean(self) -> None:
        super()._post_clean()
        untouched = self.list_untouched()
        offer, cleaned = self.instance, self.cleaned_data
        if not {"price", "currency"} <= untouched and "price_minor" in cleaned:
            offer.price_minor = cleaned["price_minor"]
        for name in ("list_price", "floor_price"):
            if not {name, "currency"} <= untouched and "currency" in cleaned:
                setattr(offer, f"{name}_minor", cleaned.get(f"{name}_minor"))
        options = {axis: value for axis, value in (offer.options or {}).items() if axis in self.axes}
        for index, axis in enumerate(self.axes):
            name = f"{AXIS_PREFIX}{index}"
            if name not in untouched and cleaned.get(name):
                options[axis] = cleaned[name].strip()
        offer.options = options


class OfferFormSet(BaseChildFormSet):
    """A product's offers: no two of them with the same options."""

    axes: tuple[str, ...] = ()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "axes": self.axes}

    def clean(self, *args: Any, **kwargs: Any) -> Any:
        cleaned = super().clean(*args, **kwargs)
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        if not kept:
            raise ValidationError(_("A product needs at least one offer: add a SKU with its price."))
        self._refuse_same_options(form for form in kept if form.is_valid())
        return cleaned

    def _refuse_same_options(self, forms: Iterable[OfferForm]) -> None:
        by_options: dict[tuple[str, ...], str] = {}
        for form in forms:
            options = tuple(form.instance.options.get(axis, "") for axis in self.axes)
            sku = form.instance.sku
            if options in by_options:
                raise ValidationError(self._describe_clash(by_options[options], sku, options))
            by_options[options] = sku

    def _describe_clash(self, first: str, second: str, options: tuple[str, ...]) -> str:
        if not options:
            return _(
                "SKU %(first)s and SKU %(second)s cannot be told apart: name what they differ by under “Variant axes”, "
                "such as colour, or remove one."
            ) % {"first": first, "second": second}
        return _(
            "SKU %(first)s and SKU %(second)s are both “%(options)s”. Change the options of one, or remove it."
        ) % {
            "first": first,
            "second": second,
            "options": " / ".join(options),
        }
