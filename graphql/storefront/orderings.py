"""Orders of lists by several columns, and cursors in them: where a list was left, whatever comes and goes."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from storefront.errors import Code, StorefrontError


@dataclass(frozen=True, slots=True)
class Ordering:
    """`columns` as `order_by` takes them, the last of them unique; `name` tells its cursors from those of others."""

    name: str
    columns: tuple[str, ...]

    def list_expressions(self) -> list[OrderBy]:
        """For a window."""
        return [F(column[1:]).desc() if column.startswith("-") else F(column).asc() for column in self.columns]

    def find_place(self, row: Any) -> list[Any]:
        """Where `row` stands."""
        return [getattr(row, column.lstrip("-")) for column in self.columns]

    def encode(self, place: Sequence[Any]) -> str:
        """The cursor of a place."""
        values = [value.isoformat() if isinstance(value, datetime) else value for value in place]
        return urlsafe_b64encode(orjson.dumps([self.name, *values])).decode().rstrip("=")

    def filter_behind(self, rows: QuerySet, cursor: str | None) -> QuerySet:
        """Those of `rows` that come after `cursor`; all for None. Raises BAD_CURSOR."""
        if cursor is None:
            return rows
        behind, same = Q(), Q()
        for column, value in zip(self.columns, self._decode(cursor), strict=True):
            name = column.lstrip("-")
            behind |= same & Q(**{f"{name}__lt" if column.startswith("-") else f"{name}__gt": value})
            same &= Q(**{name: value})
        return rows.filter(behind)

    def _decode(self, cursor: str) -> list[Any]:
        try:
            name, *values = orjson.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
            if name != self.name or len(values) != len(self.columns):
                raise ValueError
            return [_read(value, column) for value, column in zip(values, self.columns, strict=True)]
        except (ValueError, TypeError):
            raise StorefrontError(
                Code.BAD_CURSOR,
                "`after` is no cursor of this list in this order; start again without it.",
                argument="after",
            ) from None


def _read(value: Any, column: str) -> Any:
    if column.endswith("_at"):
        moment = parse_datetime(value)
        if moment is None or is_naive(moment):
            raise ValueError
        return moment
    if not isinstance(value, int) or abs(value) >= 2**63:
        raise ValueError
    return value
