"""Changes as the admin shows them: what the field is called, and before and after side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from cms.auditing.comparing import mark
from cms.auditing.covering import find_field


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One line: `gone` and `new` are the parts of before and after, each with whether it differs."""

    name: str
    before: str
    after: str
    is_hidden: bool = False
    is_cut: bool = False

    @property
    def old_parts(self) -> list[tuple[bool, str]]:
        return [(kind == "gone", text) for kind, text in mark(self.before, self.after) if kind != "new"]

    @property
    def new_parts(self) -> list[tuple[bool, str]]:
        return [(kind == "new", text) for kind, text in mark(self.before, self.after) if kind != "gone"]


def show_changes(entry: Any) -> list[ShownChange]:
    """What an entry of Wagtail's logs has changed, in the language of now."""
    changes = (entry.data or {}).get("changes") or []
    model = entry.content_type.model_class() if entry.content_type_id else None
    return [_show(model, change) for change in changes]


def _show(model: Any, change: dict[str, Any]) -> ShownChange:
    names, field = _name_path(model, change["path"])
    name = " › ".join(names)
    if change.get("hidden"):
        return ShownChange(name, "", "", is_hidden=True)
    before, after = (_word(field, change.get(key)) for key in ("before", "after"))
    return ShownChange(name, before, after, is_cut=bool(change.get("cut")))


def _name_path(model: Any, path: list[str]) -> tuple[list[str], Any]:
    names: list[str] = []
    field = None
    for step in path:
        found = find_field(model, step) if model is not None else None
        if found is None:
            names.append(step)
            field = None if not step.isdecimal() else field
            continue
        field = found
        names.append(name_field(found))
        model = found.related_model if found.auto_created or found.one_to_many else model
    return [name for name in names if name], field


def name_field(field: Any) -> str:
    """What people call a field; rows that hang on another by what many of them are called."""
    name = getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural
    return capfirst(str(name))


def _word(field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(getattr(field, "flatchoices", None) or ())
    if choices and value in choices:
        return str(choices[value])
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        return _word_time(value)
    return str(value)


def _word_time(value: str) -> str:
    try:
        moment = parse_datetime(value)
    except ValueError:
        return value
    if moment is None:
        return value
    return date_format(localtime(moment) if is_aware(moment) else moment, "SHORT_DATETIME_FORMAT")


def write_changes(entry: Any) -> str:
    """The same as one text, for a table."""
    return "\n".join(_write(change) for change in show_changes(entry))


def _write(change: ShownChange) -> str:
    if change.is_hidden:
        return f"{change.name}: •••"
    return f"{change.name}: {change.before or '—'} → {change.after or '—'}"


def find_fields(text: str) -> Iterator[str]:
    """Names of the fields that somebody may mean by `text`: part of a name, or of what it is called."""
    from django.apps import apps

    wanted = text.strip().lower()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            called = str(getattr(field, "verbose_name", "") or "").lower()
            if wanted in field.name.lower() or (called and wanted in called):
                yield field.name
