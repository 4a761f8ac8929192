"""What the admin's home says of the catalogue: how much there is, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import SummaryItem

from cms.catalog.admin.products.filters import filter_proposals, filter_state, filter_stock
from cms.catalog.models import Product, ProductContent


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the home page, and the list it counts."""

    count: int
    label: Any
    icon: str
    address: str


class CatalogueSummaryItem(SummaryItem):
    """Products, then what is to be done about them; nothing to do is not shown."""

    order = 50
    template_name = "catalog/home/summary.html"

    def is_shown(self) -> bool:
        return self.request.user.has_perm("catalog.change_productcontent")

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"figures": list_figures()}


def list_figures() -> list[Figure]:
    """The figures of the home page, in five queries."""
    contents = ProductContent.objects.all()
    waiting = [
        Figure(filter_state(contents, "", "draft").count(), _("drafts never published"), "edit", _list(state="draft")),
        Figure(
            filter_state(contents, "", "scheduled").count(),
            _("waiting to go live"),
            "calendar",
            _list(state="scheduled"),
        ),
        Figure(
            filter_stock(contents, "", "low").values("product").distinct().count(),
            _("low on stock"),
            "warning",
            _list(stock="low"),
        ),
        Figure(filter_proposals(contents, "", "yes").count(), _("feed proposals"), "download", _list(proposals="yes")),
    ]
    products = Figure(Product.objects.count(), _("products"), "pick", _list())
    return [products, *(figure for figure in waiting if figure.count)]


def _list(**filters: str) -> str:
    address = reverse("wagtailsnippets_catalog_productcontent:list")
    return f"{address}?{urlencode(filters)}" if filters else address
