"""“Structure of the assortment”: shares by role and stage, gaps by name, and a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView

from campaigns.shelving.admin.cells import SaidColumn
from campaigns.shelving.admin.drawing import Chart, draw_shares
from campaigns.shelving.admin.rights import ShelfPolicy
from campaigns.shelving.models import ShelfChange
from campaigns.shelving.structure import BY_ROLE, BY_STAGE, Line, list_gaps, list_lines, read_structure
from cms.catalog.models import Category


class StructureReport(ReportView):
    """One level of the category tree at a time; a category leads to what is below it."""

    template_name = "shelving/list.html"
    results_template_name = "shelving/structure_results.html"
    page_title = gettext_lazy("Structure of the assortment")
    model = ShelfChange
    permission_policy = ShelfPolicy(ShelfChange)
    permission_required = "view"
    header_icon = "chart"
    index_url_name = "shelving:structure"
    index_results_url_name = "shelving:structure_results"
    no_results_message = gettext_lazy("No product is live here.")
    is_searchable = False
    list_export = [
        *("category", "label", "products", "product_share", "units", "unit_share", "revenue", "revenue_share"),
    ]

    @property
    def export_headings(self) -> dict[str, Any]:
        return {
            "category": _("Category"),
            "label": self.heading,
            "products": _("Products"),
            "product_share": _("Share of products"),
            "units": _("Units in 30 days"),
            "unit_share": _("Share of units"),
            "revenue": _("Revenue in 30 days"),
            "revenue_share": _("Share of revenue"),
        }

    @cached_property
    def by(self) -> str:
        return BY_STAGE if self.request.GET.get("by") == BY_STAGE else BY_ROLE

    @property
    def heading(self) -> str:
        return _("Stage") if self.by == BY_STAGE else _("Role")

    @cached_property
    def category(self) -> Category | None:
        wanted = self.request.GET.get("category", "")
        return Category.objects.filter(pk=wanted).first() if wanted.isdecimal() else None

    def get_filename(self) -> str:
        return f"structure-by-{self.by}"

    @cached_property
    def groups(self) -> list[Any]:
        return read_structure(self.category, self.by)

    def get_queryset(self) -> QuerySet[ShelfChange]:
        return ShelfChange.objects.none()

    def get_filtered_queryset(self) -> list[Line]:
        return list_lines(self.groups)

    def get_paginate_by(self, queryset: Any) -> int | None:
        return None

    @cached_property
    def columns(self) -> list[Any]:
        number = {"classname": "catalogue-number"}
        return [
            Column("category", label=_("Category"), accessor="category"),
            Column("label", label=self.heading, accessor="label"),
            SaidColumn("products", lambda line: str(line.products), _("Products"), **number),
            SaidColumn("product_share", lambda line: _percent(line.product_share), _("Share of products"), **number),
            SaidColumn(
                "units", lambda line: number_format(line.units, force_grouping=True), _("Units in 30 days"), **number
            ),
            SaidColumn("unit_share", lambda line: _percent(line.unit_share), _("Share of units"), **number),
            SaidColumn(
                "revenue",
                lambda line: number_format(line.revenue, force_grouping=True),
                _("Revenue in 30 days"),
                **number,
            ),
            SaidColumn("revenue_share", lambda line: _percent(line.revenue_share), _("Share of revenue"), **number),
        ]

    def draw_charts(self) -> list[Chart]:
        return [
            draw_shares(self.groups, _("Products"), lambda part: part.products),
            draw_shares(self.groups, _("Units in 30 days"), lambda part: part.units),
            draw_shares(self.groups, _("Revenue in 30 days"), lambda part: part.revenue_minor),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        above = list(self.category.get_ancestors()) if self.category else []
        return {
            **context,
            "charts": self.draw_charts() if self.groups else [],
            "gaps": list_gaps(self.groups, self.by),
            "groups": self.groups,
            "by": self.by,
            "category": self.category,
            "above": above,
            "structure_url": self.index_url,
        }


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
