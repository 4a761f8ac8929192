from __future__ import annotations

from functools import cached_property

from django.db.models import Count

from cms.community.models import Board, Post
from cms.delivery.selectors import LiveDocument, find_documents, list_documents
from storefront.context import RequestContext
from storefront.sources.batches import DocumentBatch
from storefront.sources.references import Reference


class BoardBatch(DocumentBatch):
    kind = "board"

    @cached_property
    def post_counts(self) -> dict[str, int]:
        """How many posts everybody sees, by board: one query for all of the batch."""
        rows = Post.objects.visible().filter(board__slug__in=self.keys).values_list("board__slug")
        return dict(rows.annotate(count=Count("pk")).order_by())

    @cached_property
    def boards(self) -> dict[str, Board]:
        """The boards themselves, for who may post: one query for all of the batch."""
        return {board.slug: board for board in Board.objects.filter(slug__in=self.keys)}


class BoardSource(Reference):
    """A board as its type reads it."""

    __slots__ = ()
    typename = "Board"
    batch: BoardBatch

    @property
    def post_count(self) -> int:
        return self.batch.post_counts.get(self.key, 0)

    def is_open_to(self, tier: str) -> bool:
        board = self.batch.boards.get(self.key)
        return board is not None and board.is_open_to(tier)


def find_boards(keys: list[str], *, locale: str, context: RequestContext) -> dict[str, BoardSource]:
    """The boards among `keys`, in one query."""
    return _wrap(find_documents("board", keys, locale=locale, at=context.at), locale, context)


def list_boards(*, locale: str, context: RequestContext) -> list[BoardSource]:
    """Every board, in the order its editors gave them; one query."""
    documents = {one.key: one for one in list_documents("board", locale=locale, at=context.at)}
    boards = _wrap(documents, locale, context).values()
    return sorted(boards, key=lambda board: (board.read("position", 0), board.key))


def _wrap(documents: dict[str, LiveDocument], locale: str, context: RequestContext) -> dict[str, BoardSource]:
    batch = BoardBatch(documents, locale=locale, at=context.at, documents=documents)
    return {key: BoardSource(batch, key) for key in documents}
