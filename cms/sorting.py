"""Columns that lists are sorted by: filled whenever a row is written, never while a list is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from cms.collating import LONGEST, make_sort_key, read_initials

_BATCH = 500


class SortKeyField(models.CharField):
    """Where a row stands by the name in `source`. Whoever writes that field alone has to name this one, too."""

    def __init__(self, source: str = "name", **options: Any) -> None:
        self.source = source
        for name, value in {"max_length": LONGEST, "default": "", "editable": False, "db_index": True}.items():
            options.setdefault(name, value)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "source": self.source}

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = make_sort_key(getattr(model_instance, self.source) or "")
        setattr(model_instance, self.attname, value)
        return value


def list_sort_fields(model: type[models.Model], written: Iterable[str]) -> list[str]:
    """The columns to write along with `written`."""
    names = set(written)
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, SortKeyField) and field.source in names and field.name not in names
    ]


def find_by_initials(column: str, typed: str) -> Q:
    """Rows whose words begin with the letters typed; nothing where no initials were typed."""
    initials = read_initials(typed)
    return Q(**{f"{column}__contains": initials}) if initials else Q(pk__in=())


def sort_by(column: Any, key: str = "sort_key") -> Any:
    """Have a list's column, which shows a name, sort by the name's key."""
    column.sort_key = key
    return column


def fill_sort_keys(rows: Any, fields: Sequence[tuple[str, str]]) -> None:
    """For migrations: fill the columns of what is there, pairs of source and column, some hundred rows at a time."""
    batch: list[Any] = []
    columns = [column for _source, column in fields]
    for row in rows.only("pk", *(source for source, _column in fields)).order_by("pk").iterator(chunk_size=_BATCH):
        for source, column in fields:
            setattr(row, column, make_sort_key(getattr(row, source) or ""))
        batch.append(row)
        if len(batch) == _BATCH:
            rows.bulk_update(batch, columns)
            batch = []
    if batch:
        rows.bulk_update(batch, columns)
