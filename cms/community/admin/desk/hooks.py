"""Puts moderation and cases into Wagtail's admin; imported by the app's `wagtail_hooks`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import path
from wagtail import hooks
from wagtail.contrib.settings.registry import registry

from cms import today
from cms.community.admin.cases.acting import AssignCaseView, CloseCaseView, EscalateCaseView, ReopenCaseView
from cms.community.admin.cases.listing import CaseListView
from cms.community.admin.desk.menu import ModerationGroup
from cms.community.admin.desk.today import CASES, QUEUE
from cms.community.admin.moderation import acting
from cms.community.admin.moderation.bulk import ApproveBulkAction, RejectBulkAction
from cms.community.admin.moderation.item import ItemView
from cms.community.admin.moderation.listing import QueueView
from cms.community.admin.moderation.settings import set_screens
from cms.community.models import ModerationSettings, ReviewCase, ReviewSettings
from cms.community.moderation import kinds

set_screens()
for question in (QUEUE, CASES):
    today.register(question)
registry.register(ModerationSettings, name="moderation-rules", icon="check")
registry.register(ReviewSettings, name="reviews", icon="pick")


@hooks.register("register_admin_viewset")
def register_group() -> ModerationGroup:
    return ModerationGroup()


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    queue, cases = "community/moderation/", "community/cases/"
    return [
        path(queue, QueueView.as_view(), name="moderation_queue"),
        path(f"{queue}results/", QueueView.as_view(results_only=True), name="moderation_queue_results"),
        path(f"{queue}<int:pk>/", ItemView.as_view(), name="moderation_item"),
        path(f"{queue}<int:pk>/approve/", acting.ApproveView.as_view(), name="moderation_approve"),
        path(f"{queue}<int:pk>/reject/", acting.RejectView.as_view(), name="moderation_reject"),
        path(f"{queue}<int:pk>/answer/", acting.AnswerView.as_view(), name="moderation_answer"),
        path(f"{queue}<int:pk>/escalate/", acting.EscalateView.as_view(), name="moderation_escalate"),
        path(f"{queue}<int:pk>/claim/", acting.ClaimView.as_view(), name="moderation_claim"),
        path(f"{queue}<int:pk>/release/", acting.ReleaseView.as_view(), name="moderation_release"),
        path(f"{queue}undo/<int:pk>/", acting.UndoView.as_view(), name="moderation_undo"),
        path(cases, CaseListView.as_view(), name="community_cases"),
        path(f"{cases}results/", CaseListView.as_view(results_only=True), name="community_cases_results"),
        path(f"{cases}<int:pk>/assign/", AssignCaseView.as_view(), name="community_case_assign"),
        path(f"{cases}<int:pk>/escalate/", EscalateCaseView.as_view(), name="community_case_escalate"),
        path(f"{cases}<int:pk>/close/", CloseCaseView.as_view(), name="community_case_close"),
        path(f"{cases}<int:pk>/reopen/", ReopenCaseView.as_view(), name="community_case_reopen"),
    ]


for action in (ApproveBulkAction, RejectBulkAction):
    hooks.register("register_bulk_action", action)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """What a group may be given: to moderate each kind, and to see to low reviews."""
    wanted = Q(content_type=ContentType.objects.get_for_model(ReviewCase), codename="change_reviewcase")
    for kind in kinds.all_kinds():
        _app, _dot, codename = kind.permission.partition(".")
        wanted |= Q(content_type=ContentType.objects.get_for_model(kind.model), codename=codename)
    return Permission.objects.filter(wanted)
