"""The engine for many machines: indices in a cluster, shared by every process that reaches it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from cms.settings.cluster import Cluster
from search.analysis import get_analyser
from search.engines.base import EngineUnavailable, IndexDocument
from search.engines.elasticsearch.indices import Place
from search.engines.elasticsearch.leases import Leases
from search.engines.elasticsearch.parts import Parts
from search.engines.elasticsearch.reading import ElasticsearchReader, find_words
from search.engines.elasticsearch.rebuilding import ElasticsearchRebuild, begin_rebuild
from search.engines.elasticsearch.writing import list_notes, list_operations
from search.engines.state import State
from search.ranking.frequencies import Frequencies

# For so long a process believes what it knows of where the index is.
_KNOWN_SECONDS = 1.0
_ATTEMPTS = 5


class ElasticsearchEngine:
    """Any process may read and write. `refresh` shows each change at once: for tests, where nobody waits a second."""

    name = "elasticsearch"

    def __init__(self, cluster: Cluster, *, kind: str = "product", refresh: bool = False) -> None:
        self.cluster = cluster
        parts = Parts.open(cluster, kind, refresh=refresh)
        self.client, self.breaker = parts.client, parts.breaker
        self.indices, self.states, self.bulk = parts.indices, parts.states, parts.bulk
        self._parts = parts
        self._leases = Leases(self.client, self.breaker, self.indices)
        self._guard = threading.Lock()
        self._place = Place()
        self._place_known_until = 0.0
        self._is_fresh = refresh

    def read(self) -> ElasticsearchReader:
        self.breaker.refuse_while_away()
        place = self._find_place()
        state = self.states.read(place)
        return ElasticsearchReader(self.client, self.breaker, place.index, state, self._relocate)

    def apply(self, documents: Sequence[IndexDocument], *, replaces: Iterable[str]) -> dict[str, str]:
        keys = list(dict.fromkeys([*replaces, *(document.key for document in documents)]))
        for _ in range(_ATTEMPTS):
            place = self._locate_or_create()
            state = self.states.read(place)
            self.indices.add_locales(place, {locale for document in documents for locale in document.serves})
            sent = self.bulk.send(self._list_operations(documents, keys, place, state))
            # A rebuild that has swapped meanwhile may not have seen this: once more, into what serves now.
            if sent.indices <= {place.index, place.notes} and self.indices.locate().index == place.index:
                self._recount(place, state)
                return sent.failures
        raise EngineUnavailable(f"{self.indices.alias} was replaced again and again while it was written to.")

    @contextmanager
    def rebuild(self, *, vocabulary: frozenset[str] = frozenset()) -> Iterator[ElasticsearchRebuild]:
        self.indices.create_state()
        with self._leases.take() as lease:
            rebuild = begin_rebuild(self._parts, lease, vocabulary)
            try:
                yield rebuild
            except BaseException as error:
                rebuild.give_up(error)
                raise
            rebuild.clear_away()
            self._forget_place()

    def describe(self) -> dict[str, Any]:
        place = self.indices.locate()
        state = self.states.read(place)
        reader = ElasticsearchReader(self.client, self.breaker, place.index, state, self._relocate)
        return {
            "engine": self.name,
            "addresses": ", ".join(self.cluster.urls),
            "generation": place.index or None,
            "documents": reader.documents,
            "frequencies_version": state.frequencies.version,
        }

    def _find_place(self) -> Place:
        """Where the index is, as of a moment ago: one look a second, not one a search."""
        with self._guard:
            now = time.monotonic()
            if self._is_fresh or now >= self._place_known_until:
                self._place = self.indices.locate()
                self._place_known_until = now + _KNOWN_SECONDS
            return self._place

    def _forget_place(self) -> None:
        with self._guard:
            self._place_known_until = 0.0

    def _relocate(self) -> str:
        self._forget_place()
        return self._find_place().index

    def _locate_or_create(self) -> Place:
        place = self.indices.locate()
        if place.index:
            return place
        self.indices.create_state()
        name = self.indices.name_next()
        self.states.write(name, State(Frequencies()))
        self.indices.create(name, version=0, aliases=[self.indices.alias])
        return self.indices.locate()

    def _list_operations(
        self, documents: Sequence[IndexDocument], keys: list[str], place: Place, state: State
    ) -> Iterator[Any]:
        if place.notes:
            yield from list_notes(keys, self.indices.notes)
        target = {"_index": self.indices.alias, "require_alias": True}
        analyser = get_analyser(state.vocabulary)
        known = find_words(self.client, self.breaker, place.index, documents)
        yield from list_operations(documents, analyser, target, replaces=keys, locales=place.locales, known=known)

    def _recount(self, place: Place, state: State) -> None:
        if self.states.recount(place.index, state) != place.version:
            self._forget_place()
