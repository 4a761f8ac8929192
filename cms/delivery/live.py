"""A document as it is served at some instant."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson


@dataclass(frozen=True)
class LiveDocument:
    """A document as served at some instant; `locale` is its own, perhaps not the one that was asked for."""

    kind: str
    key: str
    locale: str
    slug: str
    content_hash: str
    live_until: datetime | None
    body: str
    path: str = ""
    listed_at: datetime | None = None
    source_id: int = 0

    @cached_property
    def data(self) -> dict[str, Any]:
        """The body as parsed JSON."""
        return orjson.loads(self.body)


def hash_body(body: bytes) -> str:
    """The content hash of a document: also its ETag."""
    return hashlib.sha256(body).hexdigest()
