from __future__ import annotations

from cms.collating import make_sort_key
from cms.delivery.selectors import LiveDocument, find_document_by_slug, find_documents, list_documents
from storefront.context import RequestContext
from storefront.sources.batches import DocumentBatch
from storefront.sources.references import Reference


class BrandBatch(DocumentBatch):
    kind = "brand"


class BrandSource(Reference):
    """A brand as its type reads it."""

    __slots__ = ()
    typename = "Brand"


def find_brands(keys: list[str], *, locale: str, context: RequestContext) -> dict[str, BrandSource]:
    """The live brands among `keys`, in one query."""
    return _wrap(find_documents("brand", keys, locale=locale, at=context.at), locale, context)


def find_brand_by_slug(slug: str, *, locale: str, context: RequestContext) -> BrandSource | None:
    document = find_document_by_slug("brand", slug, locale=locale, at=context.at)
    return _wrap({document.key: document}, locale, context)[document.key] if document else None


def list_brands(*, locale: str, context: RequestContext) -> list[BrandSource]:
    """Every brand, by name, in one query a request."""
    remembered = ("brands", locale)
    if remembered not in context.memory:
        documents = {one.key: one for one in list_documents("brand", locale=locale, at=context.at)}
        brands = _wrap(documents, locale, context).values()
        context.memory[remembered] = sorted(brands, key=_collate)
    return context.memory[remembered]


def _collate(brand: BrandSource) -> tuple[str, str, str]:
    return make_sort_key(brand.name), brand.name, brand.key


def _wrap(documents: dict[str, LiveDocument], locale: str, context: RequestContext) -> dict[str, BrandSource]:
    batch = BrandBatch(documents, locale=locale, at=context.at, documents=documents)
    return {key: BrandSource(batch, key) for key in documents}
