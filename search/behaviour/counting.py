"""Counts what is new: events and searches become rows a day, each exactly once however often this is cut off.

Marking as counted and adding up are one transaction, under the lock of the one `Learning` row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from search.behaviour.adding import add_rows
from search.behaviour.learning.click_model import assume_examination
from search.behaviour.learning.tallying import COLUMNS, Asked, Fact, Tally, tally
from search.behaviour.models import (
    Event,
    Learning,
    PlacementCount,
    ProductDay,
    ProductPair,
    QueryDay,
    SearchRecord,
)

BATCH = 4_000
_CLIENTS_TOGETHER = 400
_WAITS_FOR_ITS_SEARCH = timedelta(minutes=2)
_FIELDS = ("client", "action_name", "object_id", "object_id_field", "occurred_at", "query_id", "ordinal")


def hold_learning() -> Learning:
    """The row whose lock lets one count at a time. Call it inside a transaction."""
    learning = Learning.objects.select_for_update().filter(pk=1).first()
    if learning is None:
        Learning.objects.get_or_create(pk=1)
        learning = Learning.objects.select_for_update().get(pk=1)
    return learning


@transaction.atomic
def count_searches(*, limit: int = BATCH) -> int:
    """Add searches that have not been counted to their phrases' days; returns how many there were."""
    hold_learning()
    records = list(SearchRecord.objects.filter(is_counted=False).order_by("pk")[:limit])
    rows: dict[tuple[str, str, date], list[int]] = {}
    for record in records:
        if record.phrase:
            key = (record.locale, record.phrase, timezone.localdate(record.searched_at))
            _add_search(rows.setdefault(key, [0, 0, 0, 0, 0, 0]), record)
    add_rows(
        QueryDay,
        [[*key, *values] for key, values in rows.items()],
        keys=("locale", "phrase", "day"),
        sums=("searches", "narrowed", "empty", "took_ms"),
        largest=("slowest_ms",),
        latest=("found",),
    )
    SearchRecord.objects.filter(pk__in=[record.pk for record in records]).update(is_counted=True)
    return len(records)


def _add_search(row: list[int], record: SearchRecord) -> None:
    if record.is_narrowed:
        row[1] += 1
        return
    row[0] += 1
    row[2] += record.found == 0
    row[3] += record.took_ms
    row[4] = max(row[4], record.took_ms)
    row[5] = record.found


@transaction.atomic
def count_events(*, at: datetime, limit: int = BATCH) -> tuple[int, set[str], set[int]]:
    """Add events that have not been counted; returns how many, the products whose weight has changed, whose they are.

    An event that belongs to a search waits a moment for it: the web server writes searches down a little later.
    """
    learning = hold_learning()
    known = SearchRecord.objects.filter(query_id=OuterRef("query_id"))
    ready = Q(query_id__isnull=True) | Q(received_at__lte=at - _WAITS_FOR_ITS_SEARCH) | Exists(known)
    events = list(Event.objects.filter(ready, is_counted=False).order_by("pk")[:limit])
    if not events:
        return 0, set(), set()
    facts = [_make_fact(event) for event in events]
    earlier = _find_earlier(facts)
    searches = _find_searches({one.query_id for one in (*facts, *earlier) if one.query_id})
    examination = learning.examination or assume_examination()
    result = tally(facts, earlier, searches, examination)
    _write(result)
    Event.objects.filter(pk__in=[event.pk for event in events]).update(is_counted=True)
    members = {event.member_id for event in events if event.member_id is not None}
    return len(events), {key for key, _day in result.weights}, members


def _make_fact(event: Any) -> Fact:
    return Fact(
        client=event.client,
        action=event.action_name,
        product=event.object_id if event.object_id_field == "product" else "",
        day=timezone.localdate(event.occurred_at),
        query_id=str(event.query_id) if event.query_id else None,
        ordinal=event.ordinal,
    )


def _find_earlier(facts: Sequence[Fact]) -> list[Fact]:
    """What the same shoppers did on these days and has been counted."""
    clients = sorted({fact.client for fact in facts})
    days = {fact.day for fact in facts}
    start, end = _start(min(days)), _start(max(days) + timedelta(days=1))
    found: list[Fact] = []
    for place in range(0, len(clients), _CLIENTS_TOGETHER):
        events = Event.objects.filter(
            client__in=clients[place : place + _CLIENTS_TOGETHER],
            occurred_at__gte=start,
            occurred_at__lt=end,
            is_counted=True,
        )
        found += [_make_fact(event) for event in events.order_by("pk").only(*_FIELDS)]
    return found


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware at once


def _find_searches(ids: Iterable[str]) -> dict[str, Asked]:
    wanted = sorted(ids)
    found: dict[str, Asked] = {}
    for place in range(0, len(wanted), _CLIENTS_TOGETHER):
        part = [UUID(one) for one in wanted[place : place + _CLIENTS_TOGETHER]]
        for record in SearchRecord.objects.filter(query_id__in=part):
            found[str(record.query_id)] = Asked(
                record.locale,
                record.phrase,
                timezone.localdate(record.searched_at),
                tuple(record.hits),
                record.is_narrowed,
            )
    return found


def _write(result: Tally) -> None:
    columns = tuple(COLUMNS.values())
    add_rows(
        ProductDay,
        [
            [*row, *(counts[column] for column in columns), result.weights.get(row, 0.0)]
            for row, counts in result.products.items()
        ],
        keys=("product_key", "day"),
        sums=(*columns, "weight"),
    )
    add_rows(
        QueryDay,
        [[*row, result.followed[row], result.clicked[row]] for row in result.followed | result.clicked],
        keys=("locale", "phrase", "day"),
        sums=("followed", "clicked"),
    )
    today = timezone.localdate()
    places = result.shown_at | result.clicked_at
    add_rows(
        PlacementCount,
        [[*row, result.shown_at[row], result.clicked_at[row], today] for row in places],
        keys=("locale", "phrase", "product_key", "place"),
        sums=("shown", "clicked"),
        latest=("seen_on",),
    )
    add_rows(
        ProductPair,
        [[*row, count, today] for row, count in result.pairs.items()],
        keys=("kind", "product_key", "other_key"),
        sums=("count",),
        latest=("seen_on",),
    )
