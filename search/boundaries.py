"""Instants at which a product will be different without anyone changing it: the index looks again then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from cms.catalog.models import Availability, Offer
from cms.catalog.selectors import find_shelf_boundaries
from cms.delivery import outbox
from cms.delivery.models import DeliveryDocument, OutboxEntry

CONSUMER = "index"


def plan_boundaries(keys: Sequence[str], *, after: datetime) -> int:
    """Enqueue each product at its next boundary, once; returns how many entries are new.

    Only the next one: applied then, it plans the one after. Changing an offer or a document applies it too, so a
    boundary that moves nearer is never missed; one that moved away costs a look that finds nothing new.
    """
    boundaries = find_boundaries(keys, after=after)
    if not boundaries:
        return 0
    targets = {f"product:{key}": instant for key, instant in boundaries.items()}
    planned = set(
        OutboxEntry.objects.filter(
            consumer=CONSUMER, key__in=list(targets), available_at__in=list(set(targets.values()))
        ).values_list("key", "available_at")
    )
    by_instant: dict[datetime, list[str]] = {}
    for target, instant in targets.items():
        if (target, instant) not in planned:
            by_instant.setdefault(instant, []).append(target)
    for instant, new in by_instant.items():
        outbox.enqueue(CONSUMER, new, available_at=instant)
    return sum(map(len, by_instant.values()))


def find_boundaries(keys: Sequence[str], *, after: datetime) -> dict[str, datetime]:
    """By product key the next instant after `after` at which a shelf, a presale or a document opens or ends."""
    found = find_shelf_boundaries(keys, after=after)
    for key, *instants in (*_read_presales(keys, after), *_read_windows(keys, after)):
        for instant in instants:
            if instant is not None and instant > after and (key not in found or instant < found[key]):
                found[key] = instant
    return found


def _read_presales(keys: Sequence[str], after: datetime) -> Sequence[tuple]:
    offers = Offer.objects.filter(
        Q(presale_starts_at__gt=after) | Q(presale_ends_at__gt=after),
        product__key__in=list(keys),
        availability=Availability.PRESALE,
    )
    return list(offers.values_list("product__key", "presale_starts_at", "presale_ends_at"))


def _read_windows(keys: Sequence[str], after: datetime) -> Sequence[tuple]:
    documents = DeliveryDocument.objects.filter(
        Q(live_from__gt=after) | Q(live_until__gt=after), kind="product", key__in=list(keys), release=""
    )
    return list(documents.values_list("key", "live_from", "live_until"))
