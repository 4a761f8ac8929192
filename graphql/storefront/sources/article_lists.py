"""Lists of articles: of the shop, of a topic, of an author, of a series."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from cms.delivery.live import LiveDocument
from cms.delivery.selectors import count_list, count_lists, list_page, list_pages
from storefront.context import RequestContext
from storefront.sources.articles import ArticleBatch, ArticleSource, wrap_articles
from storefront.sources.document_pages import DocumentPage, bad_cursor, decode_cursor, decode_place, encode_cursor
from storefront.sources.pages import PageBatch, PageSource


def list_articles(
    labels: Sequence[str], *, first: int, after: str | None, locale: str, context: RequestContext
) -> DocumentPage:
    """The articles that carry all of `labels`, newest first."""
    place = decode_place(after)
    page = list_page("article", labels=labels, first=first, after=place, locale=locale, at=context.at)
    return DocumentPage(
        page.documents,
        has_next=page.has_next,
        is_continued=after is not None,
        wrap=partial(wrap_articles, locale=locale, context=context),
        count=lambda: count_list("article", labels=labels, locale=locale, at=context.at),
    )


def list_in_series(series: PageSource, *, first: int, after: str | None, labels: Sequence[str] = ()) -> DocumentPage:
    """The live articles of `series` that carry all of `labels`, in its order; cursors outlive what comes and goes."""
    keys = series.data["articles"]
    everything = [one for one in _gather(series.batch, "articles").list(keys) if set(labels) <= one.labels]
    if after is not None:
        (last,) = decode_cursor(after, 1)
        if last not in keys:
            raise bad_cursor()
        keys = keys[keys.index(last) + 1 :]
    found = [one for one in everything if one.key in keys]
    return DocumentPage(
        [one.document for one in found[:first]],
        has_next=len(found) > first,
        is_continued=after is not None,
        wrap=lambda documents: found[: len(documents)],
        count=lambda: len(everything),
        make_cursor=lambda document: encode_cursor([document.key]),
    )


def list_featured(topic: PageSource) -> list[ArticleSource]:
    """The articles chosen by hand for `topic`."""
    return _gather(topic.batch, "featured").list(topic.data["featured"])


def list_of_topic(topic: PageSource, *, first: int, after: str | None) -> DocumentPage:
    """The articles that carry `topic`, those chosen by hand left out; nothing where its editor wants no list."""
    if not topic.data["listsArticles"]:
        return _make_page(topic, "topic", [], first, after, count=lambda: 0)
    featured = set(topic.data["featured"])
    most = max(len(document.data["featured"]) for document in topic.batch.documents.values())
    documents = _list_under(topic, "topic", first=first + most, after=after)
    rest = [document for document in documents if document.key not in featured]
    return _make_page(topic, "topic", rest, first, after, count=lambda: _count_rest(topic))


def list_of_author(author: PageSource, *, first: int, after: str | None) -> DocumentPage:
    """What `author` wrote, alone or with others, the newest first."""
    documents = _list_under(author, "author", first=first, after=after)
    return _make_page(author, "author", documents, first, after, count=lambda: _count_under(author, "author"))


def _gather(batch: PageBatch, name: str) -> ArticleBatch:
    """The articles that the pages of `batch` name under `name`, as one batch."""
    if name not in batch.memory:
        keys = [key for document in batch.documents.values() for key in document.data[name]]
        batch.memory[name] = ArticleBatch(None, keys=keys, locale=batch.locale, context=batch.context)
    return batch.memory[name]


def _list_under(source: PageSource, kind: str, *, first: int, after: str | None) -> list[LiveDocument]:
    """One more than `first` under the label of `source`, read for all of its batch at once."""
    batch = source.batch
    remembered = ("list", kind, first, after)
    if remembered not in batch.memory:
        batch.memory[remembered] = list_pages(
            "article",
            [f"{kind}:{key}" for key in batch.documents],
            locale=batch.locale,
            at=batch.context.at,
            first=first + 1,
            after=decode_place(after),
        )
    return batch.memory[remembered][f"{kind}:{source.key}"].documents


def _make_page(
    source: PageSource, kind: str, documents: Sequence[LiveDocument], first: int, after: str | None, *, count: Any
) -> DocumentPage:
    batch = source.batch
    remembered = ("batch", kind, first, after)

    def wrap(shown: Sequence[LiveDocument]) -> list[ArticleSource]:
        # One batch for the lists of all pages: what their articles name is read once.
        if remembered not in batch.memory:
            pages = [
                page for key, value in batch.memory.items() if key[:2] == ("list", kind) for page in value.values()
            ]
            known = {one.key: one for page in pages for one in page.documents}
            batch.memory[remembered] = ArticleBatch(known, locale=batch.locale, context=batch.context)
        return batch.memory[remembered].list(one.key for one in shown)

    return DocumentPage(
        documents[:first], has_next=len(documents) > first, is_continued=after is not None, wrap=wrap, count=count
    )


def _count_under(source: PageSource, kind: str) -> int:
    batch = source.batch
    if ("count", kind) not in batch.memory:
        labels = [f"{kind}:{key}" for key in batch.documents]
        batch.memory["count", kind] = count_lists("article", labels, locale=batch.locale, at=batch.context.at)
    return batch.memory["count", kind][f"{kind}:{source.key}"]


def _count_rest(topic: PageSource) -> int:
    carrying = [one for one in list_featured(topic) if topic.key in one.data["topics"]]
    return _count_under(topic, "topic") - len(carrying)
