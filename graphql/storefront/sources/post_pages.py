"""Pages of posts: of everybody's in three orders, of one's own, and of what one keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cms.community.models import Post, Reply
from storefront.context import RequestContext
from storefront.keysets import KeysetPage, decode_cursor
from storefront.sources.posts import PostBatch, read_rows
from storefront.sources.replies import ReplyBatch


@dataclass(frozen=True, slots=True)
class PostList:
    """Which posts, and in which order: `order` is the column of the time they stand by, the newest first."""

    board: str | None = None
    product: str | None = None
    author: str | None = None
    is_pinned: bool | None = None
    is_essence: bool | None = None
    order: str = "listed_at"

    def filter(self) -> Any:
        rows = read_rows().filter(**{f"{self.order}__isnull": False})
        given = {
            "board__slug": self.board,
            "products__product__key": self.product,
            "member__key": self.author,
            "is_pinned": self.is_pinned,
            "is_essence": self.is_essence,
        }
        return rows.filter(**{name: value for name, value in given.items() if value is not None})


def read_posts(chosen: PostList, *, first: int, after: str | None, locale: str, context: RequestContext) -> KeysetPage:
    """A page of posts that everybody may see; two queries."""
    rows = chosen.filter()
    found = _slice(rows, chosen.order, first=first, after=after)
    batch = PostBatch(found[:first], locale=locale, context=context)
    return KeysetPage(
        [(_place(post.row, chosen.order), post) for post in batch.posts],
        ends=[_place(row, chosen.order) for row in found[:first]],
        has_next=len(found) > first,
        after=after,
        count=lambda: rows.count(),
    )


def read_own_posts(*, first: int, after: str | None, locale: str, context: RequestContext) -> KeysetPage:
    """A page of the posts of the one who asks, whatever their state, the newest first."""
    viewer = context.member
    member = viewer.find_member() if viewer is not None else None
    rows = Post.objects.written_by(member).select_related("member")
    found = _slice(rows, "created_at", first=first, after=after)
    batch = PostBatch(found[:first], locale=locale, context=context, for_author=True)
    return KeysetPage(
        [((post.row.created_at, post.row.key), post) for post in batch.posts],
        ends=[(row.created_at, row.key) for row in found[:first]],
        has_next=len(found) > first,
        after=after,
        count=lambda: rows.count(),
    )


def read_own_replies(*, first: int, after: str | None, context: RequestContext) -> KeysetPage:
    """A page of the replies of the one who asks, whatever their state, the newest first."""
    viewer = context.member
    member = viewer.find_member() if viewer is not None else None
    rows = Reply.objects.written_by(member).select_related("member", "reply_to__member")
    found = _slice(rows, "created_at", first=first, after=after)
    replies = ReplyBatch(found[:first], context=context, is_for_author=True).replies
    return KeysetPage(
        [(reply.place, reply) for reply in replies],
        ends=[reply.place for reply in replies],
        has_next=len(found) > first,
        after=after,
        count=lambda: rows.count(),
    )


def _slice(rows: Any, order: str, *, first: int, after: str | None) -> list[Any]:
    place = decode_cursor(after)
    if place is not None:
        moment, key = place
        rows = rows.filter(Q(**{f"{order}__lt": moment}) | Q(**{order: moment, "key__gt": key}))
    return list(rows.order_by(f"-{order}", "key")[: first + 1])


def _place(row: Post, order: str) -> Any:
    return getattr(row, order), row.key
