from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.article_lists import list_of_author
from storefront.types.base import read_page, required_list
from storefront.types.blocks import resolve_html
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.routable import Routable
from storefront.types.seo import Seo, make_seo

PAGE = 12


class Author(graphene.ObjectType):
    """Somebody who writes articles."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The same in every locale.")
    slug = graphene.NonNull(graphene.String, description="The last part of the author's address.")
    name = graphene.NonNull(graphene.String, description="What they are called.")
    role = graphene.NonNull(graphene.String, description="What they do; may be empty.")
    credentials = required_list(graphene.String, "What qualifies them: training, titles, years of practice.")
    picture = graphene.Field(Image, description="What they look like, if there is a picture.")
    html = graphene.NonNull(graphene.String, description="About them: finished and safe HTML; may be empty.")
    website = graphene.NonNull(graphene.String, description="Their own website; may be empty.")
    articles = graphene.NonNull(
        "storefront.types.article.ArticleConnection",
        description="What they wrote, alone or with others, the newest first.",
        first=graphene.Int(default_value=PAGE, description="How many, 1 to 100."),
        after=graphene.String(description="Go on behind this cursor of the same list."),
    )
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Author", source.key)

    @staticmethod
    def resolve_html(source: Any, info: Any) -> str:
        return resolve_html(source.data, info)

    @staticmethod
    def resolve_articles(source: Any, _info: Any, first: int | None = PAGE, after: str | None = None) -> Any:
        return list_of_author(source, first=require_first(first, PAGE), after=after)

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> Any:
        data = source.data
        said = {"description": ", ".join([one for one in (data["role"], *data["credentials"]) if one])[:320]}
        return make_seo(source, title=data["name"], said=said, image=data["picture"])
