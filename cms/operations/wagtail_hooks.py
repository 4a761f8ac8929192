"""Makes the admin's home answer what there is to do today."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from cms import today
from cms.operations.today.approving import APPROVALS, SUBMISSIONS
from cms.operations.today.going_live import DRAFTS, FAILURES, GOING_LIVE
from cms.operations.today.panel import TodayPanel

for question in (APPROVALS, GOING_LIVE, FAILURES, SUBMISSIONS, DRAFTS):
    today.register(question)

_REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
"""Wagtail's lists of what waits: ours say the same, with the rest, in a fixed number of queries."""


@hooks.register("construct_homepage_panels")
def put_today_first(request: Any, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, _REPLACED)]
    panels.append(TodayPanel(request))


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/today.css"))
