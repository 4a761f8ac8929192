"""Pages below several parents of one answer: one query for all of them, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from storefront.keysets import KeysetPage
from storefront.orderings import Ordering

Wrap = Callable[[Sequence[Any]], Sequence[Any]]
"""Makes sources of rows, in their order."""


class ChildPages:
    """`rows` below each of `parents`, which `column` names; a page of each is read when the first is asked for."""

    def __init__(
        self, column: str, parents: Sequence[Hashable], rows: QuerySet, *, ordering: Ordering, wrap: Wrap
    ) -> None:
        self._column = column
        self.parents = list(dict.fromkeys(parents))
        self._rows = rows.filter(**{f"{column}__in": self.parents})
        self._ordering = ordering
        self._wrap = wrap
        self._pages: dict[tuple[int, str | None], dict[Any, KeysetPage]] = {}

    def read_page(self, parent: Hashable, *, first: int, after: str | None) -> KeysetPage:
        """The page below `parent`."""
        if (first, after) not in self._pages:
            self._pages[first, after] = self._read(first, after)
        return self._pages[first, after][parent]

    def _read(self, first: int, after: str | None) -> dict[Any, KeysetPage]:
        below: dict[Any, list[Any]] = {parent: [] for parent in self.parents}
        for row in self._list_rows(first + 1, after):
            below[getattr(row, self._column)].append(row)
        shown = [row for rows in below.values() for row in rows[:first]]
        sources = {row.pk: source for row, source in zip(shown, self._wrap(shown), strict=True)}
        return {parent: self._make_page(parent, rows, sources, first, after) for parent, rows in below.items()}

    def _list_rows(self, most: int, after: str | None) -> Sequence[Any]:
        rows = self._ordering.filter_behind(self._rows, after)
        if len(self.parents) == 1:
            # The index has them in this order, and nothing behind the page is looked at.
            return list(rows.order_by(*self._ordering.columns)[:most])
        number = Window(RowNumber(), partition_by=F(self._column), order_by=self._ordering.list_expressions())
        return list(rows.annotate(number=number).filter(number__lte=most).order_by(*self._ordering.columns))

    def _make_page(
        self, parent: Any, rows: Sequence[Any], sources: dict[int, Any], first: int, after: str | None
    ) -> KeysetPage:
        placed = [(self._ordering.find_place(row), sources[row.pk]) for row in rows[:first]]
        return KeysetPage(
            placed,
            ends=[place for place, _source in placed],
            has_next=len(rows) > first,
            after=after,
            count=lambda: self._counts.get(parent, 0),
            encode=self._ordering.encode,
        )

    @cached_property
    def _counts(self) -> dict[Any, int]:
        """How many there are below each."""
        return dict(self._rows.order_by().values_list(self._column).annotate(count=Count("pk")))
