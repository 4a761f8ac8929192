"""The editing screen of a product: words on one tab, its facts and what feeds propose beside them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.catalog.admin.products.proposals import PROPOSALS_TAB, describe_proposals
from cms.catalog.admin.products.rows import describe_price, is_low, is_on_shelf
from cms.catalog.forms.content import ContentForm, NewContentForm, NewProductForm
from cms.catalog.forms.specifications import list_definitions
from cms.catalog.models import Product, ProductContent
from cms.catalog.reach.selectors import may_reach, name_responsible


class ProposalsTab(ObjectList):
    """Links lead to this tab, so its id must not follow the language of its heading."""

    @property
    def clean_name(self) -> str:
        return PROPOSALS_TAB


class FactsPanel(Panel):
    """The product's facts, to be read while writing; a button leads to where they are edited."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalog/panels/facts.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            product, now, user = self.instance.product, timezone.now(), self.request.user
            offers = list(product.offers.all())
            return {
                **super().get_context_data(parent_context),
                "product": product,
                "price": describe_price(offers),
                "axes": product.variant_axes,
                "offers": [
                    {
                        "offer": offer,
                        "options": [offer.options.get(axis, "—") for axis in product.variant_axes],
                        "is_low": is_low(offer),
                        "is_on_shelf": is_on_shelf(offer, at=now),
                    }
                    for offer in offers
                ],
                "specifications": describe_specifications(product),
                "can_change": user.has_perm("catalog.change_product") and may_reach(user, product),
                "responsible": name_responsible(product),
                "facts_url": reverse("catalogue_product:edit", args=[product.pk]) + f"?content={self.instance.pk}",
                "picture_count": product.pictures.count(),
            }


def describe_specifications(product: Product) -> list[tuple[str, str]]:
    """Names and values as people read them, in the category's order; values nobody defined come last."""
    values = dict(product.specifications or {})
    known = [(d, values.pop(d.key)) for d in list_definitions(product.category) if d.key in values]
    described = [(d.name, f"{_say(value)} {d.unit}".strip()) for d, value in known]
    return described + [(key, _say(value)) for key, value in sorted(values.items())]


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value)


class ProposalsPanel(Panel):
    """Where a feed says something else than the editor: the difference, and a button to take it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalog/panels/proposals.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "proposals": describe_proposals(self.instance),
                "content": self.instance,
            }


SEARCH_TAB = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("seo_description")],
            heading=_("In search engines"),
            help_text=_("Left empty, the title and the short description are used."),
        ),
        FieldPanel("search_terms"),
    ],
    heading=_("Search & SEO"),
)

CONTENT_PANELS = [
    TitleFieldPanel("title", targets=["slug"]),
    FieldPanel("slug", help_text=_("The last part of the product's address, in this language.")),
    FieldPanel("summary"),
    FieldPanel("selling_points", help_text=_("Three to five short reasons to buy.")),
    FieldPanel("pictures"),
    FieldPanel("details"),
]

edit_screen = TabbedInterface(
    [
        ObjectList([*CONTENT_PANELS, PublishingPanel()], heading=_("Content")),
        ObjectList([FactsPanel(heading=_("Facts"), icon="table")], heading=_("Facts")),
        SEARCH_TAB,
        ProposalsTab([ProposalsPanel(heading=_("What feeds propose"), icon="download")], heading=_("Feed proposals")),
    ],
    base_form_class=ContentForm,
).bind_to_model(ProductContent)

_FIRST_FACTS = [
    MultiFieldPanel(
        [
            # Required of a draft too: without them there is no product to draft.
            FieldRowPanel([FieldPanel("sku", required_on_save=True), FieldPanel("stock")]),
            FieldRowPanel([FieldPanel("price", required_on_save=True), FieldPanel("currency", required_on_save=True)]),
        ],
        heading=_("First offer"),
    ),
    MultiFieldPanel(
        [FieldPanel("brand"), FieldPanel("category"), FieldPanel("stage"), FieldPanel("key")],
        heading=_("The product"),
    ),
]

new_product_screen = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title", targets=["slug"], required_on_save=True),
                *_FIRST_FACTS,
                *CONTENT_PANELS[1:],
                PublishingPanel(),
            ],
            heading=_("New product"),
        ),
        SEARCH_TAB,
    ],
    base_form_class=NewProductForm,
).bind_to_model(ProductContent)

new_content_screen = TabbedInterface(
    [
        ObjectList(
            [
                HelpPanel(template="catalog/panels/new_content.html"),
                *CONTENT_PANELS,
                PublishingPanel(),
            ],
            heading=_("Content"),
        ),
        SEARCH_TAB,
    ],
    base_form_class=NewContentForm,
).bind_to_model(ProductContent)
