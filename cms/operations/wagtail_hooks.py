"""Makes the admin's home answer what there is to do today."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from cms import today
from cms.operations.approvals.today import APPROVALS, SUBMISSIONS
from cms.operations.approvals.views import ApprovalsMenuItem, ApprovalsView, DecideView
from cms.operations.matrix.views import MatrixMenuItem, MatrixView
from cms.operations.today.going_live import DRAFTS, FAILURES, GOING_LIVE
from cms.operations.today.panel import TodayPanel
from cms.operations.today.translating import UNTRANSLATED

for question in (APPROVALS, GOING_LIVE, FAILURES, SUBMISSIONS, DRAFTS, UNTRANSLATED):
    today.register(question)

_REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
"""Wagtail's lists of what waits: ours say the same, with the rest, in a fixed number of queries."""


@hooks.register("construct_homepage_panels")
def put_today_first(request: Any, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, _REPLACED)]
    panels.append(TodayPanel(request))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("roles/", MatrixView.as_view(), name="roles_matrix"),
        path("approvals/", ApprovalsView.as_view(), name="approvals"),
        path("approvals/<int:pk>/decide/", DecideView.as_view(), name="approvals_decide"),
    ]


@hooks.register("register_admin_menu_item")
def register_approvals() -> ApprovalsMenuItem:
    return ApprovalsMenuItem(_("Approvals"), reverse_lazy("approvals"), name="approvals", icon_name="check", order=60)


@hooks.register("register_settings_menu_item")
def register_matrix() -> MatrixMenuItem:
    return MatrixMenuItem(
        _("Roles and rights"), reverse_lazy("roles_matrix"), name="roles-matrix", icon_name="group", order=604
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="operations", codename="view_matrix")


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/today.css"))
