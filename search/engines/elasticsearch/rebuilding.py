"""A new index beside the one that serves: filled, looked over, brought up to date, and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from itertools import islice
from typing import Any

import orjson
from elasticsearch.dsl import Search

from search.analysis import get_analyser
from search.engines.base import EngineError, EngineUnavailable, IndexDocument, Rebuilt
from search.engines.elasticsearch.leases import Lease, Progress
from search.engines.elasticsearch.mapping import COUNTED_TOKENS, build_mapping, build_source
from search.engines.elasticsearch.parts import Parts
from search.engines.elasticsearch.reading import count_documents
from search.engines.elasticsearch.writing import Operation, list_operations
from search.engines.fields import SCHEMA_VERSION
from search.engines.state import State
from search.ranking.frequencies import Frequencies

# While more than this is left to replay, writers go on changing the old index only.
_FEW_CHANGES = 200
_SAMPLES = 50
Load = Callable[[Sequence[str]], Iterable[IndexDocument]]


def begin_rebuild(parts: Parts, lease: Lease, vocabulary: frozenset[str]) -> ElasticsearchRebuild:
    """Go on where one was cut off, if it was making the same; else clear away what it left and begin anew."""
    fingerprint = _describe_kind(vocabulary)
    place = parts.indices.locate()
    left = lease.left
    indices = parts.indices.list_all()
    can_go_on = left.fingerprint == fingerprint and left.up_to and left.index in indices and place.notes == left.notes
    if can_go_on and left.index != place.index:
        parts.indices.remove(set(indices) - {place.index, left.index})
        return ElasticsearchRebuild(parts, lease, left, vocabulary)
    # A number of its own, so that nobody takes the new index for one that has been cleared away.
    index = parts.indices.name_next()
    parts.indices.remove({*indices, place.notes, left.notes} - {place.index, ""})
    progress = Progress(index, f"{parts.indices.notes}-{index.rpartition('-')[2]}", fingerprint)
    lease.save(progress)
    parts.indices.create_notes(progress.notes)
    parts.states.write(index, State(Frequencies(version=place.version), vocabulary))
    parts.indices.create(index, version=place.version)
    return ElasticsearchRebuild(parts, lease, progress, vocabulary)


def _describe_kind(vocabulary: frozenset[str]) -> str:
    """The same for two rebuilds whose documents would be the same."""
    content = [SCHEMA_VERSION, build_mapping().to_dict(), sorted(vocabulary)]
    return blake2b(orjson.dumps(content), digest_size=16).hexdigest()


class ElasticsearchRebuild:
    """Nobody sees the new index before `finish`; every change until then is noted in the cluster."""

    def __init__(self, parts: Parts, lease: Lease, progress: Progress, vocabulary: frozenset[str]) -> None:
        self._parts = parts
        self._lease = lease
        self._progress = progress
        self._state = State(Frequencies(version=parts.indices.locate().version), vocabulary)
        self._analyser = get_analyser(vocabulary)
        self._samples: list[dict[str, Any]] = []
        self._replayed = 0
        self._is_done = False
        self.resume_after = progress.up_to
        self._written = self._count() if progress.up_to else 0

    def add(self, documents: Iterable[IndexDocument], *, up_to: str = "") -> dict[str, str]:
        batch = list(documents)
        self._progress.locales = sorted({*self._progress.locales, *(one for each in batch for one in each.serves)})
        sent = self._parts.bulk.send(list_operations(batch, self._analyser, {"_index": self._progress.index}))
        self._written += sent.created
        if len(self._samples) < _SAMPLES:
            kept = (document for document in batch if document.key not in sent.failures)
            self._samples += [build_source(document, self._analyser) for document in islice(kept, 1)]
        self._progress.up_to = up_to or self._progress.up_to
        self._lease.save(self._progress)
        return sent.failures

    def finish(self, load: Load) -> Rebuilt:
        self._look_over()
        while len(keys := self._read_notes()) > _FEW_CHANGES:
            self._replay(keys, load)
        self._replay(self._read_notes(), load)
        self._count()
        self._parts.states.recount(self._progress.index, self._state, force=True)
        self._replay(self._read_notes(), load)
        old = self._parts.indices.locate()
        self._parts.indices.swap(old, self._progress.index, self._progress.locales)
        self._is_done = True
        # What was noted up to the swap may have gone into the old index alone. Noting goes on meanwhile, so that
        # a change which overtakes its replay is seen and replayed again.
        keys = self._read_notes()
        while keys:
            keys = self._replay(keys, load)
        return Rebuilt(self._count(), self._replayed, self._progress.index)

    def give_up(self, error: BaseException) -> None:
        """Leave what can be gone on with where the cluster is away or this process is being stopped."""
        is_interrupted = isinstance(error, EngineUnavailable) or not isinstance(error, Exception)
        with suppress(EngineError):
            if is_interrupted and self._progress.up_to and not self._is_done:
                self._lease.leave(self._progress)
            else:
                self.clear_away()

    def clear_away(self) -> None:
        """Remove everything but what serves."""
        indices = self._parts.indices
        serving = indices.locate().index
        others = [name for name in indices.list_all() if name != serving]
        indices.remove([*others, self._progress.notes])
        self._parts.states.forget_all(others)
        self._lease.release()

    def _count(self) -> int:
        index = self._progress.index
        with self._parts.breaker.guard():
            self._parts.client.indices.refresh(index=index)
        return count_documents(self._parts.client, self._parts.breaker, index)

    def _look_over(self) -> None:
        """Everything sent is there and can be found, or the old index goes on serving."""
        index = self._progress.index
        there = self._count()
        if there != self._written:
            raise EngineError(
                f"{index} holds {there} documents of {self._written} that were written; the old index goes on serving."
            )
        found = Search(index=index, using=self._parts.client).query(
            "bool", should=[_find_again(sample) for sample in self._samples], minimum_should_match=1
        )
        with self._parts.breaker.guard():
            count = found.count() if self._samples else 0
        if count != len(self._samples):
            raise EngineError(
                f"Of {len(self._samples)} products looked for in {index} {count} were found; the old index goes on"
                " serving."
            )

    def _read_notes(self) -> dict[str, tuple[int, int]]:
        """The keys that changed, with the version of each note."""
        client, index = self._parts.client, self._progress.notes
        notes: dict[str, tuple[int, int]] = {}
        with self._parts.breaker.guard():
            client.indices.refresh(index=index)
            after: list[Any] | None = None
            while True:
                search = Search(index=index, using=client).sort("key").source(False)
                search = search.extra(size=5000, seq_no_primary_term=True, **({"search_after": after} if after else {}))
                hits = search.execute().to_dict()["hits"]["hits"]
                notes |= {hit["_id"]: (hit["_seq_no"], hit["_primary_term"]) for hit in hits}
                if len(hits) < 5000:
                    return notes
                after = hits[-1]["sort"]

    def _replay(self, notes: dict[str, tuple[int, int]], load: Load) -> dict[str, tuple[int, int]]:
        """Bring these keys up to date; returns those that have changed again since they were read."""
        keys = iter(notes)
        while batch := list(islice(keys, _FEW_CHANGES)):
            documents = list(load(batch))
            target = {"_index": self._progress.index}
            locales = {*self._progress.locales, *(document.locale for document in documents)}
            self._progress.locales = sorted(locales | {one for each in documents for one in each.serves})
            operations = list_operations(documents, self._analyser, target, replaces=batch, locales=locales)
            self._parts.bulk.send(operations)
            self._lease.save(self._progress)
        self._replayed += len(notes)
        self._parts.bulk.send(self._list_removals(notes))
        left = self._read_notes()
        return {key: version for key, version in left.items() if key in notes}

    def _list_removals(self, notes: dict[str, tuple[int, int]]) -> Iterable[Operation]:
        for key, (number, term) in notes.items():
            yield (
                {"delete": {"_index": self._progress.notes, "_id": key, "if_seq_no": number, "if_primary_term": term}},
                None,
            )


def _find_again(source: dict[str, Any]) -> dict[str, Any]:
    """The product `source` by its key and a word of its own, as a query."""
    wanted = [{"term": {name: source[name]}} for name in ("key", "locale")]
    wanted += [{"term": {COUNTED_TOKENS: token}} for token in source[COUNTED_TOKENS][:1]]
    return {"bool": {"filter": wanted}}
