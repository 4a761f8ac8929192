"""What waits for whom, since when, and whether it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState

from cms.operations.models import ApprovalTask
from cms.operations.models.approval import USUAL_HOURS
from cms.operations.today.addresses import find_edit_url, name_kind


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, as it is shown."""

    pk: int
    title: str
    kind: str
    task: str
    writer: str
    address: str
    decision: str
    since: datetime
    due: datetime
    is_late: bool


def is_approver(user: Any) -> bool:
    """Whether `user` is among the approvers of a workflow that is in use."""
    if user.is_superuser:
        return True
    in_use = Task.objects.filter(active=True, workflow_tasks__workflow__active=True).values("pk")
    groups = user.groups.all()
    kinds: tuple[Any, ...] = (ApprovalTask, GroupApprovalTask)
    return any(kind.objects.filter(pk__in=in_use, groups__in=groups).exists() for kind in kinds)


def list_waiting(user: Any) -> QuerySet[TaskState]:
    """What `user` may approve now, the longest waiting first."""
    states = TaskState.objects.reviewable_by(user)
    return states.select_related("revision__user", "task__approvaltask").order_by("started_at", "pk")


def find_due(state: TaskState) -> datetime:
    """When `state` is late: as its task says, a day for tasks that say nothing."""
    task = getattr(state.task, "approvaltask", None)
    return task.find_due(state) if task is not None else state.started_at + timedelta(hours=USUAL_HOURS)


def show(state: TaskState, *, at: datetime) -> Waiting:
    """`state` as it is listed; no query."""
    revision, due = state.revision, find_due(state)
    writer = revision.user
    return Waiting(
        state.pk,
        revision.object_str,
        name_kind(revision.content_type_id),
        state.task.name,
        (writer.get_full_name() or writer.get_username()) if writer is not None else "",
        find_edit_url(revision.content_type_id, revision.object_id),
        reverse("approvals_decide", args=[state.pk]),
        state.started_at,
        due,
        due <= at,
    )
