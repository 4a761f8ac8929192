"""States kept in the cluster, so that every process counts words alike, and the counting itself."""

from __future__ import annotations

from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.client import Breaker
from search.engines.elasticsearch.indices import Indices, Place
from search.engines.elasticsearch.reading import count_documents, count_tokens
from search.engines.fields import SCHEMA_VERSION
from search.engines.state import State, dump_state, load_state, refuse_other_schema
from search.ranking.frequencies import Frequencies

_KEPT = 4


class States:
    """Written once under index and version; the mapping of the index says which version counts."""

    def __init__(self, client: Elasticsearch, breaker: Breaker, indices: Indices) -> None:
        self._client = client
        self._breaker = breaker
        self._indices = indices
        self._known: dict[tuple[str, int], State] = {}

    def read(self, place: Place) -> State:
        """Raises EngineUnavailable where another version of the server wrote it, or it is gone."""
        refuse_other_schema(place.schema)
        if not place.index:
            return State(Frequencies())
        wanted = place.index, place.version
        if wanted not in self._known:
            state = self._load(*wanted)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[wanted] = state
        return self._known[wanted]

    def write(self, index: str, state: State) -> None:
        document = {"index": index, "content": dump_state(state).decode()}
        with self._breaker.guard():
            self._client.index(index=self._indices.state, id=_name(index, state.frequencies.version), document=document)

    def recount(self, index: str, before: State, *, force: bool = False) -> int:
        """Count the tokens again when the index has become much larger or smaller; returns the version that counts."""
        frequencies = before.frequencies
        documents = count_documents(self._client, self._breaker, index)
        if not force and not frequencies.is_outgrown(documents):
            return frequencies.version
        counts = count_tokens(self._client, self._breaker, index)
        counted = Frequencies.count(counts, documents=documents, version=frequencies.version + 1)
        self.write(index, State(counted, before.vocabulary))
        self._indices.set_version(index, counted.version)
        if frequencies.version:
            # The version just replaced may still be read for a moment; the one before it is nobody's.
            self._forget(index, frequencies.version - 1)
        return counted.version

    def forget_all(self, indices: list[str]) -> None:
        """What was kept for indices that are gone."""
        query = {"terms": {"index": indices}}
        with self._breaker.guard():
            self._client.indices.refresh(index=self._indices.state)
            self._client.delete_by_query(index=self._indices.state, query=query, conflicts="proceed")

    def _load(self, index: str, version: int) -> State:
        with self._breaker.guard():
            found = (
                self._client.options(ignore_status=404).get(index=self._indices.state, id=_name(index, version)).body
            )
        try:
            return load_state(found["_source"]["content"])
        except (KeyError, ValueError) as error:
            raise EngineUnavailable(
                f"The counts of words of {index} are not in {self._indices.state}. Run manage.py search_rebuild."
            ) from error

    def _forget(self, index: str, version: int) -> None:
        with self._breaker.guard():
            self._client.options(ignore_status=404).delete(index=self._indices.state, id=_name(index, version))


def _name(index: str, version: int) -> str:
    return f"{index}.{SCHEMA_VERSION}.{version}"
