from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState, WorkflowState

from cms.operations.reaching import filter_states, reaches

USUAL_HOURS = 24


class RejectionForm(TaskStateCommentForm):
    """Whoever sends something back says why."""

    comment = forms.CharField(
        label=_("What has to change"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say what has to change: whoever submitted it reads this.")},
    )


class ApprovalTask(AbstractGroupApprovalTask):
    """People of some groups approve, or send back with a reason; what waits too long is late."""

    four_eyes = models.BooleanField(
        _("nobody approves their own"),
        default=True,
        help_text=_("Whoever submitted it, or wrote the version that waits, leaves it to somebody else."),
    )
    due_hours = models.PositiveSmallIntegerField(
        _("hours until it is late"),
        default=USUAL_HOURS,
        validators=[MinValueValidator(1)],
        help_text=_("From then on it is marked on the home page of those who may approve."),
    )

    admin_form_fields = [*Task.admin_form_fields, "groups", "four_eyes", "due_hours"]

    class Meta:
        verbose_name = _("approval by groups, with four eyes and a time")
        verbose_name_plural = _("approvals by groups, with four eyes and a time")

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of the chosen groups approve, nobody their own, in time; sending back needs a reason")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        state = obj.current_workflow_state
        if (state is not None and self.is_own(state, user)) or not reaches(user, obj):
            return []
        return super().get_actions(obj, user)

    def is_own(self, state: WorkflowState, user: Any) -> bool:
        """Whether `user` is who must not approve, where four eyes are wanted."""
        if not self.four_eyes or user is None:
            return False
        current = state.current_task_state
        writer = current.revision.user_id if current is not None else None
        return user.pk in (state.requested_by_id, writer)

    def get_form_for_action(self, action: str) -> type[TaskStateCommentForm]:
        return RejectionForm if action == "reject" else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """What may not be done is refused here as well: not every way asks `get_actions` first."""
        if action_name in ("approve", "reject"):
            names = {name for name, _label, _modal in self.get_actions(task_state.workflow_state.content_object, user)}
            if action_name not in names:
                raise PermissionDenied(gettext("This is not yours to approve: leave it to somebody else."))
            if action_name == "reject" and not str(kwargs.get("comment") or "").strip():
                raise PermissionDenied(gettext("Say what has to change: whoever submitted it reads this."))
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if self.four_eyes:
            states = states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)
        return filter_states(states, user)

    def find_due(self, state: TaskState) -> datetime:
        """When `state` is late."""
        return state.started_at + timedelta(hours=self.due_hours)
