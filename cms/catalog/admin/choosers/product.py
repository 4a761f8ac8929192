"""Chooses products by name, SKU or a pasted list of SKUs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, QuerySet, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    ChosenMultipleView,
    ChosenView,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from cms.catalog.admin.finding import find_pasted, match_products
from cms.catalog.admin.thumbnails import NOTHING, find_thumbnails
from cms.catalog.forms.lines import split_pasted
from cms.catalog.models import Product
from cms.catalog.reach.selectors import filter_reached, find_reach

PASTED_PAGE = 500


def name_product(product: Product) -> str:
    """Its title in the shop's own language (another where there is none) and its key.

    For many products, prefetch "contents__locale".
    """
    contents = sorted(
        product.contents.all(), key=lambda content: content.locale.language_code != settings.LANGUAGE_CODE
    )
    return f"{contents[0].title} ({product.key})" if contents else product.key


class ProductFilterForm(BaseFilterForm):
    """One line to search by, and room for a list."""

    q = forms.CharField(
        label=gettext_lazy("Title, SKU, key or brand"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Search")}),
    )
    skus = forms.CharField(
        label=gettext_lazy("Or paste a list of SKUs"),
        required=False,
        help_text=gettext_lazy("From a spreadsheet, say: one a line, or with commas or spaces between."),
        widget=forms.Textarea(
            attrs={"rows": 2, "data-chooser-modal-search-filter": True, "placeholder": "A102\nA103\nA117"}
        ),
    )

    everything = forms.BooleanField(
        label=gettext_lazy("Others' products as well"),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-chooser-modal-search-filter": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing: list[str] = []
        self.is_pasted = False

    def filter(self, objects: QuerySet[Product]) -> QuerySet[Product]:
        objects = super().filter(objects)
        words = split_pasted(self.cleaned_data.get("skus") or "")
        if words:
            pasted = find_pasted(words[:PASTED_PAGE])
            self.missing, self.is_pasted = pasted.missing, True
            objects = _keep_order(objects, pasted.product_ids)
        if text := (self.cleaned_data.get("q") or "").strip():
            self.is_searching, self.search_query = True, text
            objects = objects.filter(match_products(text))
        return objects


def _keep_order(objects: QuerySet[Product], product_ids: list[int]) -> QuerySet[Product]:
    if not product_ids:
        return objects.none()
    places = (When(pk=pk, then=place) for place, pk in enumerate(product_ids))
    return objects.filter(pk__in=product_ids).order_by(Case(*places, default=0))


class PictureColumn(Column):
    """Thumbnails, loaded for the whole page at once."""

    def __init__(self, products: Iterable[Product]) -> None:
        super().__init__("picture", label=_("Picture"), width="64px")
        self.thumbnails = find_thumbnails(product.pk for product in products)

    def get_value(self, instance: Product) -> SafeString:
        return self.thumbnails.get(instance.pk, NOTHING).render()


class _ProductListing(BaseChooseView):
    ordering = "-pk"
    filter_form_class = ProductFilterForm
    results_template_name = "catalog/choosers/product_results.html"

    def get_object_list(self) -> QuerySet[Product]:
        products = Product.objects.select_related("brand").prefetch_related("contents__locale", "offers")
        reach = find_reach(self.request.user)
        asks_for_all = self.request.GET.get("everything") and not reach.hides_rest
        return products if asks_for_all else filter_reached(products, reach)

    def get_filter_form(self) -> Any:
        form = super().get_filter_form()
        reach = find_reach(self.request.user)
        if not reach.is_limited or reach.hides_rest:
            del form.fields["everything"]
        return form

    def get_results_page(self, request: Any) -> Any:
        if request.GET.get("skus", "").strip():
            self.per_page = PASTED_PAGE
        return super().get_results_page(request)

    @property
    def title_column(self) -> Column:
        column = super().title_column
        column.accessor = name_product
        return column

    @property
    def columns(self) -> list[Column]:
        return [
            PictureColumn(self.results),
            self.title_column,
            Column("skus", label=_("SKU"), accessor=_list_skus),
            Column("brand", label=_("Brand")),
            Column("status", label=_("Status"), accessor=_describe_live),
        ]

    @property
    def checkbox_column(self) -> Column:
        column = super().checkbox_column
        column.cell_template_name = (
            "catalog/choosers/checked_cell.html" if self.filter_form.is_pasted else column.cell_template_name
        )
        return column

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "missing_skus": self.filter_form.missing,
            "is_pasted": self.filter_form.is_pasted,
        }


def _list_skus(product: Product) -> str:
    skus = [offer.sku for offer in product.offers.all()]
    return ", ".join(skus[:2]) + (f" +{len(skus) - 2}" if len(skus) > 2 else "")


def _describe_live(product: Product) -> str:
    is_live = any(content.live for content in product.contents.all())
    return format_html(
        '<span class="w-status {}">{}</span>',
        "w-status--primary" if is_live else "",
        _("live") if is_live else _("draft"),
    )


class ChooseView(ChooseViewMixin, CreationFormMixin, _ProductListing):
    pass


class ChooseResultsView(ChooseResultsViewMixin, CreationFormMixin, _ProductListing):
    pass


class ProductChosenView(ChosenView):
    def get_display_title(self, instance: Product) -> str:
        return name_product(instance)


class ProductChosenMultipleView(ChosenMultipleView):
    """Keeps the order in which the products were listed, which is the pasted one."""

    def get_objects(self, pks: list[str]) -> list[Product]:
        found = {
            str(product.pk): product
            for product in Product.objects.filter(pk__in=pks).prefetch_related("contents__locale")
        }
        return [found[pk] for pk in dict.fromkeys(pks) if pk in found]

    def get_display_title(self, instance: Product) -> str:
        return name_product(instance)


class ProductChooserWidget(BaseChooser):
    def get_display_title(self, instance: Product) -> str:
        return name_product(instance)


class ProductChooserViewSet(ChooserViewSet):
    """Its block class is made by `product_chooser.get_block_class(name=…, module_path=…)`."""

    model = Product
    icon = "pick"
    choose_one_text = gettext_lazy("Choose a product")
    choose_another_text = gettext_lazy("Choose another product")
    edit_item_text = gettext_lazy("Edit this product")
    base_widget_class = ProductChooserWidget
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ProductChosenView
    chosen_multiple_view_class = ProductChosenMultipleView
    per_page = 20


product_chooser = ProductChooserViewSet("product_chooser", url_prefix="catalogue/choose/product")
