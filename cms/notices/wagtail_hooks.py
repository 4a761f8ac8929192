"""Puts notices into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.notices.admin.account import WaysPanel, replace_switches
from cms.notices.admin.bell import make_bell
from cms.notices.admin.channels import ChannelViewSet
from cms.notices.admin.pages import NoticesView, OpenView, ReadAllView, ReadView

replace_switches()
hooks.register("register_admin_menu_item", make_bell)
hooks.register("register_account_settings_panel", WaysPanel)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "notices/bell.svg"]


@hooks.register("register_admin_viewset")
def register_channels() -> ChannelViewSet:
    return ChannelViewSet()


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    patterns = [
        path("", NoticesView.as_view(), name="index"),
        path("read/", ReadAllView.as_view(), name="read_all"),
        path("<int:pk>/", OpenView.as_view(), name="open"),
        path("<int:pk>/read/", ReadView.as_view(), name="read"),
    ]
    return [path("notices/", include((patterns, "notices")))]


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/notices.css"))
