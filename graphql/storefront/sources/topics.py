"""Topics: their products, their list, what search engines are told of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from cms.delivery.selectors import LiveDocument, count_list, find_documents, list_page
from storefront.context import RequestContext
from storefront.json_ld import describe_breadcrumbs
from storefront.sources.document_pages import DocumentPage, decode_place
from storefront.sources.pages import PageBatch, PageSource
from storefront.sources.products import ProductBatch, ProductSource
from storefront.sources.trails import list_trail


def list_topics(*, first: int, after: str | None, locale: str, context: RequestContext) -> DocumentPage:
    """The topics of the shop, the newest first."""
    place = decode_place(after)
    page = list_page("topic", first=first, after=place, locale=locale, at=context.at)
    return DocumentPage(
        page.documents,
        has_next=page.has_next,
        is_continued=after is not None,
        wrap=partial(_wrap, locale=locale, context=context),
        count=lambda: count_list("topic", locale=locale, at=context.at),
    )


def _wrap(documents: Any, *, locale: str, context: RequestContext) -> list[PageSource]:
    known: dict[str, LiveDocument] = {one.key: one for one in documents}
    return PageBatch("topic", known, locale=locale, context=context, documents=known).list(known)


def list_products(topic: PageSource) -> list[ProductSource]:
    """The products of `topic` that shoppers can see; those of all topics of one answer are read at once."""
    batch = topic.batch
    if "products" not in batch.memory:
        keys = {key for document in batch.documents.values() for key in document.data["products"]}
        documents = find_documents("product", keys, locale=batch.locale, at=batch.context.at)
        batch.memory["products"] = ProductBatch(documents, locale=batch.locale, context=batch.context).products
    found = batch.memory["products"]
    return [found[key] for key in topic.data["products"] if key in found]


def describe_topic(topic: PageSource) -> list[dict[str, Any]]:
    """Where the topic stands."""
    return [describe_breadcrumbs(list_trail(topic.document, topic.data["title"]))]
