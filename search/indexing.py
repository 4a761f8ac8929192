"""Keeps the index in step with what is delivered: consumer of the outbox, rebuild, comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice

from django.conf import settings
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.selectors import list_documents
from search import standing_in
from search.analysis.scripts import has_han
from search.boundaries import CONSUMER
from search.corpora import CORPORA, Corpus
from search.engines import PRODUCTS, get_engine, list_engines
from search.engines.base import Engine, EngineError, EngineUnavailable, IndexDocument, Rebuilt
from search.suggesting.working import plan_refresh

__all__ = ["CONSUMER", "apply", "compare", "has_index", "rebuild", "register", "repair"]

_BATCH = 400
_LONGEST_WORD = 12
_PRODUCTS = CORPORA[PRODUCTS]


def register() -> None:
    """Have the outbox tell each corpus's index of every change of a document."""
    # A cluster answers while the next batch is made ready; the embedded index has one writer at a time.
    threads = 2 if len(list_engines()) > 1 else 1
    for corpus in CORPORA.values():
        consumer = outbox.Consumer(
            corpus.consumer,
            partial(apply, corpus=corpus),
            batch_size=_BATCH,
            watches_documents=True,
            threads=threads,
        )
        outbox.register_consumer(consumer)


def apply(targets: list[str], at: datetime, *, corpus: Corpus = _PRODUCTS) -> dict[str, str]:
    """Bring the corpus's index up to the present state of `targets`; returns why one failed.

    Brands and categories are in no index: where they are shown, the product's own document changes.
    """
    keys = [key for target in targets if (key := corpus.read_target(target)) is not None]
    if not keys:
        return {}
    documents, failures = corpus.build(keys, at)
    # What cannot be read stays as it is in the index until it can.
    replaced = [key for key in keys if key not in failures]
    try:
        failures |= get_engine(corpus.name).apply(documents, replaces=replaced)
    except EngineUnavailable as error:
        raise outbox.ConsumerAway(str(error)) from error
    standing_in.announce(corpus, keys, at=at)
    corpus.plan(keys, at)
    if corpus.name == PRODUCTS:
        plan_refresh(at=at)
    return {corpus.write_target(key): reason for key, reason in failures.items()}


def has_index(engine: Engine | None = None) -> bool:
    """Whether there is an index that this version can read."""
    try:
        return (engine or get_engine()).describe()["generation"] is not None
    except EngineError:
        return False


def rebuild(
    *,
    at: datetime,
    corpus: Corpus = _PRODUCTS,
    engine: Engine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Rebuilt, dict[str, str]]:
    """Write a new index beside the live one and swap; what changes meanwhile is replayed before.

    Returns what was built and which keys could not be. One that was cut off goes on where it was, in an engine that
    keeps what it has. `on_progress` is told (keys done, of how many).
    """
    total = corpus.count(at=at)
    failures: dict[str, str] = {}
    with (engine or get_engine(corpus.name)).rebuild(vocabulary=collect_vocabulary(at=at)) as new:
        done = corpus.count(at=at, up_to=new.resume_after) if new.resume_after else 0
        for keys in corpus.iterate_keys(at=at, after=new.resume_after):
            documents, failed = corpus.build(keys, timezone.now())
            failures |= failed | new.add(documents, up_to=keys[-1])
            corpus.plan(keys, at)
            done += len(keys)
            if on_progress is not None:
                on_progress(done, max(total, done))
        return new.finish(lambda keys: corpus.build(keys, timezone.now())[0]), failures


def collect_vocabulary(*, at: datetime) -> frozenset[str]:
    """Chinese names of brands and categories: words that a dictionary may not know."""
    return frozenset(
        document.data["name"]
        for kind in ("brand", "category")
        for locale, _ in settings.WAGTAIL_CONTENT_LANGUAGES
        for document in list_documents(kind, locale=locale, at=at)
        if 2 <= len(document.data["name"]) <= _LONGEST_WORD and has_han(document.data["name"])
    )


@dataclass(slots=True)
class Comparison:
    """How index and delivery differ, as index keys."""

    served: int = 0
    missing: set[str] = field(default_factory=set)
    extra: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)

    @property
    def differing(self) -> list[str]:
        return sorted(self.missing | self.extra | self.stale)


def compare(
    *,
    at: datetime,
    corpus: Corpus = _PRODUCTS,
    engine: Engine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Find what the index lacks, has in excess, or has in another state than they are served in."""
    indexed: dict[str, dict[str, str]] = {}
    for key, locale, content_hash in (engine or get_engine(corpus.name)).read().list_hashes():
        indexed.setdefault(key, {})[locale] = content_hash
    total = corpus.count(at=at)
    comparison = Comparison()
    for keys in corpus.iterate_keys(at=at):
        documents, failures = corpus.build(keys, at)
        comparison.unreadable.update(failures)
        _compare_batch(comparison, keys, documents, indexed)
        if on_progress is not None:
            on_progress(comparison.served, max(total, comparison.served))
    comparison.extra.update(indexed)
    return comparison


def _compare_batch(
    comparison: Comparison, keys: list[str], documents: list[IndexDocument], indexed: dict[str, dict[str, str]]
) -> None:
    expected: dict[str, dict[str, str]] = {}
    for document in documents:
        expected.setdefault(document.key, {})[document.locale] = document.content_hash
    comparison.served += len(keys)
    for key in keys:
        if key in comparison.unreadable:
            indexed.pop(key, None)
        elif key in expected:
            found = indexed.pop(key, None)
            if found is None:
                comparison.missing.add(key)
            elif found != expected[key]:
                comparison.stale.add(key)


def repair(comparison: Comparison, *, at: datetime, corpus: Corpus = _PRODUCTS) -> int:
    """Have the consumer look again at what differs; going through the outbox keeps the order of changes."""
    keys = iter(comparison.differing)
    while batch := list(islice(keys, _BATCH)):
        outbox.enqueue(corpus.consumer, [corpus.write_target(key) for key in batch], available_at=at)
    return len(comparison.differing)
