from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from storefront.paging import require_first
from storefront.queries.arguments import describe_paging, describe_place, find_one
from storefront.sources.brand_pages import BrandPage
from storefront.sources.brands import find_brand_by_slug, find_brands
from storefront.types.brand import Brand
from storefront.types.connection import BrandConnection

PAGE = 24

_FINDERS: dict[str, Callable[..., Any]] = {"key": find_brands, "slug": find_brand_by_slug}


class BrandQueries(graphene.ObjectType):
    brand = graphene.Field(
        Brand,
        description="One brand. Give exactly one of `key`, `slug`.",
        key=graphene.Argument(graphene.String, description="The shop's own key."),
        slug=graphene.Argument(graphene.String, description="Its slug in the locale asked for, or in another."),
        **describe_place(),
    )
    brands = graphene.NonNull(
        BrandConnection,
        description="The brands of the shop, by name.",
        **describe_paging(PAGE),
        **describe_place(),
    )

    @staticmethod
    def resolve_brand(
        _root: Any,
        info: Any,
        key: str | None = None,
        slug: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> Any:
        return find_one(_FINDERS, context=info.context, locale=locale, channel=channel, key=key, slug=slug)

    @staticmethod
    def resolve_brands(
        _root: Any,
        info: Any,
        first: int | None = PAGE,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> BrandPage:
        context = info.context
        context.choose_channel(channel)
        chosen = context.choose_locale(locale)
        return BrandPage(locale=chosen, first=require_first(first, PAGE), after=after, context=context)
