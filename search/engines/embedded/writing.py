"""Writes into one generation; who calls holds the lock that keeps others from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import tantivy

from search.analysis import get_analyser
from search.engines.base import EngineError, IndexDocument
from search.engines.embedded.folders import Generation
from search.engines.embedded.reading import EmbeddedReader
from search.engines.embedded.schema import Kept, build_document, build_schema, read_source
from search.engines.fields import hash_everything
from search.engines.state import State
from search.ranking.frequencies import Frequencies

_HEAP_BYTES = 64_000_000
# A product has a document in each; what is not found is measured.
_MOST_LOCALES = 8


class Batch:
    """Changes that become visible together."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._analyser = get_analyser(generation.read_state().vocabulary)
        with self._explain():
            index = open_index(generation)
            self._schema = index.schema
            self._searcher = index.searcher()
            self._kept: dict[tuple[str, str], Kept] = {}
            self._writer: tantivy.IndexWriter | None = index.writer(_HEAP_BYTES, 1)

    def add(self, documents: Iterable[IndexDocument]) -> None:
        with self._explain():
            for document in documents:
                known = self._kept.get((document.key, document.locale))
                self._open_writer.add_document(build_document(document, self._analyser, self._schema, known))

    def look_at(self, keys: Iterable[str]) -> None:
        """Find what there is of these products: a price that changes leaves the words as they were measured."""
        wanted = sorted(set(keys))
        if not self._searcher.num_docs or not wanted:
            return
        query = tantivy.Query.term_set_query(self._schema, "key", wanted)
        with self._explain():
            for _, address in self._searcher.search(query, len(wanted) * _MOST_LOCALES).hits:
                stored = self._searcher.doc(address)
                source = read_source(stored)
                tokens = bytes(stored.get_first("tokens") or b"")
                self._kept[source.key, source.locale] = Kept(source.words, tokens, source.everything)

    def find_unchanged(self, documents: Iterable[IndexDocument]) -> set[str]:
        """The keys of which the index has these very documents, and no others; of those it has looked at."""
        there: dict[str, dict[str, str]] = {}
        for (key, locale), kept in self._kept.items():
            there.setdefault(key, {})[locale] = kept.everything
        new: dict[str, dict[str, str]] = {}
        for document in documents:
            new.setdefault(document.key, {})[document.locale] = hash_everything(document)
        return {key for key, hashes in new.items() if there.get(key) == hashes}

    def delete(self, keys: Iterable[str]) -> None:
        """Everything of these products that was there before."""
        with self._explain():
            for key in keys:
                self._open_writer.delete_documents_by_term("key", key)

    def commit(self) -> None:
        """Make it so; the batch is done then."""
        with self._explain():
            self._open_writer.commit()
            # A writer that is dropped gives up merging, and small segments would pile up.
            self._open_writer.wait_merging_threads()
            self._writer = None

    def close(self) -> None:
        """Drop what was not committed, and tantivy's lock: an error that is kept somewhere must not hold it."""
        self._writer = None

    @property
    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise EngineError("This batch is finished.")
        return self._writer

    @contextmanager
    def _explain(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise EngineError(f"The search index in {self._generation.folder} cannot be written: {error}") from error


def write_batch(generation: Generation, documents: Iterable[IndexDocument], *, replaces: Iterable[str]) -> None:
    """Replace products in one commit; what is there as it would be written stays."""
    given, keys = list(documents), list(replaces)
    batch = Batch(generation)
    try:
        batch.look_at(keys)
        unchanged = batch.find_unchanged(given)
        changed = [key for key in keys if key not in unchanged]
        if not changed:
            return
        batch.delete(changed)
        batch.add(document for document in given if document.key not in unchanged)
        batch.commit()
    finally:
        batch.close()
    refresh_frequencies(generation)


def refresh_frequencies(generation: Generation, *, force: bool = False) -> None:
    """Count the tokens again when the index has become much larger or smaller since the last time."""
    state = generation.read_state()
    reader = EmbeddedReader(open_index(generation), state)
    if force or state.frequencies.is_outgrown(reader.documents):
        frequencies = Frequencies.count(
            reader.token_counts, documents=reader.documents, version=state.frequencies.version + 1
        )
        generation.write_state(State(frequencies, state.vocabulary))


def open_index(generation: Generation) -> tantivy.Index:
    """The index as of its last commit; it changes only when it is opened again."""
    index = tantivy.Index(build_schema(), path=str(generation.index))
    index.config_reader("manual")
    index.reload()
    return index
