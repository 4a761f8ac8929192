"""Pages that a text finds: the search names them, their own sources read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from search.selectors import Hit, SearchResults, search_pages
from storefront.context import RequestContext
from storefront.sources.finders import BY_KIND
from storefront.sources.searching import describe_page, translate_search_errors


@dataclass(slots=True)
class PageEdgeSource:
    hit: Hit
    kind: str
    node: Any

    @property
    def cursor(self) -> str:
        return self.hit.cursor

    @property
    def highlights(self) -> dict[str, str]:
        return self.hit.highlights


class PageSearchSource:
    """One part of the list; each kind is read once, however many of it were found."""

    def __init__(
        self,
        *,
        text: str,
        kinds: Sequence[str],
        first: int,
        after: str | None,
        locale: str,
        context: RequestContext,
    ) -> None:
        self._locale = locale
        self._context = context
        self._is_later = after is not None
        with translate_search_errors():
            self.results: SearchResults = search_pages(
                text=text, locale=locale, kinds=kinds, first=first, after=after, at=context.at
            )

    @cached_property
    def edges(self) -> list[PageEdgeSource]:
        """The pages that are still there: the index may be a moment late."""
        by_kind: dict[str, list[str]] = {}
        for hit in self.results.hits:
            kind, _, key = hit.key.partition(":")
            by_kind.setdefault(kind, []).append(key)
        found = {
            kind: BY_KIND[kind](keys, locale=self._locale, context=self._context) for kind, keys in by_kind.items()
        }
        edges = []
        for hit in self.results.hits:
            kind, _, key = hit.key.partition(":")
            if key in found[kind]:
                edges.append(PageEdgeSource(hit, kind, found[kind][key]))
        return edges

    @property
    def page_info(self) -> dict[str, Any]:
        return describe_page(self.results, is_later=self._is_later)

    @property
    def total_count(self) -> int:
        return self.results.total

    @property
    def is_degraded(self) -> bool:
        return self.results.degraded
