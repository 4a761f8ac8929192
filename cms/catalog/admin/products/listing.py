"""The products' list: twenty thousand of them, searched, filtered and sorted by facts."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, UpdatedAtColumn
from wagtail.admin.utils import get_latest_str
from wagtail.admin.widgets.button import Button, ButtonWithDropdown
from wagtail.snippets.views.snippets import IndexView

from cms.catalog.admin.finding import search_contents
from cms.catalog.admin.products.columns import (
    CellColumn,
    LanguageColumn,
    PictureColumn,
    PriceColumn,
    ProductTitleColumn,
    StatusColumn,
    StockColumn,
)
from cms.catalog.admin.products.filters import ProductFilterSet
from cms.catalog.admin.products.rows import load_rows
from cms.catalog.admin.products.scores import ScoreColumn
from cms.catalog.models import Offer, ProductContent
from cms.catalog.reach.selectors import may_reach
from cms.sorting import sort_by

# Large or unused in a list; a StreamField is parsed when it is read.
_DEFERRED = ("details", "selling_points", "summary", "search_terms", "seo_title", "seo_description")


def _put_empty_lowest(ordering: Any) -> Any:
    if not isinstance(ordering, str) or ordering.lstrip("-") == "pk":
        return ordering
    field = F(ordering.lstrip("-"))
    return field.desc(nulls_last=True) if ordering.startswith("-") else field.asc(nulls_first=True)


class ProductListView(IndexView):
    """Fixed number of queries a page: one for the page, ten for what stands beside it."""

    filterset_class = ProductFilterSet
    is_searchable = True
    page_title = gettext_lazy("Products")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            PictureColumn(),
            sort_by(
                self._get_title_column(
                    "title", ProductTitleColumn, accessor=get_latest_str, classname="catalogue-title"
                )
            ),
            CellColumn("brand", label=_("Brand"), accessor="product.brand.name", sort_key="product__brand__sort_key"),
            CellColumn(
                "category", label=_("Category"), accessor="product.category.name", sort_key="product__category__path"
            ),
            PriceColumn(),
            StockColumn(),
            CellColumn("stage", label=_("Stage"), accessor="product.get_stage_display", sort_key="product__stage"),
            CellColumn("role", label=_("Role"), accessor="product.get_role_display", sort_key="product__role"),
            ScoreColumn(),
            LanguageColumn(),
            StatusColumn(),
            UpdatedAtColumn(),
        ]

    def get_base_queryset(self) -> QuerySet[ProductContent]:
        return (
            super()
            .get_base_queryset()
            .select_related("product__brand", "product__category", "locale", "latest_revision")
            .defer(*_DEFERRED, "latest_revision__content")
        )

    def _annotate_queryset_updated_at(self, queryset: QuerySet) -> QuerySet:
        return queryset.annotate(_updated_at=F("latest_revision__created_at"))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        key = (self.ordering or "").lstrip("-")
        offers = Offer.objects.filter(product=OuterRef("product")).order_by()
        if key == "_price":
            queryset = queryset.annotate(_price=Subquery(offers.order_by("price_minor").values("price_minor")[:1]))
        elif key == "_stock":
            total = offers.values("product").annotate(total=Sum("stock")).values("total")
            queryset = queryset.annotate(_stock=Coalesce(Subquery(total), 0))
        queryset = super().order_queryset(queryset)
        if not queryset.query.order_by:
            return queryset
        # Equal values keep one order from page to page, and what has no value is the lowest on every database.
        return queryset.order_by(*map(_put_empty_lowest, queryset.query.order_by), "-pk")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return search_contents(queryset, self.search_query) if self.is_searching else queryset

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        paginator, page, object_list, is_paginated = super().paginate_queryset(queryset, page_size)
        contents = list(object_list)
        rows = load_rows(contents)
        for content in contents:
            content.row = rows[content.pk]
        page.object_list = contents
        return paginator, page, contents, is_paginated

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """With those of packages above: each hook takes the request."""
        added = [button for offer in hooks.get_hooks("register_product_list_buttons") for button in offer(self.request)]
        return [*super().header_more_buttons, *added]

    @cached_property
    def add_item_label(self) -> str:
        return _("Add a product")

    @cached_property
    def may_translate(self) -> bool:
        return self.request.user.has_perm("simple_translation.submit_translation")

    def get_list_buttons(self, instance: ProductContent) -> list[Any]:
        # Wagtail's own runs the listing hooks, and the one of simple_translation asks the database for every row.
        buttons = [Button.from_menu_item(item) for item in self._list_menu_items(instance)]
        label = _("More options for '%(title)s'") % {"title": instance.title}
        return [ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs={"aria-label": label})]

    def _list_menu_items(self, instance: ProductContent) -> list[MenuItem]:
        items = [item for item in self.get_list_more_buttons(instance) if isinstance(item, MenuItem)]
        may_change = self.request.user.has_perm("catalog.change_product")
        if may_change and may_reach(self.request.user, instance):
            url = reverse("catalogue_product:edit", args=[instance.product_id])
            items.append(MenuItem(_("Edit facts"), url=url, icon_name="table", priority=15))
        if self.may_translate and not instance.row.is_translated:
            url = reverse(
                "simple_translation:submit_snippet_translation", args=["catalog", "productcontent", quote(instance.pk)]
            )
            items.append(MenuItem(_("Translate"), url=url, icon_name="globe", priority=25))
        return sorted(items, key=lambda item: item.priority)

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching:
            return _(
                "No product has “%(text)s” in its title, SKU, key or brand. Try fewer words, or remove a filter."
            ) % {"text": self.search_query}
        if self.is_filtering:
            return _("No product matches these filters. Remove one to see more.")
        return _("There are no products yet. Add one here, or import a feed.")
