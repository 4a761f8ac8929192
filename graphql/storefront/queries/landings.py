from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from storefront.paging import require_first
from storefront.queries.arguments import describe_paging, describe_place, find_one
from storefront.sources.document_pages import DocumentPage
from storefront.sources.landings import find_home, find_landing_by_slug, find_landings, list_landings
from storefront.types.landing import Home, LandingPage, LandingPageConnection

PAGE = 24

_FINDERS: dict[str, Callable[..., Any]] = {"key": find_landings, "slug": find_landing_by_slug}


class LandingQueries(graphene.ObjectType):
    home = graphene.Field(
        Home, description="What a shopper sees first; null in a shop without a home.", **describe_place()
    )
    landing_page = graphene.Field(
        LandingPage,
        description="One landing page, or null where it is not live. Give exactly one of `slug`, `key`.",
        slug=graphene.Argument(graphene.String, description="Its slug in the locale asked for, or in another."),
        key=graphene.Argument(graphene.String, description="The shop's own key."),
        **describe_place(),
    )
    landing_pages = graphene.NonNull(
        LandingPageConnection,
        description="The landing pages that are live, the newest first.",
        **describe_paging(PAGE),
        **describe_place(),
    )

    @staticmethod
    def resolve_home(_root: Any, info: Any, locale: str | None = None, channel: str | None = None) -> Any:
        info.context.choose_channel(channel)
        return find_home(locale=info.context.choose_locale(locale), context=info.context)

    @staticmethod
    def resolve_landing_page(
        _root: Any,
        info: Any,
        slug: str | None = None,
        key: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> Any:
        return find_one(_FINDERS, context=info.context, locale=locale, channel=channel, slug=slug, key=key)

    @staticmethod
    def resolve_landing_pages(
        _root: Any,
        info: Any,
        first: int | None = PAGE,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> DocumentPage:
        context = info.context
        context.choose_channel(channel)
        chosen = context.choose_locale(locale)
        return list_landings(locale=chosen, first=require_first(first, PAGE), after=after, context=context)
