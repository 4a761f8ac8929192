"""A product's facts: what is the same in every language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cms.catalog.forms.lines import LinesField
from cms.catalog.forms.merging import MergingForm
from cms.catalog.forms.specifications import SpecificationInputs, list_definitions
from cms.catalog.scoring.refusing import Planned, find_obstacles, make_price


class ProductForm(MergingForm):
    """Brand, category, stage, specifications, variant axes; offers and pictures are its formsets."""

    axes = LinesField(
        label=gettext_lazy("Variant axes"),
        required=False,
        max_line_length=60,
        help_text=gettext_lazy("What the offers differ by, one a line, in the order a shopper chooses: colour, size."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        product = self.instance
        self.initial["axes"] = product.variant_axes
        self.specifications = SpecificationInputs(self, product.category, product.specifications or {})
        self.category_before = product.category_id
        if "offers" in self.formsets:
            self.formsets["offers"].axes = self._present_axes()

    def _present_axes(self) -> tuple[str, ...]:
        """The axes the offers are asked for: those being saved, so that a new axis brings its inputs at once."""
        if not self.is_bound:
            return tuple(self.instance.variant_axes)
        text = self.data.get(self.add_prefix("axes"), "")
        return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        category = cleaned.get("category")
        is_moving = (category.pk if category else None) != self.category_before
        self.new_specifications = self.specifications.read(self.list_untouched(), requires=not is_moving)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.specifications = getattr(self, "new_specifications", self.instance.specifications)
        if "axes" in self.cleaned_data:
            self.instance.variant_axes = self.cleaned_data["axes"]
        if "tags" in self.list_untouched():
            # Tags are no column: they are saved from here, so here has to be what the database has now.
            self.cleaned_data["tags"] = sorted(self.instance.tags.names())

    def is_valid(self) -> bool:
        """Facts are seen at once: what norms block of something that is live is refused here, in the same words."""
        if not super().is_valid():
            return False
        for problem in find_obstacles(self._plan(), at=timezone.now()):
            self.add_error(None, problem.message)
        return not self.errors

    def _plan(self) -> Planned:
        prices, touched, pictures = None, set(), None
        if (offers := self.formsets.get("offers")) is not None:
            kept = [form for form in offers.forms if form not in offers.deleted_forms and form.instance.sku]
            prices = [make_price(form.instance) for form in kept]
            touched = {form.instance.sku for form in kept if form.changes_prices()}
        if (formset := self.formsets.get("pictures")) is not None:
            shown = [form for form in formset.ordered_forms if form not in formset.deleted_forms]
            pictures = [form.instance.image_id for form in shown if form.instance.image_id or form.instance.remote_url]
        return Planned(self.instance, prices, pictures, touched)

    def list_missing_specifications(self) -> list[str]:
        """After a change of category: what the new one requires and the product does not say yet."""
        product = self.instance
        if product.category_id == self.category_before:
            return []
        return [
            definition.name
            for definition in list_definitions(product.category)
            if definition.is_required and definition.key not in product.specifications
        ]
