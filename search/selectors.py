"""What other parts may ask of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from search.answering import answer
from search.behaviour.interests import find_interests
from search.engines import PAGES
from search.engines.base import EngineError, EngineUnavailable
from search.guidance import Guidance
from search.merchandising.selectors import Announcements, Banner, find_announcements, find_guidance
from search.ranking.factors import Interest
from search.recognising import PartKind, UnderstoodPart, recognise
from search.requests import (
    CursorError,
    Facet,
    FacetValue,
    Hit,
    ProductFilter,
    SearchRequest,
    SearchResults,
    Sort,
)
from search.suggesting.entries import SuggestionKind
from search.suggesting.selectors import Suggestion, find_speller, suggest

__all__ = [
    "Announcements",
    "Banner",
    "CursorError",
    "EngineError",
    "EngineUnavailable",
    "Facet",
    "FacetValue",
    "Hit",
    "Interest",
    "PartKind",
    "ProductFilter",
    "SearchResults",
    "Sort",
    "Suggestion",
    "SuggestionKind",
    "UnderstoodPart",
    "find_announcements",
    "find_interests",
    "recognise",
    "search_pages",
    "search_products",
    "suggest",
]


def search_products(
    *,
    text: str = "",
    locale: str,
    filters: ProductFilter = ProductFilter(),  # noqa: B008 - frozen
    sort: Sort = Sort.RELEVANCE,
    first: int = 24,
    after: str | None = None,
    facets: Sequence[str] = (),
    channel: str = "",
    interests: Sequence[Interest] = (),
    at: datetime,
) -> SearchResults:
    """Products that `text` finds in `locale`, or all of them, narrowed by `filters`.

    `facets` names what to count: "brand", "category", "price", "availability", "stage", "specification:KEY", or
    "specification" for those that most of the products found have. `after` is a cursor of a hit; a bad one raises
    CursorError. `interests` are what the shopper likes, as `find_interests` says. The index follows the delivery within
    a second or two: hits name keys, and who shows them reads the documents that are live `at` that instant, leaving out
    what has ended a moment ago. While Elasticsearch is away the embedded index answers, and the results say so. Raises
    EngineUnavailable where there is none.
    """
    request = SearchRequest(text, locale, filters, sort, first, after, tuple(facets))
    guidance = find_guidance(text=text, locale=locale, categories=filters.categories, channel=channel, at=at)
    guidance = replace(guidance, correct=lambda typed: find_speller(locale).correct(typed), interests=tuple(interests))
    return answer(request, guidance)


def search_pages(
    *, text: str, locale: str, kinds: Sequence[str] = (), first: int = 10, after: str | None = None, at: datetime
) -> SearchResults:
    """Articles, topics, landing pages and posts that `text` finds; hits name kind and key: "article:tea-for-two".

    Synonyms hold as for products, rules of merchandisers do not. `kinds` are alternatives, all where there are none.
    Raises CursorError and EngineUnavailable as `search_products`.
    """
    request = SearchRequest(text, locale, ProductFilter(categories=tuple(kinds)), first=first, after=after)
    guidance = Guidance(synonyms=find_guidance(text=text, locale=locale, at=at).synonyms)
    return answer(request, guidance, corpus=PAGES)
