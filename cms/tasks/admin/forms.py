"""Forms of tasks and of what is said about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cms.notices.naming import find_edit_address, name_person
from cms.tasks.mentions.finding import OPENS_ADMIN, list_colleagues
from cms.tasks.models import Task

_PERSON, _GROUP = "person", "group"


class TaskForm(forms.Form):
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    to = forms.ChoiceField(label=_("For"), help_text=_("Of a group, whoever comes first does it."))
    due_at = forms.DateTimeField(label=_("Due"), required=False, widget=AdminDateTimeInput)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, user: Any, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(
            *args, initial=_describe(task) if task is not None else {"to": f"{_PERSON}:{user.pk}"}, **kwargs
        )
        self.task = task
        people = [(f"{_PERSON}:{one.pk}", name_person(one)) for one in list_colleagues()]
        groups = [(f"{_GROUP}:{one.pk}", one.name) for one in list_groups()]
        field: Any = self.fields["to"]
        field.choices = [(_("People"), people), (_("Groups"), groups)]

    def clean_to(self) -> Any:
        kind, _separator, pk = self.cleaned_data["to"].partition(":")
        model: Any = Group if kind == _GROUP else get_user_model()
        return model._default_manager.get(pk=pk)

    def clean_due_at(self) -> datetime | None:
        """A date that has passed is refused, unless it is the one it had already."""
        due_at = self.cleaned_data["due_at"]
        is_kept = self.task is not None and "due_at" not in self.changed_data
        if due_at is not None and due_at < timezone.now() and not is_kept:
            raise forms.ValidationError(_("This time has passed. Choose a later one, or none."))
        return self.task.due_at if is_kept and self.task is not None else due_at


class SayForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "data-mentions": ""})
    )


def list_groups() -> list[Any]:
    """The groups whose members open the admin."""
    app_label, codename = OPENS_ADMIN.split(".")
    rights = {"permissions__content_type__app_label": app_label, "permissions__codename": codename}
    return list(Group.objects.filter(**rights).order_by("name"))


def find_about(named: str, user: Any) -> Any | None:
    """The thing "catalog.productcontent:7" names, if `user` may edit it."""
    label, _separator, pk = named.partition(":")
    try:
        model = apps.get_model(label)
        thing = model._default_manager.filter(pk=pk).first()
    except (LookupError, ValueError):
        return None
    return thing if thing is not None and find_edit_address(thing, user) else None


def name_about(thing: Any) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def _describe(task: Task) -> dict[str, Any]:
    to = f"{_PERSON}:{task.owner_id}" if task.owner_id else f"{_GROUP}:{task.group_id}"
    due = localtime(task.due_at).replace(second=0, microsecond=0) if task.due_at else None
    return {"title": task.title, "note": task.note, "to": to, "due_at": due}
