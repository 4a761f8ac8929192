"""Pages that are built of blocks: homes, landing pages and their lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cms.delivery.selectors import (
    LiveDocument,
    count_list,
    find_document_by_slug,
    find_documents,
    list_documents,
    list_page,
)
from storefront.context import RequestContext
from storefront.sources.document_pages import DocumentPage, decode_place
from storefront.sources.page_blocks import PageBlocks
from storefront.sources.pages import PageBatch, PageSource


class BlockPageSource(PageSource):
    """A page as its type reads it."""

    __slots__ = ()

    def list_blocks(self, first: int, known: Iterable[str]) -> list[dict[str, Any]]:
        """The first blocks of the types that are `known`."""
        memory, remembered = self.batch.memory, ("blocks", self.key, first)
        if remembered not in memory:
            blocks = [block for block in self.data.get("blocks", ()) if block["type"] in known]
            memory[remembered] = PageBlocks(blocks[:first], locale=self.batch.locale, context=self.batch.context)
        return memory[remembered].blocks


class BlockPageBatch(PageBatch):
    source = BlockPageSource


def find_homes(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The homes among `keys`, in one query."""
    return _find("home", keys, locale, context)


def find_home(*, locale: str, context: RequestContext) -> Any | None:
    """The home of the shop; the first where there are several."""
    homes = list_documents("home", locale=locale, at=context.at)
    return next(iter(_wrap("home", homes[:1], locale, context)), None)


def find_landings(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The landing pages among `keys`, in one query."""
    return _find("landing", keys, locale, context)


def find_landing_by_slug(slug: str, *, locale: str, context: RequestContext) -> Any | None:
    document = find_document_by_slug("landing", slug, locale=locale, at=context.at)
    return next(iter(_wrap("landing", [document], locale, context)), None) if document is not None else None


def find_landing_indexes(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The lists of landing pages among `keys`, in one query."""
    return _find("landing_index", keys, locale, context)


def list_landings(*, locale: str, first: int, after: str | None, context: RequestContext) -> DocumentPage:
    """A page of landing pages, newest first."""
    page = list_page("landing", locale=locale, at=context.at, first=first, after=decode_place(after))
    return DocumentPage(
        page.documents,
        has_next=page.has_next,
        is_continued=after is not None,
        wrap=lambda documents: _wrap("landing", documents, locale, context),
        count=lambda: count_list("landing", locale=locale, at=context.at),
    )


def _find(kind: str, keys: Iterable[str], locale: str, context: RequestContext) -> dict[str, Any]:
    found = find_documents(kind, keys, locale=locale, at=context.at)
    return {page.key: page for page in _wrap(kind, list(found.values()), locale, context)}


def _wrap(kind: str, documents: Sequence[LiveDocument], locale: str, context: RequestContext) -> list[Any]:
    by_key = {document.key: document for document in documents}
    return BlockPageBatch(kind, by_key, locale=locale, context=context, documents=by_key).list(by_key)
