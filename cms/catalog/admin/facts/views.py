"""Views of products' facts."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from cms.catalog.admin import saving
from cms.catalog.admin.choosers.product import name_product
from cms.catalog.admin.finding import find_pasted, match_products
from cms.catalog.admin.products.columns import CellColumn
from cms.catalog.admin.products.filters import ROLES, YES_NO, CategoryFilter, OfMineFilterSet, filter_roles
from cms.catalog.admin.products.rows import describe_price
from cms.catalog.admin.thumbnails import NOTHING, find_thumbnails
from cms.catalog.forms.lines import split_pasted
from cms.catalog.models import Category, LifeCycleStage, Offer, Product, ProductContent


def filter_written(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
    written = Exists(ProductContent.objects.filter(product=OuterRef("pk")))
    return queryset.filter(written if choice == "yes" else ~written)


class FactsCategoryFilter(CategoryFilter):
    def filter(self, queryset: QuerySet, category: Category | None) -> QuerySet:
        return queryset.filter(category__path__startswith=category.path) if category else queryset


class FactsFilterSet(OfMineFilterSet):
    category = FactsCategoryFilter(label=gettext_lazy("Category"), queryset=Category.objects.order_by("path"))
    stage = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Life-cycle stage"), choices=LifeCycleStage.choices, widget=forms.CheckboxSelectMultiple
    )
    role = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Role"), method=filter_roles, choices=ROLES, widget=forms.CheckboxSelectMultiple
    )
    written = django_filters.ChoiceFilter(
        label=gettext_lazy("Has words"),
        method=filter_written,
        choices=YES_NO,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Product
        fields: list[str] = []


class FactsListView(generic.IndexView):
    """Every product, also those a feed brought and nobody has written about yet."""

    filterset_class = FactsFilterSet
    is_searchable = True
    page_title = gettext_lazy("Product facts")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            CellColumn("picture", label=_("Picture"), width="64px", accessor="thumbnail"),
            self._get_title_column("key", TitleColumn, accessor=name_product),
            CellColumn("brand", label=_("Brand"), accessor="brand.name", sort_key="brand__sort_key"),
            CellColumn("category", label=_("Category"), accessor="category.name", sort_key="category__path"),
            CellColumn("stage", label=_("Stage"), accessor="get_stage_display", sort_key="stage"),
            CellColumn("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
            CellColumn("offers", label=_("Offers"), accessor="offer_count", classname="catalogue-number"),
            CellColumn(
                "price",
                label=_("Price"),
                accessor=lambda p: describe_price(p.page_offers),
                classname="catalogue-number",
            ),
            CellColumn("languages", label=_("Languages"), accessor=_list_languages),
        ]

    def get_base_queryset(self) -> QuerySet[Product]:
        return (
            super()
            .get_base_queryset()
            .select_related("brand", "category")
            .prefetch_related("contents__locale")
            .defer("specifications")
        )

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        words = split_pasted(self.search_query)
        pasted = find_pasted(words) if len(words) > 1 else None
        if pasted and not pasted.missing:
            return queryset.filter(pk__in=pasted.product_ids)
        return queryset.filter(match_products(self.search_query))

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        paginator, page, object_list, is_paginated = super().paginate_queryset(queryset, page_size)
        products = list(object_list)
        thumbnails = find_thumbnails(product.pk for product in products)
        by_product: dict[int, list[Offer]] = {}
        for offer in Offer.objects.filter(product__in=products):
            by_product.setdefault(offer.product_id, []).append(offer)
        for product in products:
            product.thumbnail = thumbnails.get(product.pk, NOTHING).render()
            product.page_offers = by_product.get(product.pk, [])
            product.offer_count = str(len(product.page_offers))
        page.object_list = products
        return paginator, page, products, is_paginated

    def get_add_url(self) -> str | None:
        if self.request.user.has_perm("catalog.add_productcontent"):
            return reverse("wagtailsnippets_catalog_productcontent:add")
        return None

    @cached_property
    def add_item_label(self) -> str:
        return _("Add a product")


def _list_languages(product: Product) -> str:
    return ", ".join(content.locale.language_code for content in product.contents.all()) or _("none yet")


class FactsCreateView(generic.CreateView):
    """A product is made together with its first words: sends there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("wagtailsnippets_catalog_productcontent:add")


class FactsEditView(generic.EditView):
    """Saves only what was touched, tells delivery and search in the same transaction, and leads back to the words."""

    success_message = gettext_lazy("The facts of %(object)s are saved: shoppers see them within seconds.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # From reading to writing nobody else writes: a feed's price in between would be lost.
        with transaction.atomic():
            pk = self.kwargs[self.pk_url_kwarg]
            list(Product.objects.select_for_update().filter(pk=pk).values_list("pk"))
            list(Offer.objects.select_for_update().filter(product_id=pk).values_list("pk"))
            return super().post(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.select_related("category", "brand")

    def get_page_subtitle(self) -> str:
        return name_product(self.object)

    @cached_property
    def content(self) -> ProductContent | None:
        """The words the editor came from, or the product's first."""
        contents = self.object.contents.order_by("locale_id")
        wanted = self.request.GET.get("content", "")
        if wanted.isdecimal() and (found := contents.filter(pk=wanted).first()):
            return found
        return contents.first()

    @cached_property
    def header_buttons(self) -> list[Any]:
        if self.content:
            url = reverse("wagtailsnippets_catalog_productcontent:edit", args=[self.content.pk])
            return [HeaderButton(_("Edit words and pictures"), url=url, icon_name="edit")]
        url = reverse("wagtailsnippets_catalog_productcontent:add") + f"?product={self.object.pk}"
        return [HeaderButton(_("Write about it"), url=url, icon_name="plus")]

    def get_edit_url(self) -> str:
        url = super().get_edit_url()
        return f"{url}?content={self.content.pk}" if self.content else url

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def save_instance(self) -> Product:
        product = super().save_instance()
        saving.announce_products([product.key], at=timezone.now())
        if missing := self.form.list_missing_specifications():
            text = _("The category changed. It also requires: %(names)s. Add them under “Specifications”.")
            messages.warning(self.request, text % {"names": ", ".join(missing[:10])})
        return product


class FactsDeleteView(generic.DeleteView):
    """Deleting a product takes its words in every language with it, through their own model."""

    @property
    def confirmation_message(self) -> str:
        counts = Product.objects.filter(pk=self.object.pk).aggregate(
            contents=Count("contents", distinct=True), offers=Count("offers", distinct=True)
        )
        return _(
            "Delete %(name)s for good? Its words in %(contents)d languages and its %(offers)d offers go with it, from "
            "the storefront and from search as well. To take it off for a while, unpublish it instead."
        ) % {"name": name_product(self.object), **counts}
