"""What people do with tasks. Each change is a step of its history, and tells whom it concerns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from cms.notices.naming import name_person, name_thing
from cms.tasks import telling
from cms.tasks.models import Step, Task, TaskComment, TaskEvent, TaskState


class TaskRefused(Exception):
    """Nothing was changed; the message says why and what to do."""


def ask(
    title: str,
    *,
    to: Any,
    by: Any,
    at: datetime,
    note: str = "",
    due_at: datetime | None = None,
    about: Any = None,
) -> Task:
    """Ask `to`, a person or a group, to do something."""
    with transaction.atomic():
        task = Task(title=title, note=note, asked_by=by, asked_by_name=name_person(by), due_at=due_at, created_at=at)
        _hand_to(task, to)
        if about is not None:
            task.about_type = ContentType.objects.get_for_model(about)
            task.about_id, task.about_title = str(about.pk), name_thing(about)[:255]
        task.save()
        _note(task, Step.ASKED, by=by, at=at, note=task.owner_name)
        telling.tell_asked(task, by=by)
        telling.plan_reminder(task)
    return task


def change(task_id: int, *, title: str, note: str, to: Any, due_at: datetime | None, by: Any, at: datetime) -> Task:
    """Word it anew, move its date or hand it on; only what is different is noted."""
    with transaction.atomic():
        task = _hold(task_id)
        before = (task.title, task.note, task.due_at)
        owner = task.owner if task.owner_id is not None else task.group
        task.title, task.note, task.due_at = title, note, due_at
        if owner != to:
            _hand_to(task, to)
        task.save()
        if before != (title, note, due_at):
            _note(task, Step.CHANGED, by=by, at=at)
        if owner != to:
            _note(task, Step.HANDED_ON, by=by, at=at, note=task.owner_name)
            telling.tell_asked(task, by=by)
        if due_at != before[2]:
            telling.plan_reminder(task)
    return task


def finish(task_id: int, *, by: Any, at: datetime) -> Task:
    return _end(task_id, TaskState.DONE, Step.DONE, by=by, at=at)


def drop(task_id: int, *, by: Any, at: datetime) -> Task:
    """Say that it need not be done."""
    return _end(task_id, TaskState.DROPPED, Step.DROPPED, by=by, at=at)


def reopen(task_id: int, *, by: Any, at: datetime) -> Task:
    """Take it up again; also the way back from a button that was pressed by mistake."""
    with transaction.atomic():
        task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
        if task.is_open:
            raise TaskRefused(_("It is open: somebody was quicker."))
        task.state, task.finished_at = TaskState.OPEN, None
        task.save(update_fields=["state", "finished_at"])
        _note(task, Step.REOPENED, by=by, at=at)
        telling.plan_reminder(task)
    return task


def say(task_id: int, text: str, *, by: Any, at: datetime) -> TaskComment:
    """Comment on a task, whatever its state; who is mentioned and may see it is told."""
    with transaction.atomic():
        task = Task.objects.select_related("owner", "asked_by").get(pk=task_id)
        comment = TaskComment.objects.create(task=task, by=by, by_name=name_person(by), text=text, created_at=at)
        telling.tell_said(task, comment)
    return comment


def _end(task_id: int, state: TaskState, step: Step, *, by: Any, at: datetime) -> Task:
    with transaction.atomic():
        task = _hold(task_id)
        task.state, task.finished_at = state, at
        task.save(update_fields=["state", "finished_at"])
        _note(task, step, by=by, at=at)
        telling.tell_ended(task, by=by)
    return task


def _hold(task_id: int) -> Task:
    """The task, locked, while there is still something to do."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    if not task.is_open:
        raise TaskRefused(
            _("It is “%(state)s” by now. Open it again to change it.") % {"state": task.get_state_display()}
        )
    return task


def _hand_to(task: Task, to: Any) -> None:
    is_group = isinstance(to, Group)
    task.owner, task.group = (None, to) if is_group else (to, None)
    task.owner_name = (to.name if is_group else name_person(to))[:200]


def _note(task: Task, step: Step, *, by: Any, at: datetime, note: str = "") -> None:
    TaskEvent.objects.create(task=task, step=step, by=by, by_name=name_person(by), at=at, note=note[:500])
