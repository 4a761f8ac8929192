from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.article_lists import list_featured, list_of_topic
from storefront.sources.topics import describe_topic, list_products
from storefront.types.base import read_page, required_list
from storefront.types.blocks import resolve_html
from storefront.types.breadcrumb import Breadcrumb
from storefront.types.connection import PageInfo
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.product import Product
from storefront.types.routable import Routable
from storefront.types.seo import Seo, make_seo

PAGE = 12
PRODUCTS = 24


class Topic(graphene.ObjectType):
    """Everything the shop has on one topic."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The same in every locale.")
    slug = graphene.NonNull(graphene.String, description="The last part of the topic's address.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    html = graphene.NonNull(graphene.String, description="What it is about: finished and safe HTML; may be empty.")
    picture = graphene.Field(Image, description="Its picture, if it has one.")
    breadcrumbs = required_list(Breadcrumb, "The pages above it, below the home page.")
    featured = required_list("storefront.types.article.Article", "The articles its editor chose, in order.")
    articles = graphene.NonNull(
        "storefront.types.article.ArticleConnection",
        description="All other articles that carry the topic, the newest first; none where its editor wants no list.",
        first=graphene.Int(default_value=PAGE, description="How many, 1 to 100."),
        after=graphene.String(description="Go on behind this cursor of the same list."),
    )
    products = required_list(
        Product,
        "Its products, in the editor's order; what shoppers cannot see now is left out.",
        first=graphene.Int(default_value=PRODUCTS, description="At most so many, 1 to 100."),
    )
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Topic", source.key)

    @staticmethod
    def resolve_html(source: Any, info: Any) -> str:
        return resolve_html(source.data, info)

    @staticmethod
    def resolve_featured(source: Any, _info: Any) -> Any:
        return list_featured(source)

    @staticmethod
    def resolve_articles(source: Any, _info: Any, first: int | None = PAGE, after: str | None = None) -> Any:
        return list_of_topic(source, first=require_first(first, PAGE), after=after)

    @staticmethod
    def resolve_products(source: Any, _info: Any, first: int | None = PRODUCTS) -> Any:
        return list_products(source)[: require_first(first, PRODUCTS)]

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> Any:
        data = source.data
        return make_seo(
            source,
            title=data["title"],
            said=data["seo"],
            image=data["picture"],
            describe=lambda: describe_topic(source),
        )


class TopicEdge(graphene.ObjectType):
    """A topic in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this topic.")
    node = graphene.NonNull(Topic, description="The topic.")


class TopicConnection(graphene.ObjectType):
    """A page of topics."""

    edges = required_list(TopicEdge, "The topics of this page with their cursors.")
    nodes = required_list(Topic, "The topics of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many topics there are on all pages.")
