from __future__ import annotations

from typing import Any

import graphene

from storefront.queries.arguments import describe_place
from storefront.sources.frames import find_menu, find_site
from storefront.types.menu import Menu
from storefront.types.site import Site


class FrameQueries(graphene.ObjectType):
    site = graphene.NonNull(Site, description="Who the shop is: what every page says of it.", **describe_place())
    menu = graphene.Field(
        Menu,
        description="A menu of the shop; null where its editors have made none of that key.",
        key=graphene.Argument(
            graphene.NonNull(graphene.String), description='"main" stands above every page, "footer" below.'
        ),
        **describe_place(),
    )

    @staticmethod
    def resolve_site(_root: Any, info: Any, locale: str | None = None, channel: str | None = None) -> Any:
        context = info.context
        context.choose_channel(channel)
        return find_site(locale=context.choose_locale(locale), context=context)

    @staticmethod
    def resolve_menu(_root: Any, info: Any, key: str, locale: str | None = None, channel: str | None = None) -> Any:
        context = info.context
        context.choose_channel(channel)
        return find_menu(key, locale=context.choose_locale(locale), context=context)
