"""Puts merchandising into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from search.merchandising.admin.deleted import RESTORED
from search.merchandising.admin.menu import SearchGroup
from search.merchandising.admin.weights import OneRowPolicy
from search.merchandising.admin.weights_preview import show_effect
from search.weighing.models import RankingWeights

# register_snippet and not the hook for viewsets: the rights to lock and publish are made for what it registers.
RankingWeights.effect_view = staticmethod(show_effect)
register_permission_policy(RankingWeights, OneRowPolicy(RankingWeights))
register_snippet(SearchGroup)


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/merchandising.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(RESTORED, _("Bring back"), _("Brought back"))


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="merchandising", content_type__model="searchjudgement")
