"""What somebody has been asked to do, on the home page: overdue first, done from there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.tasks.models import Task
from cms.today import TOP, Answer, Entry, Question


def read_tasks(user: Any, *, at: datetime) -> Answer:
    """Three queries, and it concerns everybody."""
    own = Task.objects.of(user).open()
    rows = own.order_by(F("due_at").asc(nulls_last=True), "pk")[:TOP]
    entries = [
        Entry(
            task.title,
            reverse("tasks:task", args=[task.pk]),
            _("asked by %(name)s") % {"name": task.asked_by_name},
            since=task.created_at,
            due=task.due_at,
            is_late=task.due_at is not None and task.due_at < at,
            finish=reverse("tasks:finish", args=[task.pk]),
        )
        for task in rows
    ]
    return Answer(own.count(), entries, reverse("tasks:index"), is_alarming=any(entry.is_late for entry in entries))


MY_TASKS = Question(
    "my-tasks",
    gettext_lazy("My tasks"),
    "tasks",
    gettext_lazy("Nobody has asked you for anything."),
    read_tasks,
    order=15,
)
