"""Articles of one answer: what they name is read for all of them at once, and only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.delivery.live import LiveDocument
from cms.delivery.selectors import (
    find_document_by_slug,
    find_documents,
    find_labelled,
    find_live_keys,
    find_several,
    list_labels,
)
from storefront.context import RequestContext
from storefront.sources.pages import PageBatch, PageSource
from storefront.sources.products import ProductBatch, ProductSource

MOST_RELATED = 12
# Of so many of the newest ones each article chooses what is related to it.
_CANDIDATES, _MOST_CANDIDATES = 60, 1000


@dataclass(slots=True)
class Membership:
    """The place of an article in a series, among those that are live."""

    series: PageSource
    position: int
    total: int
    previous: ArticleSource | None
    next: ArticleSource | None


class ArticleSource(PageSource):
    """An article as its type reads it."""

    __slots__ = ()
    batch: ArticleBatch

    @property
    def author(self) -> PageSource | None:
        return self.batch.authors.find(self.data["author"])

    @property
    def co_authors(self) -> list[PageSource]:
        return self.batch.authors.list(self.data["coAuthors"])

    @property
    def topics(self) -> list[PageSource]:
        return self.batch.topics.list(self.data["topics"])

    @property
    def series(self) -> Membership | None:
        return self.batch.find_membership(self.key)

    @property
    def labels(self) -> set[str]:
        """What lists can be narrowed by."""
        written_by = (self.data["author"], *self.data["coAuthors"])
        return _label(self.data) | {f"author:{key}" for key in written_by if key}

    @property
    def products(self) -> list[ProductSource]:
        return self.batch.list_products(self.data["products"])

    def list_related(self, first: int) -> list[ArticleSource]:
        """What to read next: what the editor chose, then the newest of the same topics, then of the same kind."""
        chosen = [*self.data["related"], *self.batch.candidates.get(self.key, ())]
        return self.batch.neighbours.list(dict.fromkeys(chosen))[:first]


class ArticleBatch(PageBatch):
    """Articles of one answer, and what is around them."""

    source = ArticleSource

    def __init__(
        self,
        documents: dict[str, LiveDocument] | None,
        *,
        locale: str,
        context: RequestContext,
        keys: Iterable[str] = (),
    ) -> None:
        super().__init__("article", documents or keys, locale=locale, context=context, documents=documents)

    @cached_property
    def _around(self) -> dict[tuple[str, str], LiveDocument]:
        """Authors, topics and the site itself."""
        said = [document.data for document in self.documents.values()]
        authors = {key for one in said for key in (one["author"], *one["coAuthors"]) if key}
        topics = {key for one in said for key in one["topics"]}
        wanted = {"author": authors, "topic": topics, "site": {"site"}}
        return find_several(wanted, locale=self.locale, at=self.context.at)

    @cached_property
    def authors(self) -> PageBatch:
        return self._make_batch("author")

    @cached_property
    def topics(self) -> PageBatch:
        return self._make_batch("topic")

    @property
    def site(self) -> LiveDocument | None:
        return self._around.get(("site", "site"))

    def _make_batch(self, kind: str) -> PageBatch:
        documents = {key: one for (found, key), one in self._around.items() if found == kind}
        return PageBatch(kind, documents, locale=self.locale, context=self.context, documents=documents)

    @cached_property
    def products(self) -> dict[str, ProductSource]:
        """Every product any of the articles shows, by key; what shoppers cannot see is missing."""
        keys = {key for document in self.documents.values() for key in document.data["products"]}
        documents = find_documents("product", keys, locale=self.locale, at=self.context.at)
        return ProductBatch(documents, locale=self.locale, context=self.context).products

    def list_products(self, keys: Iterable[str]) -> list[ProductSource]:
        """The visible ones of `keys`, in their order."""
        return [self.products[key] for key in keys if key in self.products]

    @cached_property
    def _series(self) -> dict[str, PageSource]:
        """The series of each article that is in one, by the article's key."""
        labels = [f"article:{key}" for key in self.documents]
        documents = find_labelled("series", labels, locale=self.locale, at=self.context.at)
        batch = PageBatch("series", documents, locale=self.locale, context=self.context, documents=documents)
        found: dict[str, PageSource] = {}
        for series in batch.list(sorted(documents)):
            for key in series.data["articles"]:
                found.setdefault(key, series)
        return found

    @cached_property
    def _live_in_series(self) -> set[str]:
        keys = {key for one in self._series.values() for key in one.data["articles"]}
        return find_live_keys("article", keys, at=self.context.at)

    def _list_in_series(self, series: PageSource) -> list[str]:
        return [key for key in series.data["articles"] if key in self._live_in_series]

    def find_membership(self, key: str) -> Membership | None:
        """The place of the article of that key in its series; None where it is in none."""
        series = self._series.get(key)
        if series is None:
            return None
        keys = self._list_in_series(series)
        place = keys.index(key) if key in keys else -1
        if place < 0:
            return None
        previous, following = _neighbours(keys, place)
        return Membership(series, place + 1, len(keys), self.neighbours.find(previous), self.neighbours.find(following))

    @cached_property
    def candidates(self) -> dict[str, list[str]]:
        """For each article the keys of the newest ones of its topics, then of its kind."""
        labels = {key: _label(document.data) for key, document in self.documents.items()}
        wanted = {label for own in labels.values() for label in own}
        most = min(_CANDIDATES * len(labels), _MOST_CANDIDATES)
        rows = list_labels("article", wanted, locale=self.locale, at=self.context.at, first=most, prefix="topic:")
        found: dict[str, list[str]] = {}
        for key, own in labels.items():
            fitting = dict.fromkeys(other for label, other in rows if label in own and other != key)
            found[key] = list(fitting)[:MOST_RELATED]
        return found

    @cached_property
    def neighbours(self) -> ArticleBatch:
        """Whatever articles lead to: before and after them in a series, and what is related."""
        keys: list[str] = []
        for key, document in self.documents.items():
            series = self._series.get(key)
            in_series = self._list_in_series(series) if series is not None else []
            if key in in_series:
                keys += [one for one in _neighbours(in_series, in_series.index(key)) if one]
            keys += [*document.data["related"], *self.candidates[key]]
        return ArticleBatch(None, keys=keys, locale=self.locale, context=self.context)


def _neighbours(keys: Sequence[str], place: int) -> tuple[str | None, str | None]:
    return keys[place - 1] if place else None, keys[place + 1] if place + 1 < len(keys) else None


def _label(data: dict[str, Any]) -> set[str]:
    """Its kind and its topics: what is related shares one of them."""
    return {f"kind:{data['articleKind']}", *(f"topic:{key}" for key in data["topics"])}


def find_articles(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, ArticleSource]:
    """The live articles among `keys`, in one query."""
    batch = ArticleBatch(None, keys=keys, locale=locale, context=context)
    return {key: ArticleSource(batch, document) for key, document in batch.documents.items()}


def find_article_by_slug(slug: str, *, locale: str, context: RequestContext) -> ArticleSource | None:
    document = find_document_by_slug("article", slug, locale=locale, at=context.at)
    return wrap_articles([document], locale=locale, context=context)[0] if document is not None else None


def wrap_articles(documents: Sequence[LiveDocument], *, locale: str, context: RequestContext) -> list[ArticleSource]:
    """Documents at hand as articles of one answer."""
    batch = ArticleBatch({one.key: one for one in documents}, locale=locale, context=context)
    return [ArticleSource(batch, one) for one in documents]
