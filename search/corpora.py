"""What is searched: each corpus is an index of its own, fed by the same outbox with the documents of its kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cms.delivery.models import DeliveryDocument
from search.boundaries import CONSUMER, plan_boundaries
from search.documents import build_documents
from search.engines import PAGES, PRODUCTS
from search.engines.base import IndexDocument
from search.pages import PAGE_KINDS, build_pages

_BATCH = 400

Build = Callable[[Sequence[str], datetime], tuple[list[IndexDocument], dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """`build` makes index documents of some keys, and says why others cannot be made.

    Where there are several kinds, an index key names its kind: "article:tea-for-two".
    """

    name: str
    kinds: tuple[str, ...]
    consumer: str
    build: Build
    plan: Callable[[Sequence[str], datetime], object]
    """Have the index look again at these keys when they will be different without a change."""

    def read_target(self, target: str) -> str | None:
        """The index key of an outbox key such as "product:tea"; None for other kinds."""
        kind, _, key = target.partition(":")
        if kind not in self.kinds:
            return None
        return key if len(self.kinds) == 1 else target

    def write_target(self, key: str) -> str:
        """The outbox key of an index key."""
        return f"{self.kinds[0]}:{key}" if len(self.kinds) == 1 else key

    def count(self, *, at: datetime, up_to: str = "") -> int:
        """How many documents are served, each once for all its locales; of those up to a key where it is given."""
        rows = DeliveryDocument.objects.filter(kind__in=self.kinds).live(at=at)
        if up_to:
            kind, _, key = self.write_target(up_to).partition(":")
            within = rows.filter(kind=kind, key__lte=key).values("key").distinct().count()
            return within + rows.filter(kind__lt=kind).values("kind", "key").distinct().count()
        return rows.values("kind", "key").distinct().count()

    def iterate_keys(self, *, at: datetime, after: str = "") -> Iterator[list[str]]:
        """The index keys of all that is served, in order, in batches; a new query a batch: no cursor stays open."""
        first, _, last = self.write_target(after).partition(":") if after else ("", "", "")
        for kind in sorted(self.kinds):
            if kind < first:
                continue
            start = last if kind == first else ""
            rows = DeliveryDocument.objects.filter(kind=kind).live(at=at).values_list("key", flat=True)
            while keys := list(rows.filter(key__gt=start).order_by("key").distinct()[:_BATCH]):
                start = keys[-1]
                yield keys if len(self.kinds) == 1 else [f"{kind}:{key}" for key in keys]


CORPORA = {
    PRODUCTS: Corpus(
        PRODUCTS,
        ("product",),
        CONSUMER,
        lambda keys, at: build_documents(keys, at=at),
        lambda keys, at: plan_boundaries(keys, after=at),
    ),
    # Windows of documents are announced by the delivery itself, and pages know no others.
    PAGES: Corpus(PAGES, PAGE_KINDS, "page_index", lambda keys, at: build_pages(keys, at=at), lambda keys, at: None),
}
