"""Puts the handbook into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.snippets.models import register_snippet

from cms import today
from cms.handbook.admin.today import UNREAD, UPKEEP
from cms.handbook.admin.urls import list_urls
from cms.handbook.admin.viewsets import HandbookGroup

for question in (UNREAD, UPKEEP):
    today.register(question)
# register_snippet and not the hook for viewsets: the rights to publish and lock are made for what it registers.
register_snippet(HandbookGroup)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("handbook/", include((list_urls(), "handbook"), namespace="handbook"))]


@hooks.register("register_admin_search_area")
def register_search_area() -> SearchArea:
    return SearchArea(_("Handbook"), reverse("handbook:index"), name="handbook", icon_name="help", order=900)


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/handbook.css"))


@hooks.register("insert_global_admin_js")
def insert_js() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/handbook.js"))
