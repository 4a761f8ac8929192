"""Keeps the embedded index beside Elasticsearch in step: a consumer of its own, so that it holds up nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cms.delivery import outbox
from search.documents import build_documents
from search.engines import find_stand_in, list_engines
from search.engines.base import EngineUnavailable

CONSUMER = "stand_in"
_BATCH = 2000


def register() -> None:
    """Only where there is a cluster that may go away: nobody has to look for work that never comes."""
    if len(list_engines()) > 1:
        outbox.register_consumer(outbox.Consumer(CONSUMER, apply, batch_size=_BATCH))


def announce(products: Sequence[str], *, at: datetime) -> None:
    """These products have changed in the cluster; nothing where no index stands in."""
    try:
        has_stand_in = find_stand_in() is not None
    except EngineUnavailable:
        # One that cannot be read is made anew by a rebuild, with everything in it.
        return
    if has_stand_in:
        outbox.enqueue(CONSUMER, products, available_at=at)


def apply(keys: list[str], at: datetime) -> dict[str, str]:
    """Bring the embedded index up to the present state of these products."""
    stand_in = find_stand_in()
    if stand_in is None:
        return {}
    documents, failures = build_documents(keys, at=at)
    return failures | stand_in.apply(documents, replaces=[key for key in keys if key not in failures])
