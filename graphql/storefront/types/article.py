from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.article_data import describe_article
from storefront.types.article_parts import ArticleKind, ArticleReview, Citation, HowToStep, InSeries
from storefront.types.author import Author
from storefront.types.base import read_page, required_list
from storefront.types.blocks import ContentBlock, keep_known, show_products
from storefront.types.breadcrumb import Breadcrumb
from storefront.types.connection import PageInfo
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.product import Product
from storefront.types.routable import Routable
from storefront.types.scalars import DateTime
from storefront.types.seo import Seo, make_seo
from storefront.types.topic import Topic

RELATED = 4


class Article(graphene.ObjectType):
    """An article: news, a review, a how-to, or a piece on life-style."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The same in every locale.")
    slug = graphene.NonNull(graphene.String, description="The last part of the article's address.")
    kind = graphene.NonNull(ArticleKind, description="What sort of article it is.")
    title = graphene.NonNull(graphene.String, description="What it is called.")
    lead = graphene.NonNull(graphene.String, description="What it is about, plain text; may be empty.")
    picture = graphene.Field(Image, description="Its picture, if it has one.")
    breadcrumbs = required_list(Breadcrumb, "The pages above it, below the home page.")
    body = required_list(ContentBlock, "What its editor put together, in order.")
    author = graphene.Field(Author, description="Who wrote it; null where nobody is named.")
    co_authors = required_list(Author, "Who wrote it with them.")
    topics = required_list(Topic, "What it is about.")
    series = graphene.Field(InSeries, description="Its place in a series; null where it is in none.")
    review = graphene.Field(ArticleReview, description="What a review comes to; null in other kinds.")
    how_to = graphene.Field(
        "storefront.types.article_parts.HowTo", description="What a how-to takes; null in other kinds."
    )
    steps = required_list(HowToStep, "The steps of a how-to, in order; empty in other kinds.")
    products = required_list(
        Product,
        "Every product that is reviewed or shown, each once; what shoppers cannot see now is left out.",
        first=graphene.Int(default_value=24, description="At most so many, 1 to 100."),
    )
    related = required_list(
        lambda: Article,
        "What to read next: what its editor chose, then the newest of the same topics, then of the same kind.",
        first=graphene.Int(default_value=RELATED, description="At most so many, 1 to 12."),
    )
    published_at = graphene.NonNull(DateTime, description="The date to show.")
    updated_at = graphene.NonNull(DateTime, description="When it was last changed by an editor.")
    reading_minutes = graphene.NonNull(graphene.Int, description="How long it takes to read, at least 1.")
    citations = required_list(Citation, "Where facts and figures come from.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Article", source.key)

    @staticmethod
    def resolve_kind(source: Any, _info: Any) -> str:
        return source.data["articleKind"]

    @staticmethod
    def resolve_body(source: Any, _info: Any) -> list[dict[str, Any]]:
        return show_products(keep_known(source.data["body"]), source.batch.list_products)

    @staticmethod
    def resolve_author(source: Any, _info: Any) -> Any:
        return source.author

    @staticmethod
    def resolve_co_authors(source: Any, _info: Any) -> Any:
        return source.co_authors

    @staticmethod
    def resolve_topics(source: Any, _info: Any) -> Any:
        return source.topics

    @staticmethod
    def resolve_series(source: Any, _info: Any) -> Any:
        return source.series

    @staticmethod
    def resolve_review(source: Any, _info: Any) -> dict[str, Any] | None:
        review = source.data["review"]
        return {**review, "source": source} if review else None

    @staticmethod
    def resolve_products(source: Any, _info: Any, first: int | None = 24) -> Any:
        return source.products[: require_first(first, 24)]

    @staticmethod
    def resolve_related(source: Any, _info: Any, first: int | None = RELATED) -> Any:
        return source.list_related(min(require_first(first, RELATED), 12))

    @staticmethod
    def resolve_seo(source: Any, info: Any) -> Any:
        data = source.data
        return make_seo(
            source,
            title=data["title"],
            said=data["seo"],
            image=data["picture"],
            describe=lambda: describe_article(source, origin=info.context.public_origin),
        )


class ArticleEdge(graphene.ObjectType):
    """An article in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this article.")
    node = graphene.NonNull(Article, description="The article.")


class ArticleConnection(graphene.ObjectType):
    """A page of articles."""

    edges = required_list(ArticleEdge, "The articles of this page with their cursors.")
    nodes = required_list(Article, "The articles of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many articles there are on all pages.")


class ArticleIndex(graphene.ObjectType):
    """A page that lists articles; the list itself is `articles`."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    title = graphene.NonNull(graphene.String, description="What it is called.")
    intro = graphene.NonNull(graphene.String, description="What it holds, plain text; may be empty.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("ArticleIndex", source.key)

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> Any:
        return make_seo(source, title=source.data["title"], said=source.data["seo"])


class TopicIndex(graphene.ObjectType):
    """The page that lists topics; the list itself is `topics`."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    title = graphene.NonNull(graphene.String, description="What it is called.")
    intro = graphene.NonNull(graphene.String, description="What it holds, plain text; may be empty.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("TopicIndex", source.key)

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> Any:
        return make_seo(source, title=source.data["title"], said=source.data["seo"])
