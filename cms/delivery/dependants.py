"""Renders again exactly the documents that show something that changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from cms.delivery import documents, outbox, services
from cms.delivery.kinds import Rendered, get_kind
from cms.delivery.models import DeliveryDocument

_BATCH = 200


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(name=services.DEPENDANTS, apply=render_dependants, batch_size=50))


def render_dependants(targets: list[str], at: datetime) -> dict[str, str]:
    """Render every live or planned document that shows one of `targets`."""
    ids = list(
        DeliveryDocument.objects.open(at=at)
        .filter(dependencies__target__in=targets)
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )
    for start in range(0, len(ids), _BATCH):
        render_again(ids[start : start + _BATCH], at=at)
    return {}


def render_again(ids: list[int], *, at: datetime) -> set[str]:
    """Render these documents from what they were rendered from; windows stay. Returns the keys that changed.

    The rows are locked before their sources are read, so that a publication meanwhile is never overwritten.
    """
    changed: dict[str, set[str]] = defaultdict(set)
    with transaction.atomic():
        rows = list(DeliveryDocument.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        by_kind: dict[str, list[DeliveryDocument]] = defaultdict(list)
        for row in rows:
            by_kind[row.kind].append(row)
        for name, group in by_kind.items():
            changed[name] |= documents.rewrite(_render(name, group, at=at), at=at)
        for name, keys in changed.items():
            services.announce_changed(name, keys, at=at)
    return {f"{name}:{key}" for name, keys in changed.items() for key in keys}


def _render(name: str, rows: list[DeliveryDocument], *, at: datetime) -> list[tuple[DeliveryDocument, Rendered]]:
    kind = get_kind(name)
    # What is live is rendered from the saved object, what is planned from its revision.
    sources = sorted({(row.source_id, row.revision_id if row.live_from > at else None) for row in rows}, key=str)
    objects = [(source, found) for source, found in zip(sources, kind.load(sources), strict=True) if found is not None]
    rendered = dict(zip([source for source, _ in objects], kind.render([found for _, found in objects]), strict=True))
    pairs = []
    for row in rows:
        source = (row.source_id, row.revision_id if row.live_from > at else None)
        for one in rendered.get(source, []):
            if (one.key, one.locale) == (row.key, row.locale):
                pairs.append((row, one))
    return pairs
