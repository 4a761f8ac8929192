"""A page of a list of documents, newest first; the cursor is the place in that order."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from django.utils.timezone import is_naive

from cms.delivery.live import LiveDocument
from storefront.errors import Code, StorefrontError


@dataclass(slots=True)
class DocumentEdge:
    cursor: str
    node: Any


class DocumentPage:
    """A page of documents as a connection reads it; `count` is asked only where `totalCount` is selected."""

    def __init__(
        self,
        documents: Sequence[LiveDocument],
        *,
        has_next: bool,
        is_continued: bool,
        wrap: Callable[[Sequence[LiveDocument]], list[Any]],
        count: Callable[[], int],
        make_cursor: Callable[[LiveDocument], str] | None = None,
    ) -> None:
        self._documents = documents
        self._wrap = wrap
        self._count = count
        self._make_cursor = make_cursor or encode_place
        self.has_next_page = has_next
        self.is_continued = is_continued

    @cached_property
    def nodes(self) -> list[Any]:
        return self._wrap(self._documents)

    @property
    def edges(self) -> list[DocumentEdge]:
        cursors = map(self._make_cursor, self._documents)
        return [DocumentEdge(cursor, node) for cursor, node in zip(cursors, self.nodes, strict=True)]

    @cached_property
    def total_count(self) -> int:
        return self._count()

    @property
    def page_info(self) -> dict[str, Any]:
        documents = self._documents
        return {
            "has_next_page": self.has_next_page,
            "has_previous_page": self.is_continued,
            "start_cursor": self._make_cursor(documents[0]) if documents else None,
            "end_cursor": self._make_cursor(documents[-1]) if documents else None,
        }


def encode_place(document: LiveDocument) -> str:
    """The cursor of `document` in a list that is ordered by `listed_at`."""
    listed_at = document.listed_at.isoformat() if document.listed_at else ""
    return encode_cursor([listed_at, document.key])


def decode_place(cursor: str | None) -> tuple[datetime, str] | None:
    """The place a cursor stands for; None for none. Raises BAD_CURSOR."""
    if cursor is None:
        return None
    parts = decode_cursor(cursor, 2)
    try:
        listed_at = datetime.fromisoformat(parts[0])
    except ValueError:
        raise bad_cursor() from None
    if is_naive(listed_at):
        raise bad_cursor()
    return listed_at, parts[1]


def encode_cursor(parts: Sequence[str]) -> str:
    """An opaque cursor out of `parts`."""
    return urlsafe_b64encode(orjson.dumps(list(parts))).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[str]:
    """The `length` parts of a cursor. Raises BAD_CURSOR for what this API never gave out."""
    try:
        parts = orjson.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except ValueError:
        parts = None
    if not isinstance(parts, list) or len(parts) != length or not all(isinstance(part, str) for part in parts):
        raise bad_cursor()
    return parts


def bad_cursor() -> StorefrontError:
    """The error for a cursor of another list, or of none."""
    return StorefrontError(
        Code.BAD_CURSOR, "`after` is no cursor of this list; start again without it.", argument="after"
    )
