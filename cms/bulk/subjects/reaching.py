"""Keeps rows within what somebody is responsible for."""

from __future__ import annotations

from typing import Any

from cms.bulk.subjects.subject import RowRefused
from cms.catalog.reach.refusing import find_move_refusal, find_refusal


def require_reach(user: Any, row: Any) -> None:
    """Raise RowRefused, with the reason and whom to ask, for what lies outside of what `user` is responsible for."""
    if reason := find_refusal(user, row):
        raise RowRefused(reason)


def require_place(user: Any, category: Any, brand: Any) -> None:
    """The same for where something is to be put."""
    if reason := find_move_refusal(user, category, brand):
        raise RowRefused(reason, "category")
