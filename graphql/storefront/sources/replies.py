"""Replies of one answer: a page below each post, or each reply, in one query for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from cms.community.models import ContributionState, Like, Post, Reply
from storefront.context import RequestContext
from storefront.keysets import KeysetPage, Place, decode_cursor
from storefront.sources.authors import AuthorSource, describe_author

_OWN_AT_MOST = 20


class ReplySource:
    """A reply as its type reads it."""

    __slots__ = ("batch", "row")
    typename = "Reply"

    def __init__(self, batch: ReplyBatch, row: Reply) -> None:
        self.batch = batch
        self.row = row

    @property
    def is_gone(self) -> bool:
        """Whether only its place is left, for the answers below it."""
        return self.row.state != ContributionState.APPROVED and not self.batch.is_for_author

    @property
    def html(self) -> str:
        return "" if self.is_gone else self.row.html

    @property
    def state(self) -> str:
        return ContributionState.WITHDRAWN.value if self.is_gone else str(self.row.state)

    @property
    def place(self) -> Place:
        return self.row.created_at, self.row.key

    @property
    def author(self) -> AuthorSource | None:
        return None if self.is_gone else describe_author(self.row.member)

    @property
    def post(self) -> Post | None:
        """The post it stands below, if everybody may see that one."""
        return self.batch.posts.get(self.row.post_id)

    @property
    def answered(self) -> Reply | None:
        """The reply it answers, if everybody may see that one."""
        found = self.row.reply_to
        return found if found is not None and found.state == ContributionState.APPROVED else None

    @property
    def is_mine(self) -> bool:
        viewer = self.batch.context.member
        member = viewer.find_member() if viewer is not None else None
        return member is not None and self.row.member_id == member.pk

    @property
    def is_liked(self) -> bool:
        return self.row.pk in self.batch.liked


class ReplyBatch:
    """Replies that belong to one answer. `is_for_author`: to who wrote them, so that what waits may be shown."""

    def __init__(self, rows: Sequence[Reply], *, context: RequestContext, is_for_author: bool = False) -> None:
        self.context = context
        self.is_for_author = is_for_author
        self.replies = [ReplySource(self, row) for row in rows]

    @cached_property
    def threads(self) -> ReplyThreads:
        return ReplyThreads("parent", [reply.row.pk for reply in self.replies], context=self.context)

    @cached_property
    def posts(self) -> dict[int, Post]:
        rows = Post.objects.visible().filter(pk__in={reply.row.post_id for reply in self.replies})
        return {post.pk: post for post in rows.only("key", "title")}

    @cached_property
    def liked(self) -> set[int]:
        viewer = self.context.member
        member = viewer.find_member() if viewer is not None else None
        if member is None:
            return set()
        likes = Like.objects.filter(member=member, reply__in=[reply.row.pk for reply in self.replies])
        return set(likes.values_list("reply_id", flat=True))


class ReplyThreads:
    """What stands below each of `ids`: posts (`relation` "post") or replies ("parent")."""

    def __init__(self, relation: str, ids: Sequence[int], *, context: RequestContext) -> None:
        self.relation = relation
        self.ids = ids
        self.context = context
        self._pages: dict[tuple[int, str | None], dict[int, KeysetPage]] = {}

    def read_page(self, parent: int, *, first: int, after: str | None) -> KeysetPage:
        """The page below `parent`; those below all the others are read along the first time."""
        if (first, after) not in self._pages:
            self._pages[first, after] = self._read(first, after)
        return self._pages[first, after][parent]

    def _read(self, first: int, after: str | None) -> dict[int, KeysetPage]:
        place = decode_cursor(after)
        rows = self._filter().select_related("member", "reply_to__member")
        if place is not None:
            rows = rows.filter(Q(created_at__gt=place[0]) | Q(created_at=place[0], key__gt=place[1]))
        number = Window(
            RowNumber(), partition_by=F(f"{self.relation}_id"), order_by=[F("created_at").asc(), F("key").asc()]
        )
        numbered = rows.annotate(number=number).filter(number__lte=first + 1).order_by("created_at", "key")
        below: dict[int, list[Reply]] = {}
        for row in numbered:
            below.setdefault(getattr(row, f"{self.relation}_id"), []).append(row)
        batch = ReplyBatch([row for found in below.values() for row in found[:first]], context=self.context)
        sources = {reply.row.pk: reply for reply in batch.replies}
        return {parent: self._wrap(parent, below.get(parent, []), sources, first, after) for parent in self.ids}

    def _wrap(
        self, parent: int, found: list[Reply], sources: dict[int, ReplySource], first: int, after: str | None
    ) -> KeysetPage:
        shown = [sources[row.pk] for row in found[:first]]
        return KeysetPage(
            [(reply.place, reply) for reply in shown],
            ends=[reply.place for reply in shown],
            has_next=len(found) > first,
            after=after,
            count=lambda: self.counts.get(parent, 0),
        )

    @cached_property
    def counts(self) -> dict[int, int]:
        """How many stand below each, one query for all."""
        column = f"{self.relation}_id"
        return dict(self._filter().values_list(column).annotate(count=Count("pk")).order_by())

    @cached_property
    def own_waiting(self) -> dict[int, list[ReplySource]]:
        """What the one who asks has written below each and not everybody sees, oldest first; one query for all."""
        viewer = self.context.member
        member = viewer.find_member() if viewer is not None else None
        if member is None:
            return {}
        rows = (
            Reply.objects.written_by(member)
            .exclude(state=ContributionState.APPROVED)
            .filter(**self._below())
            .select_related("member", "reply_to__member")
            .order_by("created_at", "key")
        )
        found: dict[int, list[ReplySource]] = {}
        for reply in ReplyBatch(list(rows[:_OWN_AT_MOST]), context=self.context, is_for_author=True).replies:
            found.setdefault(getattr(reply.row, f"{self.relation}_id"), []).append(reply)
        return found

    def _filter(self) -> QuerySet[Reply]:
        rows = Reply.objects.filter(**self._below())
        if self.relation != "post":
            return rows.filter(state=ContributionState.APPROVED)
        # One that is gone keeps its place for the answers below it.
        answers = Reply.objects.visible().filter(parent=OuterRef("pk"))
        return rows.filter(Q(state=ContributionState.APPROVED) | Exists(answers))

    def _below(self) -> dict[str, Any]:
        """What stands right below `ids`: below a post, replies that answer it and no other."""
        below: dict[str, Any] = {f"{self.relation}__in": self.ids}
        return {**below, "parent": None} if self.relation == "post" else below


def find_replies(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, ReplySource]:
    """The replies among `keys` that everybody may see, below posts that everybody may see; one query."""
    rows = Reply.objects.visible().filter(key__in=list(keys), post__in=Post.objects.visible())
    batch = ReplyBatch(list(rows.select_related("member", "reply_to__member")), context=context)
    return {reply.row.key: reply for reply in batch.replies}


def wrap_reply(row: Reply, *, context: RequestContext) -> ReplySource:
    """What its author sees of `row` right after writing it."""
    return ReplyBatch([row], context=context, is_for_author=True).replies[0]


def describe_answered(row: Reply) -> dict[str, Any]:
    """What a reply says of the one it answers."""
    return {"key": row.key, "author": describe_author(row.member)}
