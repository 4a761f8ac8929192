"""Low and out of stock: in running promotions first, then what is gone, then what ends soonest."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.shelving.admin.cells import ProductColumn, SaidColumn, name_user
from campaigns.shelving.admin.filters import StockFilterSet
from campaigns.shelving.admin.rights import ShelfPolicy, may_decide
from campaigns.shelving.deciding import keep_shown
from campaigns.shelving.models import StockState, StockThreshold
from cms.catalog.admin.choosers import category_chooser, product_chooser
from cms.catalog.selectors import with_titles


class StockReport(ReportView):
    """As the last look found it; the stock beside it is that of now."""

    template_name = "shelving/list.html"
    results_template_name = "shelving/stock_results.html"
    page_title = gettext_lazy("Low and out of stock")
    model = StockState
    filterset_class = StockFilterSet
    permission_policy = ShelfPolicy(StockState)
    permission_required = "view"
    header_icon = "warning"
    index_url_name = "shelving:stock"
    index_results_url_name = "shelving:stock_results"
    no_results_message = gettext_lazy("Everything on the shelf has enough stock, or nothing of that kind is low.")
    list_export = [
        *("product.key", "title", "category_name", "stock_now", "rate", "cover_days", "is_running"),
        *("low_since", "out_since", "owner"),
    ]

    @property
    def export_headings(self) -> dict[str, Any]:
        return {
            "product.key": _("Product key"),
            "title": _("Title"),
            "category_name": _("Category"),
            "stock_now": _("Stock"),
            "rate": _("Sold a day"),
            "cover_days": _("Days of cover"),
            "is_running": _("In a running promotion"),
            "low_since": _("Low since"),
            "out_since": _("Out since"),
            "owner": _("Owner"),
        }

    def get_filename(self) -> str:
        return "low-stock"

    def get_queryset(self) -> QuerySet[StockState]:
        rows = with_titles(keep_shown(StockState.objects.filter(is_low=True), self.request.user))
        rows = rows.select_related("product__category")
        return rows.annotate(
            stock_now=Sum("product__offers__stock"), category_name=F("product__category__name")
        ).order_by("-is_running", F("out_since").asc(nulls_last=True), F("cover_days").asc(nulls_last=True), "pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            ProductColumn(),
            Column("stock", label=_("Stock"), accessor="stock_now", classname="catalogue-number"),
            SaidColumn("rate", lambda row: f"{row.rate:.1f}", _("Sold a day"), classname="catalogue-number"),
            SaidColumn("cover", say_cover, _("Days of cover")),
            SaidColumn("measure", say_measure, _("Measured by")),
            SaidColumn("running", lambda row: _("running") if row.is_running else "", _("Promotion")),
            DateColumn("low_since", label=_("Low since")),
            DateColumn("out_since", label=_("Out since")),
            SaidColumn("owner", lambda row: row.owner, _("Owner")),
        ]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        rows = list(object_list)
        owners = get_user_model()._default_manager.in_bulk({row.owner_id for row in rows if row.owner_id})
        for row in rows:
            row.owner = name_user(owners.get(row.owner_id))
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # The table holds the page's rows already: what is decorated has to be there before it is drawn.
        context["object_list"] = self.decorate_paginated_queryset(context["object_list"])
        if self.is_export:
            return context
        context["table"] = self.get_table(context["object_list"])
        return {
            **context,
            "may_look": may_decide(self.request.user),
            "look_url": reverse("shelving:look_at_stock"),
            "thresholds_url": reverse("stock_thresholds:index")
            if self.request.user.has_perm("shelving.view_stockthreshold")
            else "",
        }


def say_cover(row: StockState) -> Any:
    if row.out_since:
        return format_html('<strong class="shelving-out">{}</strong>', _("sold out"))
    if row.cover_days is None:
        return ""
    days = round(row.cover_days)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def say_measure(row: StockState) -> str:
    """Which threshold it is under."""
    parts = []
    if row.units is not None:
        parts.append(ngettext("%(count)d unit", "%(count)d units", row.units) % {"count": row.units})
    if row.days is not None:
        parts.append(ngettext("%(count)d day", "%(count)d days", row.days) % {"count": row.days})
    if row.skus:
        parts.append(_("alert level of %(skus)s") % {"skus": ", ".join(row.skus[:5])})
    return _("; ").join(parts)


class ThresholdListView(generic.IndexView):
    page_title = gettext_lazy("Stock thresholds")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("category", "product")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("__str__"),
            Column("units", label=_("Units"), accessor="units"),
            Column("days", label=_("Days of cover"), accessor="days"),
        ]

    @cached_property
    def no_results_message(self) -> str:
        return _("There are none: every product has the threshold of the settings.")


class ThresholdViewSet(ModelViewSet):
    """From when on the stock of a category or product is low."""

    model = StockThreshold
    name = "stock_thresholds"
    url_prefix = "shelving/thresholds"
    icon = "sliders"
    menu_label = gettext_lazy("Stock thresholds")
    menu_name = "shelving-thresholds"
    menu_order = 50
    copy_view_enabled = False
    index_view_class = ThresholdListView
    edit_handler = ObjectList(
        [
            FieldPanel("category", widget=category_chooser.widget_class),
            FieldPanel("product", widget=product_chooser.widget_class),
            FieldRowPanel([FieldPanel("units"), FieldPanel("days")]),
        ]
    )
