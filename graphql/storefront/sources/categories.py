from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cms.delivery.selectors import LiveDocument, find_document_by_slug, find_documents, list_documents
from storefront.context import RequestContext
from storefront.sources.batches import DocumentBatch
from storefront.sources.references import Reference


class CategoryBatch(DocumentBatch):
    """Categories of one answer; their parents, ancestors and children are batches too, read a level at a time."""

    kind = "category"

    def __init__(self, *arguments: Any, is_whole: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._is_whole = is_whole
        self._related: dict[str, CategoryBatch] = {}

    @property
    def parents(self) -> CategoryBatch:
        return self._relate("parents", lambda data: [data["parent"]] if data["parent"] else [])

    @property
    def children(self) -> CategoryBatch:
        return self._relate("children", lambda data: data["children"])

    @property
    def ancestors(self) -> CategoryBatch:
        return self._relate("ancestors", lambda data: [one["key"] for one in data["breadcrumbs"]])

    def _relate(self, name: str, read_keys: Callable[[dict[str, Any]], Iterable[str]]) -> CategoryBatch:
        if self._is_whole:
            return self
        if name not in self._related:
            keys = [key for document in self.documents.values() for key in read_keys(document.data)]
            self._related[name] = CategoryBatch(keys, locale=self.locale, at=self.at)
        return self._related[name]


class CategorySource(Reference):
    """A category as its type reads it."""

    __slots__ = ()
    typename = "Category"
    batch: CategoryBatch

    @property
    def parent(self) -> CategorySource | None:
        key = self.read("parent")
        parents = self.batch.parents if key else self.batch
        return CategorySource(parents, key) if key and parents.find(key) else None

    @property
    def children(self) -> list[CategorySource]:
        keys = self.read("children", [])
        below = self.batch.children if keys else self.batch
        return [CategorySource(below, key) for key in keys if below.find(key)]

    @property
    def breadcrumbs(self) -> list[CategorySource]:
        return [CategorySource(self.batch.ancestors, one["key"], one["name"]) for one in self.read("breadcrumbs", [])]


def find_categories(keys: list[str], *, locale: str, context: RequestContext) -> dict[str, CategorySource]:
    """The live categories among `keys`, in one query."""
    return _wrap(find_documents("category", keys, locale=locale, at=context.at), locale, context)


def find_category_by_slug(slug: str, *, locale: str, context: RequestContext) -> CategorySource | None:
    document = find_document_by_slug("category", slug, locale=locale, at=context.at)
    return _wrap({document.key: document}, locale, context)[document.key] if document else None


def list_root_categories(*, locale: str, context: RequestContext) -> list[CategorySource]:
    """The top of the tree in the editors' order; all that is below is read with it, in one query a request."""
    remembered = ("categories", locale)
    if remembered not in context.memory:
        documents = list_documents("category", locale=locale, at=context.at)
        documents.sort(key=lambda document: document.data["treePath"])
        context.memory[remembered] = _wrap({one.key: one for one in documents}, locale, context, is_whole=True)
    return [category for category in context.memory[remembered].values() if category.read("parent") is None]


def _wrap(
    documents: dict[str, LiveDocument], locale: str, context: RequestContext, *, is_whole: bool = False
) -> dict[str, CategorySource]:
    batch = CategoryBatch(documents, locale=locale, at=context.at, documents=documents, is_whole=is_whole)
    return {key: CategorySource(batch, key) for key in documents}
