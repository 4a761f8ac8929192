"""Whom a task's steps are told: who has to do it, who has asked for it, who is mentioned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.moments import write_moment
from cms.notices.kinds import Kind, Way
from cms.notices.kinds import register as register_kind
from cms.notices.naming import name_person
from cms.notices.reminders import look_again, register_look
from cms.notices.telling import settle, tell, was_told
from cms.tasks.mentions.finding import list_mentioned
from cms.tasks.models import SEE_ALL, Task, TaskComment, TaskState

ASKED, OVERDUE, ENDED, SAID, MENTIONED = "task-asked", "task-overdue", "task-ended", "task-said", "mention"


def register() -> None:
    register_kind(Kind(ASKED, gettext_lazy("A task is yours"), "tasks", Way.MAIL))
    register_kind(Kind(OVERDUE, gettext_lazy("A task of yours is overdue"), "time", Way.MAIL))
    register_kind(Kind(ENDED, gettext_lazy("A task you asked for is done or dropped"), "check"))
    register_kind(Kind(SAID, gettext_lazy("Somebody commented on a task of yours"), "comment"))
    register_kind(Kind(MENTIONED, gettext_lazy("Somebody mentioned you"), "user", Way.MAIL))
    register_look(OVERDUE, tell_overdue)


def list_owners(task: Task) -> list[Any]:
    """Who has to do it: a person, or everybody of a group."""
    if task.owner is not None:
        return [task.owner]
    return list(get_user_model()._default_manager.filter(groups=task.group_id)) if task.group_id else []


def may_see(task: Task, user: Any) -> bool:
    """As `TaskQuerySet.visible_to`, of one."""
    if user.pk in {task.owner_id, task.asked_by_id} or user.has_perm(SEE_ALL):
        return True
    return task.group_id is not None and user.groups.filter(pk=task.group_id).exists()


def tell_asked(task: Task, *, by: Any) -> None:
    def word() -> str:
        said = _("%(name)s asks you: %(title)s") % {"name": name_person(by), "title": task.title}
        return f"{said} ({write_moment(task.due_at.replace(second=0))})" if task.due_at is not None else said

    tell(
        ASKED,
        [user for user in list_owners(task) if user != by],
        subject=word,
        body="\n".join(filter(None, [task.about_title, task.note])),
        address=_find_address(task),
        key=_name_key(task),
    )


def tell_ended(task: Task, *, by: Any) -> None:
    """Those who have not read that they should do it, or are late with it, need not any more."""
    settle(ASKED, _name_key(task))
    settle(OVERDUE, _name_due(task))
    is_done = task.state == TaskState.DONE

    def word() -> str:
        said = _("%(name)s has done: %(title)s") if is_done else _("%(name)s has dropped: %(title)s")
        return said % {"name": name_person(by), "title": task.title}

    asked = [task.asked_by] if task.asked_by is not None and task.asked_by != by else []
    tell(ENDED, asked, subject=word, address=_find_address(task), key=_name_key(task))


def tell_said(task: Task, comment: TaskComment) -> None:
    """The mentioned are told that they were; of the others, who has to do it and who has asked."""
    mentioned = [user for user in list_mentioned(comment.text) if user != comment.by and may_see(task, user)]
    values = {"name": comment.by_name, "title": task.title}
    what = {"body": comment.text, "address": _find_address(task)}
    tell(MENTIONED, mentioned, subject=lambda: _("%(name)s mentioned you: %(title)s") % values, **what)
    others = {user for user in (*list_owners(task), task.asked_by) if user is not None}
    tell(
        SAID,
        others - {comment.by} - set(mentioned),
        subject=lambda: _("%(name)s commented: %(title)s") % values,
        key=f"{_name_key(task)}:said",
        **what,
    )


def plan_reminder(task: Task) -> None:
    """Have it looked at when it is due."""
    if task.due_at is not None and task.is_open:
        look_again(OVERDUE, task.pk, at=task.due_at)


def tell_overdue(key: str, at: datetime) -> None:
    """Once for each date it had."""
    task = Task.objects.overdue(at=at).select_related("owner").filter(pk=int(key)).first()
    if task is None or was_told(OVERDUE, _name_due(task)):
        return
    tell(
        OVERDUE,
        list_owners(task),
        subject=lambda: _("Overdue: %(title)s") % {"title": task.title},
        body=lambda: _("Asked by %(name)s.") % {"name": task.asked_by_name},
        address=_find_address(task),
        key=_name_due(task),
    )


def _find_address(task: Task) -> str:
    return reverse("tasks:task", args=[task.pk])


def _name_key(task: Task) -> str:
    return f"task:{task.pk}"


def _name_due(task: Task) -> str:
    return f"task:{task.pk}:{task.due_at.isoformat() if task.due_at else ''}"
