"""Puts the reports, the settings and what is never recommended into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting

from cms import today
from cms.catalog.admin.products import wanted
from search.behaviour.admin.home import WeeksPanel
from search.behaviour.admin.menu import SETTINGS_SCREEN, ExclusionViewSet, ReportsMenuItem
from search.behaviour.admin.reports import NAMESPACE, list_urls
from search.behaviour.admin.today import EMPTY
from search.behaviour.leading import list_leading
from search.behaviour.models import BehaviourSettings

BehaviourSettings.edit_handler = SETTINGS_SCREEN
register_setting(BehaviourSettings, name="shoppers-behaviour", icon="view")
today.register(EMPTY)
wanted.register(list_leading)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("", include((list_urls(), NAMESPACE)))]


@hooks.register("register_reports_menu_item")
def register_reports() -> ReportsMenuItem:
    return ReportsMenuItem(_("Searches"), reverse(f"{NAMESPACE}:top"), name="searches", icon_name="search", order=50)


@hooks.register("construct_homepage_panels")
def show_weeks(request: Any, panels: list[Any]) -> None:
    if (panel := WeeksPanel(request)).is_shown():
        panels.append(panel)


@hooks.register("register_admin_viewset")
def register_exclusions() -> ExclusionViewSet:
    return ExclusionViewSet()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="behaviour", codename="view_reports")
