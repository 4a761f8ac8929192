"""What people answer to proposals, and what they take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from campaigns.shelving.applying import apply, undo
from campaigns.shelving.models import ChangeState, ShelfChange
from cms.catalog.reach.selectors import find_reach, make_condition


def keep_reached(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of `rows` about products that `user` is responsible for; all for who is not limited."""
    return rows.filter(make_condition(find_reach(user), category="product__category", brand="product__brand"))


def keep_shown(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of `rows` that `user` may look at: some areas hide the products of the others."""
    return keep_reached(rows, user) if find_reach(user).hides_rest else rows


def accept(proposals: QuerySet[ShelfChange], *, user: Any, at: datetime) -> list[ShelfChange]:
    """Do what is proposed for products within reach of `user`; of the changes returned some may have failed."""
    waiting = keep_reached(proposals.filter(state=ChangeState.PROPOSED), user)
    changes = list(waiting.select_related("product").order_by("pk"))
    apply(changes, user=user, at=at)
    return changes


def refuse(proposals: QuerySet[ShelfChange], *, user: Any, at: datetime) -> int:
    """Have them stay away for as long as the settings say; returns how many."""
    waiting = keep_reached(proposals.filter(state=ChangeState.PROPOSED), user)
    ids = list(waiting.values_list("pk", flat=True))
    return ShelfChange.objects.filter(pk__in=ids, state=ChangeState.PROPOSED).update(
        state=ChangeState.REFUSED, decided_at=at, decided_by=user
    )


def take_back(changes: QuerySet[ShelfChange], *, user: Any, at: datetime) -> tuple[int, Sequence[ShelfChange]]:
    """Undo what has been done; returns how many, and what stays because somebody has changed it since."""
    done = keep_reached(changes.filter(state=ChangeState.APPLIED), user)
    ids = list(done.order_by("-pk").values_list("pk", flat=True))
    undo([ShelfChange(pk=pk) for pk in ids], user=user, at=at)
    kept = ShelfChange.objects.filter(pk__in=ids, state=ChangeState.KEPT).select_related("product")
    return ShelfChange.objects.filter(pk__in=ids, state=ChangeState.UNDONE).count(), list(kept)
