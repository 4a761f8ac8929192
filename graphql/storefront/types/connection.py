from __future__ import annotations

from typing import Any

import graphene

from storefront.types.announcements import SearchBanner, SearchRedirect, describe_banners, describe_redirect
from storefront.types.base import required_list
from storefront.types.brand import Brand
from storefront.types.facet import Facet
from storefront.types.page_info import PageInfo
from storefront.types.product import Product
from storefront.types.understood import UnderstoodPart

_EDGES = "The items of this page with their cursors."
_NODES = "The items of this page, without their cursors."
_TOTAL = "How many items there are on all pages."
_CURSOR = "Pass it as `after` to go on behind this item. It stays good when other items come and go."


class Highlight(graphene.ObjectType):
    """A text of a product with the words that were searched for marked."""

    field = graphene.NonNull(graphene.String, description='The field it is from: "title", "summary".')
    html = graphene.NonNull(graphene.String, description="Safe HTML; what matched stands in `<mark>`.")


class ProductEdge(graphene.ObjectType):
    """A product in a list."""

    cursor = graphene.NonNull(graphene.String, description=_CURSOR)
    node = graphene.NonNull(Product, description="The product.")
    highlights = required_list(Highlight, "Where the searched words stand; empty in a list without `text`.")
    reasons = required_list(
        graphene.String,
        'What moved it up for this member and nobody else, in words to show: "Because you like Acme". Only in a '
        "search by relevance, of members who agreed to personal recommendations; else empty.",
    )

    @staticmethod
    def resolve_highlights(source: Any, _info: Any) -> list[dict[str, str]]:
        return [{"field": field, "html": html} for field, html in source.highlights.items()]


class ProductConnection(graphene.ObjectType):
    """A page of products, and the facets of the whole list.

    A page may hold fewer than `first` even if `hasNextPage`: what ended since the index was written is left out.
    """

    edges = required_list(ProductEdge, _EDGES)
    nodes = required_list(Product, _NODES)
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description=_TOTAL)
    facets = required_list(
        Facet,
        "What the list can be narrowed by, with counts. A facet does not count itself out: choosing one brand "
        "leaves the numbers of the others.",
        keys=graphene.List(
            graphene.NonNull(graphene.String),
            description=(
                'Which, in this order: "brand", "category", "price", "availability", "stage", '
                '"specification:KEY", or "specification" for those that most of the products have. Left out: '
                "brand, category, price, availability, specification."
            ),
        ),
    )
    query_id = graphene.String(
        description="What this search is called in events that come of it (`query_id`), so that clicks are known to "
        "belong to it. Keep it for all pages of the list: null behind the first one, and in a list without `text`."
    )
    is_degraded = graphene.NonNull(
        graphene.Boolean, description="Whether the search engine is away and a simpler one answered."
    )

    did_you_mean = graphene.String(
        description="What was searched for instead, where nothing has the text as it was typed and the shop knows a "
        "word near it; null for most. Say so to the shopper. Brands and model numbers are never changed."
    )
    understood = required_list(
        UnderstoodPart,
        "What of the text is something the shop knows by name, in order, then the price: for chips above the list. The "
        "price narrows the list already; the rest does not, it is what the filters would be. Empty without `text`.",
    )
    redirect = graphene.Field(
        SearchRedirect, description="Where this search leads instead, if merchandisers say so; null for most."
    )
    banners = required_list(SearchBanner, "What to show above the list, three at most; of most lists, nothing.")

    @staticmethod
    def resolve_redirect(source: Any, _info: Any) -> Any:
        return describe_redirect(source.announcements.redirect, source.listing.locale)

    @staticmethod
    def resolve_banners(source: Any, _info: Any) -> Any:
        return describe_banners(source.announcements.banners, source.listing.locale)

    @staticmethod
    def resolve_facets(source: Any, _info: Any, keys: list[str] | None = None) -> Any:
        return source.choose_facets(keys)


class BrandEdge(graphene.ObjectType):
    """A brand in a list."""

    cursor = graphene.NonNull(graphene.String, description=_CURSOR)
    node = graphene.NonNull(Brand, description="The brand.")


class BrandConnection(graphene.ObjectType):
    """A page of brands."""

    edges = required_list(BrandEdge, _EDGES)
    nodes = required_list(Brand, _NODES)
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description=_TOTAL)
