"""Orders by names in columns that are not ours, inside the database: Chinese by pinyin, wherever a list begins."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models import F, QuerySet
from django.db.models.functions import Collate

from cms.collating import make_sort_key

_SQLITE = "spelling"
# PostgreSQL has it where it was built with ICU, as the packages of all distributions are.
_POSTGRESQL = "zh-x-icu"


def register() -> None:
    """Teach each connection to SQLite how names are compared."""
    connection_created.connect(_teach, dispatch_uid="ordering")


def is_by_name(ordering: str | None, field: str) -> bool:
    """Whether `ordering`, as a list's address says it, is by `field`, up or down."""
    return (ordering or "").removeprefix("-") == field


def order_by_name(rows: QuerySet[Any], ordering: str) -> QuerySet[Any]:
    """`rows` by the names in a field ("title", or "-title" from the end), equals by their number.

    As the database sorts, where it knows no pinyin.
    """
    field = ordering.removeprefix("-")
    collation = _find_collation(rows.db)
    name: Any = Collate(field, collation) if collation else F(field)
    return rows.order_by(name.desc() if ordering != field else name.asc(), "pk")


def _teach(connection: Any, **_kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(_SQLITE, _compare)


def _compare(one: str, other: str) -> int:
    first, second = make_sort_key(one), make_sort_key(other)
    return (first > second) - (first < second)


@cache
def _find_collation(alias: str) -> str:
    connection = connections[alias]
    if connection.vendor == "sqlite":
        return _SQLITE
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collname = %s)", [_POSTGRESQL])
        return _POSTGRESQL if cursor.fetchone()[0] else ""
