"""Puts shelf and life cycle into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting

from campaigns.shelving.admin.menu import SETTINGS_SCREEN, ShelfMenu, list_urls
from campaigns.shelving.admin.noting import note_product
from campaigns.shelving.admin.today import PROPOSALS, RUNNING_LOW
from campaigns.shelving.models import ShelvingSettings
from cms import today

ShelvingSettings.edit_handler = SETTINGS_SCREEN
register_setting(ShelvingSettings, name="shelf-and-stock", icon="table")
for question in (PROPOSALS, RUNNING_LOW):
    today.register(question)

hooks.register("register_product_notes", note_product)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include((list_urls(), "shelving")))]


@hooks.register("register_admin_viewset")
def register_menu() -> ShelfMenu:
    return ShelfMenu()


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/shelving.css"))
