"""Puts promotions into Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from campaigns.promotions.admin.batches import CODE_ACTIONS
from campaigns.promotions.admin.menu import PromotionsMenu
from campaigns.promotions.admin.panels import AREA, may_stop
from campaigns.promotions.admin.progress import PROGRESS
from campaigns.promotions.admin.today import BUDGETS, TURNS
from campaigns.promotions.models import Promotion
from campaigns.promotions.stopping import START_AGAIN, STOP
from cms import today
from cms.catalog.reach.selectors import may_reach

# register_snippet and not the hook for viewsets: the rights to lock and publish are made for what it registers.
register_snippet(PromotionsMenu)
for question in (TURNS, BUDGETS, PROGRESS):
    today.register(question)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for name, label, message in CODE_ACTIONS:
        actions.register_action(name, label, message)
    actions.register_action(START_AGAIN, gettext_lazy("Start again"), gettext_lazy("Started again"))

    @actions.register_action(STOP)
    class StopFormatter(LogFormatter):
        label = gettext_lazy("Stop at once")
        message = gettext_lazy("Stopped at once")

        def format_comment(self, log_entry: Any) -> str:
            return log_entry.data.get("reason", "")


@hooks.register("register_snippet_listing_buttons")
def add_stop_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Any]:
    if isinstance(snippet, Promotion) and snippet.live and may_stop(user) and may_reach(user, snippet):
        address = reverse(f"{AREA}:stop", args=[snippet.pk])
        yield Button(_("Stop at once"), url=address, icon_name="warning", priority=15)


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/promotions.css"))


@hooks.register("insert_editor_js")
def insert_js() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/promotions.js"))
