"""Adds rows, or to rows that are there already, in one statement each: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, models

_TOGETHER = 200
_ADAPTED = (models.DateField, models.UUIDField)
"""Fields whose values some driver does not take as they are; a DateTimeField is a DateField."""


def add_rows(
    model: type[models.Model],
    rows: Iterable[Sequence[Any]],
    *,
    keys: Sequence[str],
    sums: Sequence[str] = (),
    largest: Sequence[str] = (),
    latest: Sequence[str] = (),
) -> None:
    """Add each row, its values in the order keys, sums, largest, latest.

    Where a row with the same `keys` is there, `sums` are added to it, `largest` keeps the larger, `latest` takes the
    new value.
    """
    names = [*keys, *sums, *largest, *latest]
    # Two rows of one key in one statement would be one too many for PostgreSQL; sorted, no two workers deadlock.
    values = [
        [adapt(value) for value in row] for row in sorted(rows, key=lambda row: tuple(map(str, row[: len(keys)])))
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(values), _TOGETHER):
            part = values[start : start + _TOGETHER]
            sql = _write_sql(model, names, len(part), keys=keys, sums=sums, largest=largest)
            cursor.execute(sql, [value for row in part for value in row])


def _write_sql(
    model: type[models.Model],
    names: Sequence[str],
    count: int,
    *,
    keys: Sequence[str],
    sums: Sequence[str],
    largest: Sequence[str],
) -> str:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    greatest = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    updates = []
    for name in names[len(keys) :]:
        column, new = quote(name), f"EXCLUDED.{quote(name)}"
        if name in sums:
            new = f"{table}.{column} + {new}"
        elif name in largest:
            new = f"{greatest}({table}.{column}, {new})"
        updates.append(f"{column} = {new}")
    missing = _list_defaults(model, names)
    columns = ", ".join(map(quote, [*names, *missing]))
    places = "(" + ", ".join(["%s"] * len(names) + [str(value) for value in missing.values()]) + ")"
    # Every name in here is of a model, none of a request.
    return (
        f"INSERT INTO {table} ({columns}) VALUES {', '.join([places] * count)} "  # noqa: S608
        f"ON CONFLICT ({', '.join(map(quote, keys))}) DO UPDATE SET {', '.join(updates)}"
    )


def _list_defaults(model: type[models.Model], names: Sequence[str]) -> dict[str, int]:
    """Numbers that are not given: the database has no default of its own for them."""
    others = [one for one in model._meta.concrete_fields if not one.primary_key and one.name not in names]
    return {str(one.column): 0 for one in others}


def insert_new(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Insert the rows that are not there yet, by any unique key; returns how many were new.

    `names` are columns, all of them but the primary key. What is taken in by thousands a second is not worth a model
    instance each.
    """
    insert = _insert_json if connection.vendor == "postgresql" else _insert_places
    count = 0
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _TOGETHER):
            insert(cursor, model, names, rows[start : start + _TOGETHER])
            count += cursor.rowcount
    return count


def _insert_places(cursor: Any, model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    columns = list(zip(*rows, strict=True))
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    for number, name in enumerate(names):
        # Most columns hold what the driver takes as it is: they need not be looked at value by value.
        if isinstance(fields[name], _ADAPTED):
            columns[number] = tuple(map(adapt, columns[number]))
    place = f"({', '.join(['%s'] * len(names))})"
    sql = f"{_begin_insert(model, names)} VALUES {', '.join([place] * len(rows))} ON CONFLICT DO NOTHING"
    cursor.execute(sql, [value for row in zip(*columns, strict=True) for value in row])


def _insert_json(cursor: Any, model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """As one value: PostgreSQL reads a hundred rows of JSON more quickly than the driver writes sixteen arrays."""
    types = {str(field.column): field.cast_db_type(connection) for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(name)} {types[name]}" for name in names)
    sql = (
        f"{_begin_insert(model, names)} SELECT * FROM json_to_recordset(%s::json) AS given({columns})"  # noqa: S608
        " ON CONFLICT DO NOTHING"
    )
    cursor.execute(sql, [orjson.dumps([dict(zip(names, row, strict=True)) for row in rows]).decode()])


def _begin_insert(model: type[models.Model], names: Sequence[str]) -> str:
    # Every name in here is of a model, none of a request.
    quote = connection.ops.quote_name
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, names))})"


def adapt(value: Any) -> Any:
    """A value as the driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
