from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import graphene

from storefront.paging import require_first
from storefront.queries.arguments import describe_paging, describe_place, find_one
from storefront.sources.pages import find_page_by_slug, find_pages
from storefront.sources.topics import list_topics
from storefront.types.author import Author
from storefront.types.series import Series
from storefront.types.topic import Topic, TopicConnection

PAGE = 24


def _describe_name() -> dict[str, graphene.Argument]:
    return {
        "key": graphene.Argument(graphene.String, description="Its key, the same in every locale."),
        "slug": graphene.Argument(
            graphene.String, description="The last part of its address in the locale asked for, or in another."
        ),
        **describe_place(),
    }


class TopicQueries(graphene.ObjectType):
    topic = graphene.Field(Topic, description="One topic. Give exactly one of `key`, `slug`.", **_describe_name())
    topics = graphene.NonNull(
        TopicConnection,
        description="The topics of the shop, the newest first.",
        **describe_paging(PAGE),
        **describe_place(),
    )
    author = graphene.Field(Author, description="One author. Give exactly one of `key`, `slug`.", **_describe_name())
    series = graphene.Field(
        Series, description="One series of articles. Give exactly one of `key`, `slug`.", **_describe_name()
    )

    @staticmethod
    def resolve_topic(_root: Any, info: Any, **arguments: Any) -> Any:
        return _find("topic", info, **arguments)

    @staticmethod
    def resolve_author(_root: Any, info: Any, **arguments: Any) -> Any:
        return _find("author", info, **arguments)

    @staticmethod
    def resolve_series(_root: Any, info: Any, **arguments: Any) -> Any:
        return _find("series", info, **arguments)

    @staticmethod
    def resolve_topics(
        _root: Any,
        info: Any,
        first: int | None = PAGE,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> Any:
        context = info.context
        context.choose_channel(channel)
        return list_topics(
            first=require_first(first, PAGE), after=after, locale=context.choose_locale(locale), context=context
        )


def _find(
    kind: str,
    info: Any,
    key: str | None = None,
    slug: str | None = None,
    locale: str | None = None,
    channel: str | None = None,
) -> Any:
    finders: dict[str, Callable[..., Any]] = {
        "key": partial(find_pages, kind),
        "slug": partial(find_page_by_slug, kind),
    }
    return find_one(finders, context=info.context, locale=locale, channel=channel, key=key, slug=slug)
