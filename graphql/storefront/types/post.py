from __future__ import annotations

from typing import Any

import graphene

from storefront.json_ld import describe_post
from storefront.keysets import KeysetPage
from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.trails import make_url
from storefront.types.base import required_list
from storefront.types.board import Board
from storefront.types.connection import PageInfo
from storefront.types.contribution import ContributionState
from storefront.types.image import Image, make_absolute
from storefront.types.member import Member
from storefront.types.node import Localised, Node
from storefront.types.product import Product, read_document
from storefront.types.reply import PAGE, Reply, ReplyConnection
from storefront.types.routable import Routable
from storefront.types.scalars import DateTime
from storefront.types.seo import Seo, SeoSource, make_seo


class Post(graphene.ObjectType):
    """What a member posted on a board, in the one language it was written in."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_document

    key = graphene.NonNull(graphene.String, description="Its public name.")
    title = graphene.NonNull(graphene.String, description="Its title, plain text.")
    html = graphene.NonNull(
        graphene.String, description="Finished and safe HTML: paragraphs, line breaks, links marked as members' own."
    )
    excerpt = graphene.NonNull(graphene.String, description="How it begins, plain text in one line.")
    text = graphene.String(description="What was typed, for its author to change; null for everybody else.")
    board = graphene.Field(Board, description="Where it was posted.")
    author = graphene.Field(Member, description="Who wrote it; null for somebody who is not a member any more.")
    images = required_list(
        Image,
        "Its pictures. Right after it was approved there may be none yet.",
        first=graphene.Argument(graphene.Int, description="At most so many."),
    )
    picture_keys = graphene.List(
        graphene.NonNull(graphene.String),
        description="Its pictures' ids, for its author to keep them in a change; null for everybody else.",
    )
    products = required_list(Product, "The products it is about, as far as they are on the shelf.")
    is_pinned = graphene.NonNull(graphene.Boolean, description="Whether it stands before the others of its board.")
    is_essence = graphene.NonNull(graphene.Boolean, description="Whether the shop highlights it (精华).")
    created_at = graphene.NonNull(DateTime, description="When it was written.")
    edited_at = graphene.Field(DateTime, description="When its author last changed it; null for never.")
    active_at = graphene.Field(DateTime, description="When it or a reply last appeared; null where it never did.")
    state = graphene.NonNull(ContributionState, description="APPROVED for all but one's own.")
    reason = graphene.String(description="Why it was turned down, to its author.")
    reply_count = graphene.NonNull(graphene.Int, description="How many replies everybody sees.")
    like_count = graphene.NonNull(graphene.Int, description="How many members like it.")
    favourite_count = graphene.NonNull(graphene.Int, description="How many members keep it.")
    is_liked = graphene.NonNull(graphene.Boolean, description="Whether the one who asks likes it.")
    is_favourite = graphene.NonNull(graphene.Boolean, description="Whether the one who asks keeps it.")
    is_mine = graphene.NonNull(graphene.Boolean, description="Whether the one who asks wrote it.")
    replies = graphene.NonNull(
        ReplyConnection,
        description="What was said to it, the oldest first; answers to replies stand below those.",
        first=graphene.Argument(graphene.Int, default_value=PAGE, description="How many, 1 to 100."),
        after=graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    )
    my_waiting_replies = required_list(
        Reply, "What the one who asks said to it and not everybody sees: it waits, or was turned down."
    )
    seo = graphene.NonNull(Seo, description="For search engines.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Post", source.row.key)

    @staticmethod
    def resolve_locale(source: Any, _info: Any) -> str:
        return source.locale

    @staticmethod
    def resolve_is_fallback(source: Any, _info: Any) -> bool:
        return source.is_fallback

    @staticmethod
    def resolve_path(source: Any, _info: Any) -> str:
        return source.data["path"]

    @staticmethod
    def resolve_translations(source: Any, _info: Any) -> list[dict[str, str]]:
        return [{"locale": source.locale, "path": source.data["path"]}]

    @staticmethod
    def resolve_text(source: Any, _info: Any) -> str | None:
        return source.row.body if source.is_mine else None

    @staticmethod
    def resolve_board(source: Any, _info: Any) -> Any:
        return source.board

    @staticmethod
    def resolve_author(source: Any, _info: Any) -> Any:
        return source.author

    @staticmethod
    def resolve_images(source: Any, _info: Any, first: int | None = None) -> list[dict[str, Any]]:
        images = source.data["images"]
        return images if first is None else images[: require_first(first, 1)]

    @staticmethod
    def resolve_picture_keys(source: Any, _info: Any) -> list[str] | None:
        return source.picture_keys if source.is_mine else None

    @staticmethod
    def resolve_products(source: Any, _info: Any) -> list[Any]:
        return source.products

    @staticmethod
    def resolve_active_at(source: Any, _info: Any) -> Any:
        return source.row.active_at

    @staticmethod
    def resolve_state(source: Any, _info: Any) -> str:
        return str(source.row.state)

    @staticmethod
    def resolve_reason(source: Any, _info: Any) -> str | None:
        return (source.row.reason or None) if source.row.state == "rejected" and source.is_mine else None

    @staticmethod
    def resolve_reply_count(source: Any, _info: Any) -> int:
        return source.row.reply_count

    @staticmethod
    def resolve_like_count(source: Any, _info: Any) -> int:
        return source.row.like_count

    @staticmethod
    def resolve_favourite_count(source: Any, _info: Any) -> int:
        return source.row.favourite_count

    @staticmethod
    def resolve_is_liked(source: Any, _info: Any) -> bool:
        return source.is_liked

    @staticmethod
    def resolve_is_favourite(source: Any, _info: Any) -> bool:
        return source.is_favourite

    @staticmethod
    def resolve_is_mine(source: Any, _info: Any) -> bool:
        return source.is_mine

    @staticmethod
    def resolve_replies(source: Any, _info: Any, first: int | None = PAGE, after: str | None = None) -> KeysetPage:
        return source.batch.threads.read_page(source.row.pk, first=require_first(first, PAGE), after=after)

    @staticmethod
    def resolve_my_waiting_replies(source: Any, _info: Any) -> list[Any]:
        return source.batch.threads.own_waiting.get(source.row.pk, [])

    @staticmethod
    def resolve_seo(source: Any, info: Any) -> SeoSource:
        images = source.data["images"]
        seo = make_seo(
            source,
            title=source.data["title"],
            said=source.data["seo"],
            image=images[0] if images else None,
            describe=lambda: [_describe(source, info)],
        )
        # What only its author sees is nothing for search engines.
        seo.is_indexed = source.document is not None
        return seo


def _describe(source: Any, info: Any) -> dict[str, Any]:
    author = source.author
    return describe_post(
        source.data,
        url=make_url(source.data["path"], source.locale),
        author=author.name if author is not None else None,
        images=[make_absolute(image["url"], info) for image in source.data["images"]],
        likes=source.row.like_count,
        replies=source.row.reply_count,
    )


class PostEdge(graphene.ObjectType):
    """A post in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(Post, description="The post.")


class PostConnection(graphene.ObjectType):
    """A page of posts."""

    edges = required_list(PostEdge, "The items of this page with their cursors.")
    nodes = required_list(Post, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")


class PostSort(graphene.Enum):
    """In which order posts stand."""

    NEWEST = "newest"
    ACTIVE = "active"
    ESSENCE = "essence"

    @property
    def description(self) -> str:
        return {
            "newest": "Those that appeared last first.",
            "active": "Those that were last replied to first.",
            "essence": "Only those the shop highlights, those that appeared last first.",
        }[self.value]
