"""What can be done to one value of many rows: set, empty, append, put in front, take out, find and replace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import Cell, Context, ListKind, TextKind


class Operation(models.TextChoices):
    SET = "set", gettext_lazy("Set to")
    EMPTY = "empty", gettext_lazy("Empty")
    APPEND = "append", gettext_lazy("Add at the end")
    PREPEND = "prepend", gettext_lazy("Put in front")
    REMOVE = "remove", gettext_lazy("Take out")
    REPLACE = "replace", gettext_lazy("Find and replace")


ON_TEXTS = (Operation.APPEND, Operation.PREPEND, Operation.REPLACE)
ON_LISTS = (*ON_TEXTS, Operation.REMOVE)


class OperationRefused(ValueError):
    """An operation that makes no sense for a column; the message says which would."""


def list_operations(column: Column) -> tuple[Operation, ...]:
    """What can be done to a column's values."""
    extra: tuple[Operation, ...] = ()
    if isinstance(column.kind, ListKind):
        extra = ON_LISTS
    elif isinstance(column.kind, TextKind):
        extra = ON_TEXTS
    return (Operation.SET, *(() if column.is_required else (Operation.EMPTY,)), *extra)


def require_operation(column: Column, operation: Operation) -> None:
    """Raise OperationRefused where `operation` is none of the column's."""
    known = list_operations(column)
    if operation not in known:
        raise OperationRefused(
            _("“%(column)s” cannot be edited so. Choose one of: %(known)s.")
            % {"column": column.label, "known": ", ".join(str(one.label) for one in known)}
        )


def make_change(column: Column, operation: Operation, *, find: str, value: str) -> Callable[[Any, Context], Cell]:
    """From a present value to the cell a person would have typed."""
    if operation == Operation.SET:
        return lambda present, context: value
    if operation == Operation.EMPTY:
        return lambda present, context: ""
    if isinstance(column.kind, ListKind):
        return lambda present, context: _join(_change_list(list(present), operation, find, value), column)
    return lambda present, context: _change_text(str(present), operation, find, value)


def _change_text(present: str, operation: Operation, find: str, value: str) -> str:
    match operation:
        case Operation.APPEND:
            return f"{present}{value}"
        case Operation.PREPEND:
            return f"{value}{present}"
        case _:
            return present.replace(find, value)


def _change_list(present: list[str], operation: Operation, find: str, value: str) -> list[str]:
    given = [line.strip() for line in value.replace("，", ",").replace("\n", ",").split(",") if line.strip()]
    match operation:
        case Operation.APPEND:
            return [*present, *(one for one in given if one not in present)]
        case Operation.PREPEND:
            return [*given, *(one for one in present if one not in given)]
        case Operation.REMOVE:
            folded = {one.casefold() for one in given}
            return [one for one in present if one.casefold() not in folded]
        case _:
            return [one.replace(find, value) for one in present]


def _join(items: list[str], column: Column) -> str:
    separator = column.kind.separator if isinstance(column.kind, ListKind) else ","
    return separator.join(items)
