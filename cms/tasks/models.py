"""Tasks, their history and what was said. Names are kept beside people and things, for when these are deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SEE_ALL = "tasks.view_task"
"""The right to see everybody's tasks, and to see to them."""


class TaskState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class TaskQuerySet(models.QuerySet):
    """Tasks, narrowed to whom they concern."""

    def of(self, user: Any) -> TaskQuerySet:
        """Those somebody has to see to: their own, and those of their groups."""
        return self.filter(Q(owner=user) | Q(owner=None, group__in=user.groups.all()))

    def visible_to(self, user: Any) -> TaskQuerySet:
        """Those somebody may see: everybody's with the right to it, else what they have to do or have asked for."""
        if user.has_perm(SEE_ALL):
            return self
        return self.filter(Q(owner=user) | Q(group__in=user.groups.all()) | Q(asked_by=user))

    def open(self) -> TaskQuerySet:
        return self.filter(state=TaskState.OPEN)

    def overdue(self, *, at: datetime) -> TaskQuerySet:
        return self.open().filter(due_at__lt=at)


def _person(label: Any, name: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.SET_NULL, related_name=name
    )


class Task(models.Model):
    """One thing to do, for a person or for a group, about something or about nothing in particular."""

    title = models.CharField(_("what"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    owner = _person(_("for"), "tasks")
    group = models.ForeignKey(
        Group, verbose_name=_("for the group"), null=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    owner_name = models.CharField(max_length=200)
    asked_by = _person(_("asked by"), "asked_tasks")
    asked_by_name = models.CharField(max_length=200)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=TaskState, default=TaskState.OPEN)
    about_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name="+")
    about_id = models.CharField(max_length=64, blank=True)
    about_title = models.CharField(_("about"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("asked at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        default_permissions = ("view",)
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["owner", "state", "due_at"], name="tasks_of_a_person"),
            models.Index(fields=["group", "state", "due_at"], name="tasks_of_a_group"),
            models.Index(fields=["asked_by", "state"], name="tasks_asked"),
            models.Index(fields=["about_type", "about_id"], name="tasks_about"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    def find_about(self) -> Any | None:
        """The thing it is about; None where there is none, or none any more."""
        model = self.about_type.model_class() if self.about_type is not None else None
        if model is None or not self.about_id:
            return None
        return model._default_manager.filter(pk=self.about_id).first()


class Step(models.TextChoices):
    ASKED = "asked", _("asked")
    CHANGED = "changed", _("changed")
    HANDED_ON = "handed", _("handed on")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
    REOPENED = "reopened", _("opened again")


class TaskEvent(models.Model):
    """What became of a task, step by step."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=8, choices=Step)
    by = _person(_("by"), "+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("task event")
        verbose_name_plural = _("task events")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.step}"


class TaskComment(models.Model):
    """What somebody said about a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    by = _person(_("by"), "+")
    by_name = models.CharField(max_length=200)
    text = models.TextField(_("comment"), max_length=4000)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("task comment")
        verbose_name_plural = _("task comments")
        default_permissions = ()
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
