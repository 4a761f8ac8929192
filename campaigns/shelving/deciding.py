"""What people answer to proposals, and what they take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from campaigns.shelving.applying import apply, undo
from campaigns.shelving.models import ChangeState, ShelfChange


def accept(proposals: QuerySet[ShelfChange], *, user: Any, at: datetime) -> list[ShelfChange]:
    """Do what is proposed; returns the changes, of which some may have failed and say why."""
    changes = list(proposals.filter(state=ChangeState.PROPOSED).order_by("pk"))
    apply(changes, user=user, at=at)
    return changes


def refuse(proposals: QuerySet[ShelfChange], *, user: Any, at: datetime) -> int:
    """Have them stay away for as long as the settings say; returns how many."""
    waiting = proposals.filter(state=ChangeState.PROPOSED)
    ids = list(waiting.values_list("pk", flat=True))
    return ShelfChange.objects.filter(pk__in=ids, state=ChangeState.PROPOSED).update(
        state=ChangeState.REFUSED, decided_at=at, decided_by=user
    )


def take_back(changes: QuerySet[ShelfChange], *, user: Any, at: datetime) -> tuple[int, Sequence[ShelfChange]]:
    """Undo what has been done; returns how many, and what stays because somebody has changed it since."""
    ids = list(changes.filter(state=ChangeState.APPLIED).order_by("-pk").values_list("pk", flat=True))
    undo([ShelfChange(pk=pk) for pk in ids], user=user, at=at)
    kept = ShelfChange.objects.filter(pk__in=ids, state=ChangeState.KEPT).select_related("product")
    return ShelfChange.objects.filter(pk__in=ids, state=ChangeState.UNDONE).count(), list(kept)
