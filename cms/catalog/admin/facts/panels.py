"""The screen of a product's facts."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from cms.catalog.forms.offer import OfferForm, OfferFormSet
from cms.catalog.forms.picture import PictureForm
from cms.catalog.forms.product import ProductForm
from cms.catalog.forms.specifications import PREFIX, STRAY
from cms.catalog.models import Product


class _HiddenRest:
    """Fields that another panel renders are not rendered again as "missing" ones; hidden ones always are."""

    def render_missing_fields(self: Any) -> SafeString:
        claimed = set(self.panel.get_form_options().get("fields", []))
        rest = [field for field in self.form.hidden_fields() if field.name not in claimed]
        return mark_safe("".join(str(field) for field in rest))  # noqa: S308 - Django's own markup


class FactsTabs(TabbedInterface):
    class BoundPanel(_HiddenRest, TabbedInterface.BoundPanel):
        pass


class OfferFields(MultiFieldPanel):
    class BoundPanel(_HiddenRest, MultiFieldPanel.BoundPanel):
        pass


class FormInlinePanel(InlinePanel):
    """An inline panel whose children have a form, and a formset, of our own."""

    form: type = PictureForm
    formset: type | None = None

    @cached_property
    def child_edit_handler(self) -> Any:
        return OfferFields(self.panel_definitions, heading=self.heading).bind_to_model(self.db_field.related_model)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        formset["form"] = self.form
        if self.formset:
            formset["formset"] = self.formset
        return options


class AxesPanel(Panel):
    """One input for each variant axis of an offer."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalog/panels/axes.html"

        def is_shown(self) -> bool:
            return self.form is not None and bool(self.form.axis_fields())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "fields": self.form.axis_fields()}


class OffersPanel(FormInlinePanel):
    form = OfferForm
    formset = OfferFormSet


class SpecificationsPanel(Panel):
    """The inputs of the category's specifications: what is filled or required first, the rest behind a fold."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalog/panels/specifications.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            inputs = self.form.specifications.list_inputs()
            return {
                **super().get_context_data(parent_context),
                "category": self.instance.category,
                "shown": [one for one in inputs if one.is_shown_first],
                "folded": [one for one in inputs if not one.is_shown_first],
                "stray": self.form[STRAY] if STRAY in self.form.fields else None,
                "has_many": len(inputs) > 12,
                "prefix": PREFIX,
            }


class NotesPanel(Panel):
    """What packages above have to say of the product: each hook takes it and whoever looks."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalog/panels/notes.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            hooked = hooks.get_hooks("register_product_notes")
            notes = [note for read in hooked for note in read(self.instance, self.request.user)]
            return {**super().get_context_data(parent_context), "notes": notes}


_OFFER_PANELS = [
    FieldRowPanel([FieldPanel("sku"), FieldPanel("gtin")]),
    AxesPanel(heading=_("Options")),
    FieldRowPanel([FieldPanel("price"), FieldPanel("list_price"), FieldPanel("floor_price"), FieldPanel("currency")]),
    FieldRowPanel([FieldPanel("stock"), FieldPanel("alert_level")]),
    FieldRowPanel([FieldPanel("availability"), FieldPanel("lead_days"), FieldPanel("ships_at")]),
    FieldRowPanel([FieldPanel("presale_starts_at"), FieldPanel("presale_ends_at")]),
    FieldRowPanel([FieldPanel("on_shelf_from"), FieldPanel("on_shelf_until")]),
]

facts_screen = FactsTabs(
    [
        ObjectList(
            [
                FieldPanel("axes", icon="list-ul"),
                OffersPanel("offers", panels=_OFFER_PANELS, heading=_("Offers"), label=_("Offer")),
            ],
            heading=_("Offers"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("brand"), FieldPanel("category")], heading=_("Brand and category")),
                FieldRowPanel(
                    [FieldPanel("stage"), FieldPanel("role"), FieldPanel("released_at")], heading=_("Life cycle")
                ),
                NotesPanel(),
                FieldPanel("tags"),
                SpecificationsPanel(heading=_("Specifications"), icon="list-ul"),
            ],
            heading=_("Specifications"),
        ),
        ObjectList(
            [
                FormInlinePanel(
                    "pictures",
                    panels=[FieldPanel("image"), FieldPanel("remote_url"), FieldPanel("option")],
                    heading=_("Pictures"),
                    label=_("Picture"),
                    help_text=_("Shown in every language, in this order, unless an editor chose others there."),
                )
            ],
            heading=_("Pictures"),
        ),
    ],
    base_form_class=ProductForm,
).bind_to_model(Product)
