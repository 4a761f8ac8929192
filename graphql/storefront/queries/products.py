from __future__ import annotations

from typing import Any

import graphene

from storefront.paging import require_first
from storefront.queries.arguments import (
    describe_paging,
    describe_place,
    describe_text,
    find_one,
    read_filter,
    read_sort,
    require_text,
)
from storefront.selection import collect_selected
from storefront.sources.listing import Listing, ListingSource
from storefront.sources.products import find_product_by_sku, find_product_by_slug, find_products
from storefront.types.connection import ProductConnection
from storefront.types.filters import ProductFilter, ProductSort
from storefront.types.product import Product

PAGE = 24


class ProductQueries(graphene.ObjectType):
    product = graphene.Field(
        Product,
        description="One product, or null where shoppers cannot see it. Give exactly one of `sku`, `slug`, `key`.",
        sku=graphene.Argument(graphene.String, description="The SKU of one of its offers."),
        slug=graphene.Argument(graphene.String, description="Its slug in the locale asked for, or in another."),
        key=graphene.Argument(graphene.String, description="The shop's own key."),
        **describe_place(),
    )
    products = graphene.NonNull(
        ProductConnection,
        description="The products of the shop, narrowed and in order.",
        filter=graphene.Argument(ProductFilter, description="Which ones; all if left out."),
        sort=graphene.Argument(ProductSort, default_value="newest", description="In which order."),
        **describe_paging(PAGE),
        **describe_place(),
    )
    search = graphene.NonNull(
        ProductConnection,
        description="What fits a text a shopper typed, with facets.",
        text=describe_text(),
        filter=graphene.Argument(ProductFilter, description="Which of the found ones; all if left out."),
        sort=graphene.Argument(ProductSort, default_value="relevance", description="In which order."),
        **describe_paging(PAGE),
        **describe_place(),
    )

    @staticmethod
    def resolve_product(
        _root: Any,
        info: Any,
        sku: str | None = None,
        slug: str | None = None,
        key: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> Any:
        finders = {"sku": find_product_by_sku, "slug": find_product_by_slug, "key": find_products}
        return find_one(finders, context=info.context, locale=locale, channel=channel, sku=sku, slug=slug, key=key)

    @staticmethod
    def resolve_products(_root: Any, info: Any, **arguments: Any) -> ListingSource:
        return _list_products(info, **arguments)

    @staticmethod
    def resolve_search(_root: Any, info: Any, text: str, **arguments: Any) -> ListingSource:
        return _list_products(info, text=require_text(text), **arguments)


def _list_products(
    info: Any,
    *,
    sort: Any,
    text: str = "",
    filter: dict[str, Any] | None = None,
    first: int | None = PAGE,
    after: str | None = None,
    locale: str | None = None,
    channel: str | None = None,
) -> ListingSource:
    context = info.context
    selected = collect_selected(info)
    return ListingSource(
        Listing(
            locale=context.choose_locale(locale),
            context=context,
            filters=read_filter(filter),
            sort=read_sort(sort),
            first=require_first(first, PAGE),
            after=after,
            text=text,
            channel=context.choose_channel(channel),
            facets=[arguments.get("keys") for arguments in selected.get("facets", ())],
            needs_products="edges" in selected or "nodes" in selected,
        )
    )
