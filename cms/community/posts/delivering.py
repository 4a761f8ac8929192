"""Makes boards and posts kinds of delivery documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from cms.community.models import Board, Post
from cms.community.posts.services import KIND
from cms.delivery import kinds
from cms.delivery.kinds import Rendered
from cms.delivery.model_kinds import SavedKind
from cms.delivery.problems import Problem

_CHUNK = 200


class PostKind:
    """Live by being approved; nothing shows a post but lists, which read it anew."""

    name = KIND
    model: type[Model] = Post
    changes_target = False

    def load(self, sources: Sequence[tuple[int, int | None]]) -> list[Any | None]:
        found = Post.objects.in_bulk([source_id for source_id, _revision in sources])
        return [found.get(source_id) for source_id, _revision in sources]

    def render(self, objects: Sequence[Any]) -> list[list[Rendered]]:
        from cms.community.posts.rendering import render_posts

        return render_posts(objects)

    def check(self, source: Any, at: datetime) -> Sequence[Problem]:
        return ()

    def iterate(self) -> Iterator[Any]:
        return Post.objects.visible().order_by("pk").iterator(chunk_size=_CHUNK)

    def count(self) -> int:
        return Post.objects.visible().count()


def register() -> None:
    """Make the kinds known."""
    from cms.community.posts import rendering

    kinds.register(SavedKind("board", Board, rendering.render_boards))
    kinds.register(PostKind())
