"""Pages of one answer, of one kind: read together, with what they have in common read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.delivery.live import LiveDocument
from cms.delivery.selectors import find_document_by_slug, find_documents
from storefront.context import RequestContext

TYPENAMES = {
    "article": "Article",
    "article_index": "ArticleIndex",
    "author": "Author",
    "home": "Home",
    "landing": "LandingPage",
    "landing_index": "LandingIndex",
    "series": "Series",
    "topic": "Topic",
    "topic_index": "TopicIndex",
}


class PageSource:
    """A page as its type reads it: everything of its own is in its document."""

    __slots__ = ("batch", "data", "document")

    def __init__(self, batch: PageBatch, document: LiveDocument) -> None:
        self.batch = batch
        self.document = document
        self.data: dict[str, Any] = document.data

    @property
    def typename(self) -> str:
        return TYPENAMES[self.document.kind]

    @property
    def key(self) -> str:
        return self.document.key

    @property
    def locale(self) -> str:
        return self.document.locale

    @property
    def is_fallback(self) -> bool:
        return self.document.locale != self.batch.locale


class PageBatch:
    """Pages of one kind. `memory` keeps what was read for all of them."""

    source: type[PageSource] = PageSource

    def __init__(
        self,
        kind: str,
        keys: Iterable[str],
        *,
        locale: str,
        context: RequestContext,
        documents: dict[str, LiveDocument] | None = None,
    ) -> None:
        self.kind = kind
        self.keys = list(dict.fromkeys(keys))
        self.locale = locale
        self.context = context
        self.memory: dict[Any, Any] = {}
        self._documents = documents

    @property
    def documents(self) -> dict[str, LiveDocument]:
        """By key; what is not live is missing. One query, or none where nobody asks."""
        if self._documents is None:
            self._documents = find_documents(self.kind, self.keys, locale=self.locale, at=self.context.at)
        return self._documents

    def find(self, key: str | None) -> Any | None:
        """The page of that key; None where it is not live."""
        document = self.documents.get(key) if key else None
        return self.source(self, document) if document is not None else None

    def list(self, keys: Iterable[str]) -> list[Any]:
        """The live ones of `keys`, in their order."""
        return [found for key in keys if (found := self.find(key)) is not None]


def find_pages(kind: str, keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, PageSource]:
    """The live pages of `kind` among `keys`, in one query."""
    batch = PageBatch(kind, keys, locale=locale, context=context)
    return {key: batch.source(batch, document) for key, document in batch.documents.items()}


def find_page_by_slug(kind: str, slug: str, *, locale: str, context: RequestContext) -> PageSource | None:
    """The live page of `kind` at `slug`."""
    document = find_document_by_slug(kind, slug, locale=locale, at=context.at)
    if document is None:
        return None
    return PageBatch(kind, [document.key], locale=locale, context=context, documents={document.key: document}).find(
        document.key
    )
