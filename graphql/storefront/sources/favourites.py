"""What a member keeps: a page of it in one query, then the things themselves, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from cms.community.models import Favourite
from storefront.context import RequestContext
from storefront.keysets import KeysetPage, Place, decode_cursor
from storefront.sources.finders import BY_KIND


@dataclass(frozen=True, slots=True)
class FavouriteSource:
    """One thing that is kept; `item` is None where it is gone."""

    kind: str
    key: str
    created_at: datetime
    item: Any | None


def read_favourites(
    *, kind: str | None, first: int, after: str | None, locale: str, context: RequestContext
) -> KeysetPage:
    """A page of what the one who asks keeps, the latest first."""
    viewer = context.member
    member = viewer.find_member() if viewer is not None else None
    rows = Favourite.objects.filter(member=member) if member is not None else Favourite.objects.none()
    rows = rows.filter(kind=kind) if kind is not None else rows
    place = decode_cursor(after)
    behind = rows
    if place is not None:
        moment, name = place
        behind = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=_read_pk(name)))
    found = list(behind.order_by("-created_at", "-pk")[: first + 1])
    shown = found[:first]
    items = _find_items(shown, locale=locale, context=context)
    return KeysetPage(
        [
            (_place(row), FavouriteSource(row.kind, row.key, row.created_at, items.get((row.kind, row.key))))
            for row in shown
        ],
        ends=[_place(row) for row in shown],
        has_next=len(found) > first,
        after=after,
        count=lambda: rows.count(),
    )


def _find_items(rows: list[Favourite], *, locale: str, context: RequestContext) -> dict[tuple[str, str], Any]:
    items: dict[tuple[str, str], Any] = {}
    for kind in {row.kind for row in rows} & BY_KIND.keys():
        keys = [row.key for row in rows if row.kind == kind]
        items.update({(kind, key): item for key, item in BY_KIND[kind](keys, locale=locale, context=context).items()})
    return items


def _place(row: Favourite) -> Place:
    return row.created_at, str(row.pk)


def _read_pk(name: str) -> int:
    return int(name) if name.isascii() and name.isdecimal() and len(name) < 19 else 0
