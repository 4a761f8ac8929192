from __future__ import annotations

from typing import Any

import graphene

from storefront.keysets import KeysetPage
from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.replies import describe_answered
from storefront.types.base import required_list
from storefront.types.connection import PageInfo
from storefront.types.contribution import ContributionState
from storefront.types.member import Member
from storefront.types.node import Node
from storefront.types.scalars import DateTime

PAGE = 20
PAGE_BELOW = 3


class AnsweredReply(graphene.ObjectType):
    """The reply that a reply answers."""

    key = graphene.NonNull(graphene.String, description="Its key.")
    author = graphene.Field(Member, description="Who wrote it; null for somebody who is not a member any more.")

    @staticmethod
    def resolve_author(source: Any, _info: Any) -> Any:
        return source["author"]


class RepliedPost(graphene.ObjectType):
    """The post a reply stands below."""

    key = graphene.NonNull(graphene.String, description="Its key.")
    title = graphene.NonNull(graphene.String, description="Its title.")
    path = graphene.NonNull(graphene.String, description="Where a storefront shows it, below the locale.")


class Reply(graphene.ObjectType):
    """What a member said to a post, or to a reply."""

    class Meta:
        interfaces = (Node,)

    key = graphene.NonNull(graphene.String, description="Its public name.")
    html = graphene.NonNull(
        graphene.String, description="Finished and safe HTML: paragraphs and line breaks; empty where it is gone."
    )
    is_gone = graphene.NonNull(
        graphene.Boolean, description="Whether only its place is left, for the answers that stand below it."
    )
    author = graphene.Field(Member, description="Who wrote it; null for somebody who is not a member any more.")
    created_at = graphene.NonNull(DateTime, description="When it was written.")
    state = graphene.NonNull(ContributionState, description="APPROVED for all but one's own and what is gone.")
    reason = graphene.String(description="Why it was turned down, to its author.")
    post = graphene.Field(
        RepliedPost, description="The post it stands below; null while that is not there for everybody."
    )
    reply_to = graphene.Field(
        AnsweredReply, description="What it answers, below a reply; null for a reply to the post, and for what is gone."
    )
    like_count = graphene.NonNull(graphene.Int, description="How many members like it.")
    is_liked = graphene.NonNull(graphene.Boolean, description="Whether the one who asks does.")
    is_mine = graphene.NonNull(graphene.Boolean, description="Whether the one who asks wrote it.")
    replies = graphene.NonNull(
        lambda: ReplyConnection,
        description="What was said to it, the oldest first. There is one level: answers to those stand here too.",
        first=graphene.Argument(graphene.Int, default_value=PAGE_BELOW, description="How many, 1 to 100."),
        after=graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    )
    my_waiting_replies = required_list(
        lambda: Reply, "What the one who asks said to it and not everybody sees: it waits, or was turned down."
    )

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Reply", source.row.key)

    @staticmethod
    def resolve_key(source: Any, _info: Any) -> str:
        return source.row.key

    @staticmethod
    def resolve_html(source: Any, _info: Any) -> str:
        return source.html

    @staticmethod
    def resolve_created_at(source: Any, _info: Any) -> Any:
        return source.row.created_at

    @staticmethod
    def resolve_state(source: Any, _info: Any) -> str:
        return source.state

    @staticmethod
    def resolve_reason(source: Any, _info: Any) -> str | None:
        return (source.row.reason or None) if source.row.state == "rejected" and source.is_mine else None

    @staticmethod
    def resolve_post(source: Any, _info: Any) -> Any:
        return source.post

    @staticmethod
    def resolve_reply_to(source: Any, _info: Any) -> dict[str, Any] | None:
        return describe_answered(source.answered) if source.answered is not None else None

    @staticmethod
    def resolve_like_count(source: Any, _info: Any) -> int:
        return source.row.like_count

    @staticmethod
    def resolve_replies(
        source: Any, _info: Any, first: int | None = PAGE_BELOW, after: str | None = None
    ) -> KeysetPage:
        return source.batch.threads.read_page(source.row.pk, first=require_first(first, PAGE_BELOW), after=after)

    @staticmethod
    def resolve_my_waiting_replies(source: Any, _info: Any) -> list[Any]:
        return source.batch.threads.own_waiting.get(source.row.pk, [])


class ReplyEdge(graphene.ObjectType):
    """A reply in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(Reply, description="The reply.")


class ReplyConnection(graphene.ObjectType):
    """A page of replies."""

    edges = required_list(ReplyEdge, "The items of this page with their cursors.")
    nodes = required_list(Reply, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")
