"""Keeps the embedded indexes beside Elasticsearch in step: a consumer of its own, so that it holds up nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cms.delivery import outbox
from search.corpora import CORPORA, Corpus
from search.engines import find_stand_in, list_engines
from search.engines.base import EngineUnavailable

CONSUMER = "stand_in"
_BATCH = 2000
# Nobody reads it while the cluster answers: it must not take time from what makes the cluster fresh.
_GATHER_SECONDS = 3.0


def register() -> None:
    """Only where there is a cluster that may go away: nobody has to look for work that never comes."""
    if len(list_engines()) > 1:
        outbox.register_consumer(outbox.Consumer(CONSUMER, apply, batch_size=_BATCH, gather_seconds=_GATHER_SECONDS))


def announce(corpus: Corpus, keys: Sequence[str], *, at: datetime) -> None:
    """These have changed in the cluster; nothing where no index stands in."""
    try:
        has_stand_in = find_stand_in(corpus.name) is not None
    except EngineUnavailable:
        # One that cannot be read is made anew by a rebuild, with everything in it.
        return
    if has_stand_in:
        outbox.enqueue(CONSUMER, [corpus.write_target(key) for key in keys], available_at=at)


def apply(targets: list[str], at: datetime) -> dict[str, str]:
    """Bring the embedded indexes up to the present state of these; returns why one failed."""
    failures: dict[str, str] = {}
    for corpus in CORPORA.values():
        keys = [key for target in targets if (key := corpus.read_target(target)) is not None]
        stand_in = find_stand_in(corpus.name) if keys else None
        if stand_in is None:
            continue
        documents, failed = corpus.build(keys, at)
        failed |= stand_in.apply(documents, replaces=[key for key in keys if key not in failed])
        failures |= {corpus.write_target(key): reason for key, reason in failed.items()}
    return failures
