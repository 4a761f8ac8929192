"""Puts bulk work into Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.bulk.admin.menu import list_article_buttons, list_product_buttons, make_duplicates_item, make_menu_item
from cms.bulk.admin.urls import list_urls
from cms.bulk.editing.action import EditBulkAction
from cms.bulk.jobs.telling import ENDED
from cms.content.models import ArticleIndexPage

hooks.register("register_catalogue_menu_item", make_menu_item)
hooks.register("register_reports_menu_item", make_duplicates_item)
hooks.register("register_product_list_buttons", list_product_buttons)
hooks.register("register_bulk_action", EditBulkAction)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(ENDED, _("Bulk work"), _("Bulk work ended"))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include(list_urls()))]


@hooks.register("register_page_header_buttons")
def register_article_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    if view_name == "index" and issubclass(page.specific_class or type(page), ArticleIndexPage):
        yield from list_article_buttons(page, user)


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/bulk.css"))
