"""Differences as people read them: names for keys, texts for markup, a line a block; nothing secret.

A change is kept as `{"path": […], "before": …, "after": …}`; what a field is called and what a choice means is looked
up when it is shown, in the language of who looks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.fields import RichTextField, StreamField

from cms.auditing.comparing import compare, cut, read_markup
from cms.auditing.covering import find_field, is_hidden, is_technical
from cms.auditing.snapshots import Snapshot
from cms.auditing.streams import compare_blocks, read_blocks

Change = dict[str, Any]
MOST = 100
"""So many changes of one thing are kept; who wants more compares the versions."""
_NAMES_AT_MOST = 50


def describe(before: Snapshot | None, after: Snapshot | None) -> list[Change]:
    """Every difference between two states of a row; of a new or deleted one, all it said."""
    known = after or before
    if known is None:
        return []
    differences = compare(before.values if before else {}, after.values if after else {})
    changes: list[Change] = []
    for path, old, new in differences:
        changes.extend(_describe(known.model, path, old, new))
        if len(changes) >= MOST:
            break
    return changes[:MOST]


def _describe(model: type[models.Model], path: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    field = find_field(model, path[0])
    if len(path) > 1 and field is not None and field.related_model is not None:
        yield from _describe_row(model, field.related_model, path, old, new)
        return
    if is_hidden(model, path[0]):
        yield {"path": list(path), "hidden": True}
    elif isinstance(field, StreamField):
        for place, was, is_ in compare_blocks(old, new):
            yield _make([*path, place], was, is_)
    else:
        yield _make(list(path), _read(field, old), _read(field, new))


def _describe_row(
    model: type[models.Model], child: type[models.Model], path: tuple[str, ...], old: Any, new: Any
) -> Iterator[Change]:
    """A row that hangs on another one: what is different in it, or all of it at once."""
    if len(path) > 2:
        if not is_technical(child, path[2]):
            for change in _describe(child, path[2:], old, new):
                yield {**change, "path": [*path[:2], *change["path"]]}
    elif is_hidden(model, path[0]):
        yield {"path": list(path), "hidden": True}
    else:
        yield _make(list(path), _summarise(model, child, old), _summarise(model, child, new))


def _summarise(model: type[models.Model], child: type[models.Model], row: Any) -> str:
    if not row:
        return ""
    parts = []
    for name, value in row.items():
        field = find_field(child, name)
        is_back = getattr(field, "related_model", None) is not None and issubclass(model, field.related_model)
        if value not in (None, "", [], False) and not is_technical(child, name) and not is_back:
            parts.append("•••" if is_hidden(child, name) else str(_read(field, value)))
    return " · ".join(part for part in parts if part)


def _make(path: list[str], before: Any, after: Any) -> Change:
    change: Change = {"path": path}
    for name, value in (("before", before), ("after", after)):
        text, is_cut = cut(value) if isinstance(value, str) else (value, False)
        change[name] = text
        if is_cut:
            change["cut"] = True
    return change


def _read(field: Any, value: Any) -> Any:
    """Something to read: a text, a number, a truth, or None for nothing."""
    if value in (None, "", [], {}):
        return None
    related = getattr(field, "related_model", None)
    if related is not None:
        return _name_rows(related, value if isinstance(value, list) else [value])
    if isinstance(field, StreamField):
        return "\n".join(text for _kind, text in read_blocks(value).values())
    if isinstance(field, RichTextField):
        return read_markup(str(value))
    if isinstance(field, models.JSONField) or isinstance(value, dict | list):
        return _write_json(value)
    return value if isinstance(value, bool | int | float | str) else str(value)


def _write_json(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _name_rows(model: type[models.Model], keys: list[Any]) -> str:
    if any(isinstance(key, dict | str) for key in keys) and not all(str(key).isdecimal() for key in keys):
        return ", ".join(str(key) for key in keys[:_NAMES_AT_MOST])
    rows = model._base_manager.in_bulk(keys[:_NAMES_AT_MOST])
    names = [str(rows[int(key)]) if int(key) in rows else f"#{key}" for key in keys[:_NAMES_AT_MOST]]
    return ", ".join([*names, *(["…"] if len(keys) > _NAMES_AT_MOST else [])])
