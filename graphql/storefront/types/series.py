from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.article_lists import list_in_series
from storefront.types.base import read_page
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.routable import Routable
from storefront.types.seo import Seo, make_seo

PAGE = 24


class Series(graphene.ObjectType):
    """Articles to be read in order."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The same in every locale.")
    slug = graphene.NonNull(graphene.String, description="The last part of the series' address.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    description = graphene.NonNull(graphene.String, description="What it is about; may be empty.")
    picture = graphene.Field(Image, description="Its picture, if it has one.")
    articles = graphene.NonNull(
        "storefront.types.article.ArticleConnection",
        description="Its articles, in the order in which they are to be read.",
        first=graphene.Int(default_value=PAGE, description="How many, 1 to 100."),
        after=graphene.String(description="Go on behind this cursor of the same list."),
    )
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Series", source.key)

    @staticmethod
    def resolve_articles(source: Any, _info: Any, first: int | None = PAGE, after: str | None = None) -> Any:
        return list_in_series(source, first=require_first(first, PAGE), after=after)

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> Any:
        data = source.data
        return make_seo(
            source, title=data["title"], said={"description": data["description"][:320]}, image=data["picture"]
        )
