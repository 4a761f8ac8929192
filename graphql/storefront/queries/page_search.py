from __future__ import annotations

from typing import Any

import graphene

from storefront.paging import require_first
from storefront.queries.arguments import describe_paging, describe_place, describe_text, require_text
from storefront.sources.page_search import PageSearchSource
from storefront.types.page_search import PageConnection, PageKind

PAGE = 10


class PageSearchQueries(graphene.ObjectType):
    search_pages = graphene.NonNull(
        PageConnection,
        description="Articles, topics, landing pages and posts that fit a text a shopper typed.",
        text=describe_text(),
        kinds=graphene.Argument(
            graphene.List(graphene.NonNull(PageKind)), description="Only these kinds; all if left out."
        ),
        **describe_paging(PAGE),
        **describe_place(),
    )

    @staticmethod
    def resolve_search_pages(
        _root: Any,
        info: Any,
        text: str,
        kinds: list[Any] | None = None,
        first: int | None = PAGE,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> PageSearchSource:
        context = info.context
        context.choose_channel(channel)
        return PageSearchSource(
            text=require_text(text),
            kinds=[getattr(kind, "value", kind) for kind in kinds or ()],
            first=require_first(first, PAGE),
            after=after,
            locale=context.choose_locale(locale),
            context=context,
        )
