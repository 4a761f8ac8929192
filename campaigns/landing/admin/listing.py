"""Every landing page in one list, wherever it stands in the tree: last year's, to be copied, and those to come."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy

from campaigns.landing.models import LandingPage
from cms.moments import write_window
from cms.ordering import is_by_name, order_by_name


def describe_window(page: LandingPage) -> str:
    """From when until when it is planned; a dash for what is in no calendar."""
    if page.go_live_at is None and page.expire_at is None:
        return "—"
    return write_window(page.go_live_at, page.expire_at)


class LandingListView(IndexView):
    page_title = _("Landing pages")
    base_columns = [
        *IndexView.base_columns[:-2],
        Column("window", label=_("Window"), accessor=describe_window, sort_key="go_live_at"),
        *IndexView.base_columns[-2:],
    ]

    def order_queryset(self, queryset: Any) -> Any:
        if is_by_name(self.ordering, "title") and not self.is_searching:
            return order_by_name(queryset, self.ordering)
        return super().order_queryset(queryset)


class LandingListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, LandingListView.any_permission_required)


class LandingListViewSet(PageListingViewSet):
    model = LandingPage
    name = "landing_pages"
    url_prefix = "campaign-pages/all"
    icon = "doc-full-inverse"
    menu_label = _("Landing pages")
    menu_name = "landing-pages"
    index_view_class = LandingListView

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return LandingListMenuItem(
            label=self.menu_label,
            url=self.menu_url,
            name=self.menu_name,
            icon_name=self.icon,
            order=order or self.menu_order,
        )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # New ones come from a template, or from a copy: both have an entry of their own.
        return super().get_common_view_kwargs(**{"add_url_name": None, **kwargs})
