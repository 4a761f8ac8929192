"""Cursors of lists in the order of a time and a key: they say where a list was left, whatever comes and goes."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from storefront.errors import Code, StorefrontError

Place = tuple[datetime, str]


def encode_cursor(place: Place) -> str:
    """The cursor of an item at `place`."""
    moment, key = place
    return urlsafe_b64encode(orjson.dumps([moment.isoformat(), key])).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> Place | None:
    """The place a list was left at; None for its beginning. Raises BAD_CURSOR."""
    if cursor is None:
        return None
    try:
        moment, key = orjson.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        found = parse_datetime(moment)
    except (ValueError, TypeError):
        found, key = None, None
    if found is None or is_naive(found) or not isinstance(key, str):
        raise StorefrontError(
            Code.BAD_CURSOR, "`after` is no cursor of this list; start again without it.", argument="after"
        )
    return found, key


@dataclass(frozen=True, slots=True)
class Edge:
    """An item of a page and its cursor."""

    cursor: str
    node: Any


class KeysetPage:
    """A page of a list, as every connection reads it.

    `places` says where each of `nodes` stands; what could not be shown any more is already left out of `nodes`, but
    not of `ends`, the places of the first and the last item that was found. `count` is asked only if selected, and
    `encode` makes the cursor of a place.
    """

    def __init__(
        self,
        nodes: Sequence[tuple[Any, Any]],
        *,
        ends: Sequence[Any],
        has_next: bool,
        after: str | None,
        count: Callable[[], int],
        encode: Callable[[Any], str] = encode_cursor,
    ) -> None:
        self._placed = nodes
        self._ends = ends
        self._has_next = has_next
        self._after = after
        self._count = count
        self._encode = encode

    @property
    def nodes(self) -> list[Any]:
        return [node for _place, node in self._placed]

    @property
    def edges(self) -> list[Edge]:
        return [Edge(self._encode(place), node) for place, node in self._placed]

    @property
    def page_info(self) -> dict[str, Any]:
        return {
            "has_next_page": self._has_next,
            "has_previous_page": self._after is not None,
            "start_cursor": self._encode(self._ends[0]) if self._ends else None,
            "end_cursor": self._encode(self._ends[-1]) if self._ends else None,
        }

    @cached_property
    def total_count(self) -> int:
        return self._count()
