from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from storefront.queries.arguments import describe_place, find_one
from storefront.sources.categories import find_categories, find_category_by_slug, list_root_categories
from storefront.types.base import required_list
from storefront.types.category import Category

_FINDERS: dict[str, Callable[..., Any]] = {"key": find_categories, "slug": find_category_by_slug}


class CategoryQueries(graphene.ObjectType):
    category = graphene.Field(
        Category,
        description="One category. Give exactly one of `key`, `slug`.",
        key=graphene.Argument(graphene.String, description="The shop's own key."),
        slug=graphene.Argument(graphene.String, description="Its slug in the locale asked for, or in another."),
        **describe_place(),
    )
    categories = required_list(
        Category,
        "The top of the category tree, in the editors' order; what is below is under `children`.",
        **describe_place(),
    )

    @staticmethod
    def resolve_category(
        _root: Any,
        info: Any,
        key: str | None = None,
        slug: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
    ) -> Any:
        return find_one(_FINDERS, context=info.context, locale=locale, channel=channel, key=key, slug=slug)

    @staticmethod
    def resolve_categories(_root: Any, info: Any, locale: str | None = None, channel: str | None = None) -> Any:
        context = info.context
        context.choose_channel(channel)
        return list_root_categories(locale=context.choose_locale(locale), context=context)
