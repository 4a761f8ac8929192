"""The boards that somebody is responsible for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from cms.community.models import Board, BoardLimit

_CACHE = "_boards_of_responsibility"


def find_boards(user: Any) -> frozenset[str] | None:
    """The slugs of the boards that `user` decides on; None for all of them. One query for each object of a user."""
    if user is None or not user.is_authenticated or user.is_superuser:
        return None
    if not hasattr(user, _CACHE):
        limits = BoardLimit.objects.filter(Q(user=user) | Q(group__in=user.groups.all())).select_related("board")
        own = [limit for limit in limits if limit.user_id is not None] or list(limits)
        setattr(user, _CACHE, frozenset(limit.board.slug for limit in own) or None)
    return getattr(user, _CACHE)


def may_reach_board(user: Any, slug: str) -> bool:
    """Whether what stands on the board is `user`'s to decide."""
    boards = find_boards(user)
    return boards is None or slug in boards


def name_boards(user: Any) -> list[str]:
    """What the boards of `user` are called."""
    return [board.name for board in Board.objects.filter(slug__in=find_boards(user) or ())]


def name_keepers(slug: str) -> list[str]:
    """Who is responsible for a board, by name."""
    limits = BoardLimit.objects.filter(board__slug=slug).select_related("group", "user").order_by("pk")
    return list(dict.fromkeys(limit.owner for limit in limits))
