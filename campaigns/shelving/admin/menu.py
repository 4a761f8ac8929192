"""Everything about shelf and life cycle under one menu entry; lists for reading are among the reports as well."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup

from campaigns.shelving.admin.acting import act, look_at_stock, run_now
from campaigns.shelving.admin.changes import LogReport, ProposalReport
from campaigns.shelving.admin.rights import may_see
from campaigns.shelving.admin.rules import RuleViewSet
from campaigns.shelving.admin.stock import StockReport, ThresholdViewSet
from campaigns.shelving.admin.structure import StructureReport

SETTINGS_SCREEN = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("every_hours"), FieldPanel("quiet_days")]),
                FieldPanel("suggests_stages"),
                FieldPanel("suggests_roles"),
            ],
            heading=_("Runs"),
        ),
        MultiFieldPanel([FieldPanel("low_days"), FieldPanel("tells_owners")], heading=_("Stock")),
    ]
)


class ShelfMenuItem(MenuItem):
    """For whoever may see what is proposed and done."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


class ShelfMenu(ViewSetGroup):
    menu_label = _("Shelf and life cycle")
    menu_name = "shelving"
    menu_icon = "table"
    menu_order = 155
    items = (RuleViewSet, ThresholdViewSet)

    def get_submenu_items(self) -> list[Any]:
        items = [
            ("shelving-proposals", _("Shelf proposals"), "shelving:proposals", "tasks"),
            ("shelving-log", _("Shelf log"), "shelving:log", "history"),
            ("shelving-stock", _("Low and out of stock"), "shelving:stock", "warning"),
            ("shelving-structure", _("Structure of the assortment"), "shelving:structure", "list-ul"),
        ]
        own = [
            ShelfMenuItem(label, reverse_lazy(address), name=name, icon_name=icon, order=10 + place)
            for place, (name, label, address, icon) in enumerate(items)
        ]
        return [*own, *super().get_submenu_items()]


def list_urls() -> list[Any]:
    """The addresses of the lists, below the admin's own."""
    views: tuple[tuple[str, Any], ...] = (
        ("proposals", ProposalReport),
        ("log", LogReport),
        ("stock", StockReport),
        ("structure", StructureReport),
    )
    lists = [
        pattern
        for name, view in views
        for pattern in (
            path(f"shelving/{name}/", view.as_view(), name=name),
            path(f"shelving/{name}/results/", view.as_view(results_only=True), name=f"{name}_results"),
        )
    ]
    return [
        *lists,
        path("shelving/act/", act, name="act"),
        path("shelving/run/", run_now, name="run"),
        path("shelving/stock/look/", look_at_stock, name="look_at_stock"),
    ]
