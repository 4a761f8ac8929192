"""Approvals: who may approve hears of what is submitted, who has submitted hears what became of it.

These take the place of Wagtail's own mails, which are sent within the request and lost where the server is away. Whom
they are for is left to Wagtail, its setting for administrators included.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from cms.notices.kinds import Kind, Way, register
from cms.notices.naming import find_edit_address, name_person, name_thing
from cms.notices.telling import settle, tell

SUBMITTED, APPROVED, REJECTED = "workflow-submitted", "workflow-approved", "workflow-rejected"
_WAGTAILS_OWN = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """Register the kinds, and take the place of Wagtail's mails, whichever of us is ready first."""
    register(Kind(SUBMITTED, gettext_lazy("Something waits for your approval"), "check", Way.MAIL))
    register(Kind(APPROVED, gettext_lazy("Your submission was approved"), "success", Way.MAIL))
    register(Kind(REJECTED, gettext_lazy("Your submission was sent back"), "undo", Way.MAIL))
    receivers = (tell_submitted, _pass_over, tell_rejected, tell_approved)
    for (signal, sender, uid), receiver in zip(_WAGTAILS_OWN, receivers, strict=True):
        # Of one name a signal knows one receiver: the first, so Wagtail's own is not added afterwards.
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(receiver, sender=sender, dispatch_uid=uid)


def tell_submitted(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    notifier = GroupApprovalTaskStateSubmissionEmailNotifier()
    if not notifier.can_handle(instance):
        return
    state = instance.workflow_state
    thing = state.content_object
    tell(
        SUBMITTED,
        notifier.get_recipient_users(instance, user=user).distinct(),
        subject=lambda: _("“%(title)s” waits for your approval") % {"title": name_thing(thing)},
        body=lambda: _("Submitted by %(name)s.") % {"name": name_person(state.requested_by)},
        address=find_edit_address(thing),
        key=_name_key(state),
    )


def tell_approved(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    settle(SUBMITTED, _name_key(instance))
    thing = instance.content_object
    tell(
        APPROVED,
        _list_submitters(instance, user),
        subject=lambda: _("“%(title)s” was approved") % {"title": name_thing(thing)},
        body=lambda: _("Approved by %(name)s.") % {"name": name_person(user)},
        address=find_edit_address(thing),
        key=_name_key(instance),
    )


def tell_rejected(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    settle(SUBMITTED, _name_key(instance))
    thing = instance.content_object
    task_state = instance.current_task_state
    comment = task_state.specific.get_comment() if task_state is not None else ""
    tell(
        REJECTED,
        _list_submitters(instance, user),
        subject=lambda: _("“%(title)s” was sent back") % {"title": name_thing(thing)},
        body=lambda: _("By %(name)s: %(comment)s") % {"name": name_person(user), "comment": comment or "—"},
        address=find_edit_address(thing),
        key=_name_key(instance),
    )


def _pass_over(**kwargs: Any) -> None:
    """That a workflow begins is told by its first task."""


def _list_submitters(state: WorkflowState, user: Any) -> list[Any]:
    asked = state.requested_by
    return [] if asked is None or asked == user else [asked]


def _name_key(state: WorkflowState) -> str:
    return f"workflow:{state.pk}"
