"""A page of products: one call of the search engine, then documents and offers by key."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.delivery.selectors import find_documents
from search.behaviour.recording import record_search
from search.selectors import (
    Announcements,
    Hit,
    Interest,
    ProductFilter,
    SearchResults,
    Sort,
    UnderstoodPart,
    find_announcements,
    find_interests,
    recognise,
    search_products,
)
from storefront.context import RequestContext
from storefront.sources.facets import FacetLabels, FacetSource, choose_counted, list_values, require_facets
from storefront.sources.products import ProductBatch, ProductSource
from storefront.sources.searching import describe_page, translate_search_errors


@dataclass(frozen=True, slots=True)
class Listing:
    """What a client asked of a list."""

    locale: str
    context: RequestContext
    filters: ProductFilter
    sort: Sort
    first: int
    after: str | None = None
    text: str = ""
    channel: str = ""
    facets: Sequence[Sequence[str] | None] = ()
    """The `keys` of every selected `facets`; None stands for the usual ones."""
    needs_products: bool = True


@dataclass(slots=True)
class EdgeSource:
    hit: Hit
    node: ProductSource
    interests: Sequence[Interest] = ()

    @property
    def cursor(self) -> str:
        return self.hit.cursor

    @property
    def highlights(self) -> dict[str, str]:
        return self.hit.highlights

    @property
    def reasons(self) -> list[str]:
        """What the shopper likes about it, in words: what moved it up for them and nobody else."""
        with override(self.node.batch.locale):
            return [_say_liked(each.field, name) for each in self.interests if (name := self._name(each))]

    def _name(self, interest: Interest) -> str:
        """The product's own brand or category that the interest is for; "" where it has neither."""
        brand = self.node.data["brand"]
        named = [brand] if interest.field == "brand" and brand else []
        named += self.node.data["breadcrumbs"] if interest.field == "category" else []
        return next((each["name"] for each in named if each["key"] == interest.key), "")


def _say_liked(field: str, name: str) -> str:
    if field == "brand":
        return _("Because you like %(brand)s") % {"brand": name}
    return _("Because you like %(category)s") % {"category": name}


class ListingSource:
    """A page of products as ProductConnection reads it."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.interests = self._find_interests()
        started = time.perf_counter()
        self.results = self._search()
        self.query_id = self._record((time.perf_counter() - started) * 1_000)

    def _find_interests(self) -> tuple[Interest, ...]:
        """What a member who agreed to it likes; one query, and none for a guest or where it would not count."""
        listing = self.listing
        context = listing.context
        if not listing.text or listing.sort is not Sort.RELEVANCE or context.viewer is None or context.is_preview:
            return ()
        member = context.member
        return find_interests(issuer=member.issuer, subject=member.subject, at=context.at) if member else ()

    def _search(self) -> SearchResults:
        listing = self.listing
        wanted = [key for keys in listing.facets for key in require_facets(keys)]
        if any(key.startswith("specification") for key in wanted):
            # Their names are those of the categories that were found.
            wanted.append("category")
        with translate_search_errors():
            return search_products(
                text=listing.text,
                locale=listing.locale,
                filters=listing.filters,
                sort=listing.sort,
                first=listing.first,
                after=listing.after,
                facets=tuple(dict.fromkeys(wanted)),
                channel=listing.channel,
                interests=self.interests,
                at=listing.context.at,
            )

    def _record(self, took_ms: float) -> str | None:
        """Note what was searched for; further pages and drafts are no searches of their own."""
        listing = self.listing
        if not listing.text or listing.after is not None or listing.context.is_preview:
            return None
        query_id = record_search(
            text=listing.text,
            locale=listing.locale,
            found=self.results.total,
            took_ms=took_ms,
            hits=[hit.key for hit in self.results.hits],
            is_narrowed=listing.filters != ProductFilter() or listing.sort is not Sort.RELEVANCE,
            is_degraded=self.results.degraded,
            user_agent=listing.context.user_agent,
            at=listing.context.at,
        )
        return str(query_id)

    @cached_property
    def announcements(self) -> Announcements:
        """Redirect and banners: of a search, or of the page of a category. No query."""
        listing = self.listing
        return find_announcements(
            text=listing.text,
            locale=listing.locale,
            categories=listing.filters.categories,
            channel=listing.channel,
            at=listing.context.at,
        )

    @cached_property
    def batch(self) -> ProductBatch:
        listing = self.listing
        keys = [hit.key for hit in self.results.hits] if listing.needs_products else []
        documents = find_documents("product", keys, locale=listing.locale, at=listing.context.at)
        return ProductBatch(
            documents,
            locale=listing.locale,
            context=listing.context,
            brand_keys=list_values(self.results.facets, "brand"),
            category_keys=[*listing.filters.categories, *list_values(self.results.facets, "category")],
        )

    @property
    def served(self) -> list[Hit]:
        """The hits that are still live and on the shelf: the index may be a moment late."""
        return [hit for hit in self.results.hits if hit.key in self.batch.products]

    @property
    def edges(self) -> list[EdgeSource]:
        products = self.batch.products
        return [EdgeSource(hit, products[hit.key], self.interests) for hit in self.served]

    @property
    def nodes(self) -> list[ProductSource]:
        return [self.batch.products[hit.key] for hit in self.served]

    @property
    def page_info(self) -> dict[str, Any]:
        return describe_page(self.results, is_later=self.listing.after is not None)

    @property
    def total_count(self) -> int:
        return self.results.total

    @property
    def is_degraded(self) -> bool:
        return self.results.degraded

    @property
    def did_you_mean(self) -> str | None:
        return self.results.did_you_mean or None

    @property
    def understood(self) -> list[UnderstoodPart]:
        """What of the text is something the shop knows by name. One query."""
        return recognise(self.listing.text, self.results.understood, locale=self.listing.locale)

    def choose_facets(self, keys: Sequence[str] | None) -> list[FacetSource]:
        """The facets for `keys` with their labels, in that order."""
        labels = FacetLabels(self.listing.locale, self.batch.brands, self.batch.categories)
        return labels.describe_all(choose_counted(self.results.facets, require_facets(keys)))
