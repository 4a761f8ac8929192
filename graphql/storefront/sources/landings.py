"""Pages that are built of blocks: homes, landing pages and their lists."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson

from cms.delivery.selectors import (
    LiveDocument,
    count_list,
    find_document_by_slug,
    find_documents,
    list_documents,
    list_page,
)
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.sources.page_blocks import PageBlocks


class BlockPageSource:
    """A page as its type reads it."""

    def __init__(self, document: LiveDocument, *, typename: str, locale: str, context: RequestContext) -> None:
        self.document = document
        self.data: dict[str, Any] = document.data
        self.typename = typename
        self.locale = locale
        self.context = context
        self._blocks: dict[int, PageBlocks] = {}

    def list_blocks(self, first: int, known: Iterable[str]) -> list[dict[str, Any]]:
        """The first blocks of the types that are `known`."""
        if first not in self._blocks:
            blocks = [block for block in self.data.get("blocks", ()) if block["type"] in known]
            self._blocks[first] = PageBlocks(blocks[:first], locale=self.locale, context=self.context)
        return self._blocks[first].blocks


def find_homes(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, BlockPageSource]:
    """The homes among `keys`, in one query."""
    return _wrap(find_documents("home", keys, locale=locale, at=context.at), "Home", locale, context)


def find_home(*, locale: str, context: RequestContext) -> BlockPageSource | None:
    """The home of the shop; the first where there are several."""
    homes = list_documents("home", locale=locale, at=context.at)
    return next(iter(_wrap({one.key: one for one in homes[:1]}, "Home", locale, context).values()), None)


def find_landings(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, BlockPageSource]:
    """The landing pages among `keys`, in one query."""
    return _wrap(find_documents("landing", keys, locale=locale, at=context.at), "LandingPage", locale, context)


def find_landing_by_slug(slug: str, *, locale: str, context: RequestContext) -> BlockPageSource | None:
    document = find_document_by_slug("landing", slug, locale=locale, at=context.at)
    found = {document.key: document} if document is not None else {}
    return _wrap(found, "LandingPage", locale, context).get(document.key) if document is not None else None


def find_landing_indexes(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, BlockPageSource]:
    """The lists of landing pages among `keys`, in one query."""
    return _wrap(find_documents("landing_index", keys, locale=locale, at=context.at), "LandingIndex", locale, context)


def _wrap(
    documents: dict[str, LiveDocument], typename: str, locale: str, context: RequestContext
) -> dict[str, BlockPageSource]:
    return {
        key: BlockPageSource(document, typename=typename, locale=locale, context=context)
        for key, document in documents.items()
    }


class LandingList:
    """A page of landing pages, newest first, as LandingPageConnection reads it."""

    def __init__(self, *, locale: str, first: int, after: str | None, context: RequestContext) -> None:
        self.locale = locale
        self.context = context
        self.first = first
        self.after = after
        self._place = None if after is None else _decode(after)

    @cached_property
    def page(self) -> Any:
        return list_page("landing", locale=self.locale, at=self.context.at, first=self.first, after=self._place)

    @property
    def nodes(self) -> list[BlockPageSource]:
        found = {one.key: one for one in self.page.documents}
        return list(_wrap(found, "LandingPage", self.locale, self.context).values())

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [{"cursor": _encode(node.document), "node": node} for node in self.nodes]

    @property
    def page_info(self) -> dict[str, Any]:
        documents = self.page.documents
        return {
            "has_next_page": self.page.has_next,
            "has_previous_page": self.after is not None,
            "start_cursor": _encode(documents[0]) if documents else None,
            "end_cursor": _encode(documents[-1]) if documents else None,
        }

    @property
    def total_count(self) -> int:
        return count_list("landing", locale=self.locale, at=self.context.at)


def _encode(document: LiveDocument) -> str:
    listed_at = document.listed_at.isoformat() if document.listed_at else ""
    return urlsafe_b64encode(orjson.dumps([listed_at, document.key])).decode().rstrip("=")


def _decode(cursor: str) -> tuple[datetime, str]:
    try:
        listed_at, key = orjson.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        return datetime.fromisoformat(listed_at), str(key)
    except (ValueError, TypeError):
        raise StorefrontError(
            Code.BAD_CURSOR, "`after` is no cursor of this list; start again without it.", argument="after"
        ) from None
