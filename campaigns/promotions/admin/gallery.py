"""Kinds of promotion to begin with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from campaigns.promotions.admin import desk, stopping
from campaigns.promotions.admin.panels import AREA
from campaigns.promotions.templating import TEMPLATES


class GalleryView(WagtailAdminTemplateMixin, View):
    """Every kind with what it does, and a form that is filled in."""

    page_title = gettext_lazy("New promotion")
    header_icon = "plus"
    template_name = "promotions/gallery.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("promotions.add_promotion"):
            raise PermissionDenied
        context = {**self.get_context_data(), "view": self, "templates": TEMPLATES}
        return TemplateResponse(request, self.template_name, context)


class GalleryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("promotions.add_promotion")


class DeskViewSet(ViewSet):
    """The gallery, and what the form asks while it is filled in."""

    name = AREA
    url_prefix = "promotions/new"
    icon = "plus-inverse"
    menu_label = gettext_lazy("New promotion")
    menu_name = "promotions-new"

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return GalleryMenuItem(
            label=self.menu_label,
            url=self.menu_url,
            name=self.menu_name,
            icon_name=self.icon,
            order=order or self.menu_order,
        )

    def get_urlpatterns(self) -> list[Any]:
        forms = [
            ("sentence", desk.SentenceView),
            ("checks", desk.ChecksView),
            ("trial", desk.TrialView),
        ]
        return [
            path("", GalleryView.as_view(), name="index"),
            path("products/", desk.ProductsView.as_view(), name="products"),
            *(path(f"{name}/", view.as_view(), name=f"{name}_new") for name, view in forms),
            *(path(f"{name}/<int:pk>/", view.as_view(), name=name) for name, view in forms),
            path("stop/<int:pk>/", stopping.StopView.as_view(), name="stop"),
            path("start/<int:pk>/", stopping.StartAgainView.as_view(), name="start"),
        ]
