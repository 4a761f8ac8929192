"""A new product: identity, first offer and first words in one form; or words for a product that has none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.snippets.views.snippets import CopyView, CreateView

from cms.catalog.admin.products.panels import new_content_screen, new_product_screen
from cms.catalog.forms.content import find_free_slug
from cms.catalog.models import Product, ProductContent


class FirstChecksPanel(ChecksSidePanel):
    """The score of what is not saved yet; there is no preview to look into."""

    template_name = "catalog/panels/first_checks.html"


class ProductCreateView(CreateView):
    """`?product=ID` writes about a product that exists (a feed brought its facts only)."""

    page_title = gettext_lazy("New")
    page_subtitle = gettext_lazy("Product")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Preview and autosave begin once the product exists: the first save makes it, and says what is missing.
        self.preview_enabled = False
        self.autosave_enabled = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.product and self.user_has_permission("add"):
            written = self.product.contents.filter(locale=self.locale).first()
            if written:
                return redirect("wagtailsnippets_catalog_productcontent:edit", written.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def product(self) -> Product | None:
        pk = self.request.GET.get("product", "")
        return get_object_or_404(Product, pk=pk) if pk.isdecimal() else None

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([*super().get_side_panels(), FirstChecksPanel(self.form.instance, self.request)])

    def get_panel(self) -> Any:
        return new_content_screen if self.product else new_product_screen

    def get_form_class(self) -> type:
        return self.get_panel().get_form_class()

    def get_form(self, form_class: type | None = None) -> Any:
        form = super().get_form(form_class)
        if self.product:
            form.product = self.product
        return form

    def get_add_url(self) -> str:
        url = super().get_add_url()
        return f"{url}&product={self.product.pk}" if self.product else url

    def get_initial_form_instance(self) -> ProductContent:
        instance = super().get_initial_form_instance()
        if self.product:
            instance.product = self.product
        return instance

    def get_success_message(self, instance: Any = None) -> str:
        if self.action == "create":
            text = _("“%(title)s” is made, as a draft. Publish it to show it to shoppers.")
            return text % {"title": (instance or self.object).title}
        return super().get_success_message(instance)

    def get_success_buttons(self) -> list[Any]:
        facts = reverse("catalogue_product:edit", args=[self.object.product_id])
        return [*super().get_success_buttons(), messages.button(facts, _("Edit facts"))]


class ProductCopyView(CopyView, ProductCreateView):
    """Starts a new product from another's words; it gets its own SKU, key and address."""

    def get_initial_form_instance(self) -> ProductContent:
        return self.get_object()

    def get_initial(self) -> dict[str, Any]:
        source = self.get_object()
        title = _("%(title)s (copy)") % {"title": source.title}
        product = source.product
        return {
            **super().get_initial(),
            "title": title,
            "slug": find_free_slug(title, locale_id=source.locale_id),
            "brand": product.brand_id,
            "category": product.category_id,
        }
