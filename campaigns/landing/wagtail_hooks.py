"""Puts campaign pages into Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from campaigns.landing.admin.blocks import prepare_blocks, read_block, save_template
from campaigns.landing.admin.codes import CLOSED_GROUPS, mark_group_full
from campaigns.landing.admin.keeping import (
    keep_bulk_within,
    keep_editing_within,
    keep_moves_within,
    keep_page_within,
    take_actions_away,
)
from campaigns.landing.admin.menu import CampaignPagesGroup
from campaigns.landing.models import CodeGroup, LandingIndexPage
from cms import today
from cms.content.models import HomePage

# register_snippet and not the hook for viewsets: the rights to publish and lock are made for what it registers.
register_snippet(CampaignPagesGroup)
today.register(CLOSED_GROUPS)

hooks.register("before_edit_page", keep_editing_within)
hooks.register("construct_page_action_menu", take_actions_away)
for name in ("before_delete_page", "before_unpublish_page", "before_copy_page"):
    hooks.register(name, keep_page_within)
hooks.register("before_move_page", keep_moves_within)
hooks.register("before_bulk_action", keep_bulk_within)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("campaign-pages/blocks/read/", read_block, name="landing_blocks_read"),
        path("campaign-pages/blocks/prepare/", prepare_blocks, name="landing_blocks_prepare"),
        path("campaign-pages/blocks/save/", save_template, name="landing_blocks_save"),
        path("campaign-pages/codes/<int:pk>/full/", mark_group_full, name="landing_code_full"),
    ]


@hooks.register("register_snippet_listing_buttons")
def add_full_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Any]:
    if isinstance(snippet, CodeGroup) and user.has_perm("landing.change_codegroup"):
        yield Button(
            _("Mark the shown code full"),
            url=reverse("landing_code_full", args=[snippet.pk]),
            icon_name="check",
            priority=15,
            attrs={
                "data-controller": "w-action",
                "data-action": "w-action#post:prevent",
                "data-w-action-url-value": reverse("landing_code_full", args=[snippet.pk]),
            },
        )


@hooks.register("register_page_header_buttons")
def add_gallery_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    is_parent = isinstance(page.specific_deferred, (HomePage, LandingIndexPage))
    if is_parent and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            _("New landing page from a template"),
            url=f"{reverse('landing_gallery:index')}?parent={page.pk}",
            icon_name="copy",
            priority=12,
        )


@hooks.register("insert_editor_js")
def insert_js() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/landing.js"))
