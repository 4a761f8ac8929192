"""What the admin's home says of the catalogue's size; what there is to do about it is asked in `today`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.site_summary import SummaryItem

from cms.catalog.admin.today import list_products
from cms.catalog.models import Product


class CatalogueSummaryItem(SummaryItem):
    """How many products there are."""

    order = 50
    template_name = "catalog/home/summary.html"

    def is_shown(self) -> bool:
        return self.request.user.has_perm("catalog.change_productcontent")

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"count": Product.objects.count(), "address": list_products()}
