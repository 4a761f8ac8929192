"""What waits for somebody's approval, and what became of what somebody submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from cms.operations.approvals.selectors import is_approver, list_waiting, show
from cms.operations.today.addresses import find_edit_url, name_kind
from cms.operations.today.reach import may_publish_anything
from cms.today import TOP, Answer, Entry, Question


def read_approvals(user: Any, *, at: datetime) -> Answer | None:
    """For whoever is among the approvers of a workflow that is in use; what is late presses."""
    if not is_approver(user):
        return None
    states = list_waiting(user)
    rows = [(state, show(state, at=at)) for state in states[:TOP]]
    entries = [
        Entry(
            row.title,
            row.address,
            _name_submission(state.revision),
            since=row.since,
            is_late=row.is_late,
            decision=row.decision,
        )
        for state, row in rows
    ]
    is_alarming = any(row.is_late for _state, row in rows)
    return Answer(states.count(), entries, reverse("approvals"), is_alarming=is_alarming)


def read_submissions(user: Any, *, at: datetime) -> Answer | None:
    """For whoever has submitted something, or may: those that were sent back come first."""
    states = WorkflowState.objects.active().filter(requested_by=user)
    rows = list(states.select_related("current_task_state__revision").order_by("status", "-created_at")[: TOP * 4])
    if not rows and not may_publish_anything(user):
        return None
    rows.sort(key=lambda state: state.status != WorkflowState.STATUS_NEEDS_CHANGES)
    returned = sum(state.status == WorkflowState.STATUS_NEEDS_CHANGES for state in rows)
    entries = [
        Entry(
            state.current_task_state.revision.object_str,
            find_edit_url(state.content_type_id, state.object_id),
            _("sent back") if state.status == WorkflowState.STATUS_NEEDS_CHANGES else _("waits for approval"),
            since=state.created_at,
            is_late=state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        )
        for state in rows[:TOP]
        if state.current_task_state is not None
    ]
    return Answer(states.count(), entries, "", is_alarming=returned > 0)


def _name_submission(revision: Any) -> str:
    kind = name_kind(revision.content_type_id)
    if revision.user is None:
        return kind
    return _("%(kind)s, from %(name)s") % {"kind": kind, "name": revision.user.get_full_name() or revision.user}


APPROVALS = Question(
    "approvals",
    gettext_lazy("Waiting for your approval"),
    "check",
    gettext_lazy("Nothing waits for your approval."),
    read_approvals,
    order=10,
)
SUBMISSIONS = Question(
    "submissions",
    gettext_lazy("Submitted by you"),
    "upload",
    gettext_lazy("Nothing of yours waits for anybody."),
    read_submissions,
    order=60,
)
