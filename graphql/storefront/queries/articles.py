from __future__ import annotations

from typing import Any

import graphene

from storefront.context import RequestContext
from storefront.paging import require_first
from storefront.queries.arguments import describe_paging, describe_place, find_one
from storefront.sources.article_lists import list_articles, list_in_series
from storefront.sources.articles import find_article_by_slug, find_articles
from storefront.sources.document_pages import DocumentPage
from storefront.sources.pages import find_page_by_slug, find_pages
from storefront.types.article import Article, ArticleConnection
from storefront.types.article_parts import ArticleKind

PAGE = 12
_NAMED = "Its key, or its slug in the locale asked for."


class ArticleQueries(graphene.ObjectType):
    article = graphene.Field(
        Article,
        description="One article, or null where shoppers cannot see it. Give exactly one of `key`, `slug`.",
        key=graphene.Argument(graphene.String, description="Its key, the same in every locale."),
        slug=graphene.Argument(graphene.String, description="The last part of its address in the locale asked for."),
        **describe_place(),
    )
    articles = graphene.NonNull(
        ArticleConnection,
        description="The articles of the shop, narrowed; the newest first, those of a series in its own order.",
        kind=graphene.Argument(ArticleKind, description="Only of this kind."),
        topic=graphene.Argument(graphene.String, description=f"Only those that carry this topic. {_NAMED}"),
        author=graphene.Argument(graphene.String, description=f"Only by this author. {_NAMED}"),
        series=graphene.Argument(graphene.String, description=f"Only of this series. {_NAMED}"),
        **describe_paging(PAGE),
        **describe_place(),
    )

    @staticmethod
    def resolve_article(
        _root: Any,
        info: Any,
        key: str | None = None,
        slug: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> Any:
        finders = {"key": find_articles, "slug": find_article_by_slug}
        return find_one(finders, context=info.context, locale=locale, channel=channel, key=key, slug=slug)

    @staticmethod
    def resolve_articles(
        _root: Any,
        info: Any,
        kind: Any = None,
        topic: str | None = None,
        author: str | None = None,
        series: str | None = None,
        first: int | None = PAGE,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> DocumentPage:
        context: RequestContext = info.context
        context.choose_channel(channel)
        return _list(
            kind=None if kind is None else ArticleKind.get(kind).value,
            named={"topic": topic, "author": author},
            series=series,
            first=require_first(first, PAGE),
            after=after,
            locale=context.choose_locale(locale),
            context=context,
        )


def _list(
    *,
    kind: str | None,
    named: dict[str, str | None],
    series: str | None,
    first: int,
    after: str | None,
    locale: str,
    context: RequestContext,
) -> DocumentPage:
    place: dict[str, Any] = {"locale": locale, "context": context}
    labels = [f"kind:{kind}"] if kind else []
    for name, value in named.items():
        if value is not None:
            # What there is not has no articles: no page carries that label.
            page = find_named(name, value, **place)
            labels.append(f"{name}:{page.key if page else ''}")
    if series is None:
        return list_articles(labels, first=first, after=after, **place)
    found = find_named("series", series, **place)
    if found is None:
        return list_articles(["series:"], first=first, after=after, **place)
    return list_in_series(found, labels=labels, first=first, after=after)


def find_named(kind: str, name: str, *, locale: str, context: RequestContext) -> Any | None:
    """The page of `kind` whose slug or key is `name`."""
    found = find_page_by_slug(kind, name, locale=locale, context=context)
    return found or find_pages(kind, [name], locale=locale, context=context).get(name)
