"""Posts of one answer: rows and authors in one query, documents in another, the rest only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from cms.community.models import Favourite, FavouriteKind, Like, Post, Upload
from cms.community.posts.rendering import describe_posts
from cms.community.posts.uses import name_use
from cms.delivery.live import LiveDocument
from cms.delivery.selectors import find_documents
from storefront.context import RequestContext
from storefront.sources.authors import AuthorSource, describe_author
from storefront.sources.boards import BoardBatch, BoardSource
from storefront.sources.products import ProductSource, find_products
from storefront.sources.replies import ReplyThreads


class PostSource:
    """A post as its type reads it: `data` is its document, or the same said of a post that waits."""

    __slots__ = ("batch", "data", "document", "row")
    typename = "Post"

    def __init__(self, batch: PostBatch, row: Post, data: dict[str, Any], document: LiveDocument | None) -> None:
        self.batch = batch
        self.row = row
        self.data = data
        self.document = document

    @property
    def locale(self) -> str:
        return self.row.locale

    @property
    def is_fallback(self) -> bool:
        return self.row.locale != self.batch.locale

    @property
    def author(self) -> AuthorSource | None:
        return describe_author(self.row.member)

    @property
    def board(self) -> BoardSource | None:
        slug = self.data["board"]
        return BoardSource(self.batch.boards, slug) if self.batch.boards.find(slug) else None

    @property
    def products(self) -> list[ProductSource]:
        found = self.batch.products
        return [found[key] for key in self.data["products"] if key in found]

    @property
    def picture_keys(self) -> list[str]:
        return self.batch.picture_keys.get(name_use(self.row), [])

    @property
    def is_mine(self) -> bool:
        return self.row.pk in self.batch.own

    @property
    def is_liked(self) -> bool:
        return self.row.pk in self.batch.liked

    @property
    def is_favourite(self) -> bool:
        return self.row.key in self.batch.kept


class PostBatch:
    """Posts that belong to one answer, in the order of `rows`; `rows` have their members along."""

    def __init__(self, rows: Sequence[Post], *, locale: str, context: RequestContext, for_author: bool = False) -> None:
        self.locale = locale
        self.context = context
        self.posts = self._describe_own(rows) if for_author else self._read(rows)

    def _read(self, rows: Sequence[Post]) -> list[PostSource]:
        documents = find_documents("post", [row.key for row in rows], locale=self.locale, at=self.context.at)
        return [
            PostSource(self, row, documents[row.key].data, documents[row.key]) for row in rows if row.key in documents
        ]

    def _describe_own(self, rows: Sequence[Post]) -> list[PostSource]:
        described = describe_posts(rows, for_author=True)
        return [PostSource(self, row, body, None) for row, (body, _uploads) in zip(rows, described, strict=True)]

    @cached_property
    def boards(self) -> BoardBatch:
        return BoardBatch([post.data["board"] for post in self.posts], locale=self.locale, at=self.context.at)

    @cached_property
    def products(self) -> dict[str, ProductSource]:
        keys = dict.fromkeys(key for post in self.posts for key in post.data["products"])
        return find_products(keys, locale=self.locale, context=self.context)

    @cached_property
    def threads(self) -> ReplyThreads:
        return ReplyThreads("post", [post.row.pk for post in self.posts], context=self.context)

    @cached_property
    def own(self) -> set[int]:
        viewer = self.context.member
        member = viewer.find_member() if viewer is not None else None
        return {post.row.pk for post in self.posts if member is not None and post.row.member_id == member.pk}

    @cached_property
    def picture_keys(self) -> dict[str, list[str]]:
        """The uploads of one's own posts, those that are no images yet included."""
        names = [name_use(post.row) for post in self.posts if post.is_mine]
        found: dict[str, list[str]] = {}
        rows = Upload.objects.filter(used_for__in=names).order_by("position", "pk")
        for name, key in rows.values_list("used_for", "key"):
            found.setdefault(name, []).append(key)
        return found

    @cached_property
    def liked(self) -> set[int]:
        viewer = self.context.member
        member = viewer.find_member() if viewer is not None else None
        if member is None:
            return set()
        likes = Like.objects.filter(member=member, post__in=[post.row.pk for post in self.posts])
        return set(likes.values_list("post_id", flat=True))

    @cached_property
    def kept(self) -> set[str]:
        viewer = self.context.member
        member = viewer.find_member() if viewer is not None else None
        if member is None:
            return set()
        keys = [post.row.key for post in self.posts]
        kept = Favourite.objects.filter(member=member, kind=FavouriteKind.POST, key__in=keys)
        return set(kept.values_list("key", flat=True))


def read_rows() -> Any:
    """The posts everybody may see, with their authors and without the texts that their documents have."""
    return Post.objects.visible().select_related("member").defer("html")


def find_posts(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, PostSource]:
    """The posts among `keys` that everybody may see; two queries."""
    keys = list(keys)
    if not keys:
        return {}
    batch = PostBatch(list(read_rows().filter(key__in=keys)), locale=locale, context=context)
    return {post.row.key: post for post in batch.posts}


def find_own_post(key: str, *, locale: str, context: RequestContext) -> PostSource | None:
    """A post of the one who asks that not everybody sees: it waits, or was rejected."""
    viewer = context.member
    member = viewer.find_member() if viewer is not None else None
    if member is None:
        return None
    rows = Post.objects.written_by(member).filter(key=key).select_related("member")
    posts = PostBatch(list(rows), locale=locale, context=context, for_author=True).posts
    return posts[0] if posts else None


def wrap_own_post(row: Post, *, locale: str, context: RequestContext) -> PostSource:
    """What its author sees of `row` right after writing it."""
    return PostBatch([row], locale=locale, context=context, for_author=True).posts[0]
