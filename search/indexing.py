"""Keeps the index in step with what is delivered: consumer of the outbox, rebuild, comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import DeliveryDocument
from cms.delivery.selectors import list_documents
from search import standing_in
from search.analysis.scripts import has_han
from search.boundaries import CONSUMER, plan_boundaries
from search.documents import build_documents
from search.engines import get_engine
from search.engines.base import Engine, EngineError, EngineUnavailable, IndexDocument, Rebuilt

__all__ = ["CONSUMER", "apply", "compare", "has_index", "rebuild", "register", "repair"]

_BATCH = 400
_LONGEST_WORD = 12
_PRODUCT = "product:"


def register() -> None:
    """Have the outbox tell the index of every change of a document."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, apply, batch_size=_BATCH, watches_documents=True))


def apply(keys: list[str], at: datetime) -> dict[str, str]:
    """Bring the index up to the present state of `keys`; returns why a key failed.

    Brands and categories are not in the index: where they are shown, the product's own document changes.
    """
    products = [key.removeprefix(_PRODUCT) for key in keys if key.startswith(_PRODUCT)]
    if not products:
        return {}
    documents, failures = build_documents(products, at=at)
    # What cannot be read stays as it is in the index until it can.
    replaced = [key for key in products if key not in failures]
    try:
        failures |= get_engine().apply(documents, replaces=replaced)
    except EngineUnavailable as error:
        raise outbox.ConsumerAway(str(error)) from error
    standing_in.announce(products, at=at)
    plan_boundaries(products, after=at)
    return {_PRODUCT + key: reason for key, reason in failures.items()}


def has_index(engine: Engine | None = None) -> bool:
    """Whether there is an index that this version can read."""
    try:
        return (engine or get_engine()).describe()["generation"] is not None
    except EngineError:
        return False


def rebuild(
    *, at: datetime, engine: Engine | None = None, on_progress: Callable[[int, int], None] | None = None
) -> tuple[Rebuilt, dict[str, str]]:
    """Write a new index beside the live one and swap; what changes meanwhile is replayed before.

    Returns what was built and which products could not be. One that was cut off goes on where it was, in an engine
    that keeps what it has. `on_progress` is told (products done, of how many).
    """
    total = count_products(at=at)
    failures: dict[str, str] = {}
    with (engine or get_engine()).rebuild(vocabulary=collect_vocabulary(at=at)) as new:
        done = count_products(at=at, up_to=new.resume_after) if new.resume_after else 0
        for keys in iterate_keys(at=at, after=new.resume_after):
            documents, failed = build_documents(keys, at=timezone.now())
            failures |= failed | new.add(documents, up_to=keys[-1])
            plan_boundaries(keys, after=at)
            done += len(keys)
            if on_progress is not None:
                on_progress(done, max(total, done))
        return new.finish(_load), failures


def _load(keys: Sequence[str]) -> list[IndexDocument]:
    return build_documents(keys, at=timezone.now())[0]


def collect_vocabulary(*, at: datetime) -> frozenset[str]:
    """Chinese names of brands and categories: words that a dictionary may not know."""
    return frozenset(
        document.data["name"]
        for kind in ("brand", "category")
        for locale, _ in settings.WAGTAIL_CONTENT_LANGUAGES
        for document in list_documents(kind, locale=locale, at=at)
        if 2 <= len(document.data["name"]) <= _LONGEST_WORD and has_han(document.data["name"])
    )


def count_products(*, at: datetime, up_to: str = "") -> int:
    """How many products are served; of those with a key up to `up_to` where it is given."""
    products = DeliveryDocument.objects.filter(kind="product").live(at=at)
    if up_to:
        products = products.filter(key__lte=up_to)
    return products.values("key").distinct().count()


def iterate_keys(*, at: datetime, after: str = "") -> Iterator[list[str]]:
    """The keys of every product served, in batches; a new query a batch, so that no cursor stays open."""
    last = after
    products = DeliveryDocument.objects.filter(kind="product").live(at=at).values_list("key", flat=True)
    while keys := list(products.filter(key__gt=last).order_by("key").distinct()[:_BATCH]):
        yield keys
        last = keys[-1]


@dataclass(slots=True)
class Comparison:
    """How index and delivery differ, as product keys."""

    products: int = 0
    missing: set[str] = field(default_factory=set)
    extra: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)

    @property
    def differing(self) -> list[str]:
        return sorted(self.missing | self.extra | self.stale)


def compare(
    *, at: datetime, engine: Engine | None = None, on_progress: Callable[[int, int], None] | None = None
) -> Comparison:
    """Find products that the index lacks, has in excess, or has in another state than they are served in."""
    indexed: dict[str, dict[str, str]] = {}
    for key, locale, content_hash in (engine or get_engine()).read().list_hashes():
        indexed.setdefault(key, {})[locale] = content_hash
    total = count_products(at=at)
    comparison = Comparison()
    for keys in iterate_keys(at=at):
        documents, failures = build_documents(keys, at=at)
        comparison.unreadable.update(failures)
        _compare_batch(comparison, keys, documents, indexed)
        if on_progress is not None:
            on_progress(comparison.products, max(total, comparison.products))
    comparison.extra.update(indexed)
    return comparison


def _compare_batch(
    comparison: Comparison, keys: list[str], documents: list[IndexDocument], indexed: dict[str, dict[str, str]]
) -> None:
    expected: dict[str, dict[str, str]] = {}
    for document in documents:
        expected.setdefault(document.key, {})[document.locale] = document.content_hash
    comparison.products += len(keys)
    for key in keys:
        if key in comparison.unreadable:
            indexed.pop(key, None)
        elif key in expected:
            found = indexed.pop(key, None)
            if found is None:
                comparison.missing.add(key)
            elif found != expected[key]:
                comparison.stale.add(key)


def repair(comparison: Comparison, *, at: datetime) -> int:
    """Have the consumer look again at what differs; going through the outbox keeps the order of changes."""
    keys = iter(comparison.differing)
    while batch := list(islice(keys, _BATCH)):
        outbox.enqueue(CONSUMER, [_PRODUCT + key for key in batch], available_at=at)
    return len(comparison.differing)
