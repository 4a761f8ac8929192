"""The engine that needs no server: tantivy in a folder, shared by every process of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from search.engines.base import EngineUnavailable, IndexDocument, Rebuilt
from search.engines.embedded.folders import Folder, Generation
from search.engines.embedded.reading import EmbeddedReader
from search.engines.embedded.schema import build_schema
from search.engines.embedded.writing import Batch, open_index, refresh_frequencies, write_batch
from search.engines.state import State
from search.ranking.frequencies import Frequencies

_WRITER_WAIT_SECONDS = 120.0
# Only to outlast a look at whether a rebuild is running.
_REBUILD_WAIT_SECONDS = 0.5
# While a rebuild still replays more than this, it does so without holding up writers.
_FEW_CHANGES = 200


class EmbeddedEngine:
    """Any process may read and write; writers wait for each other, readers see the last commit."""

    name = "embedded"

    def __init__(self, path: Path, *, writer_wait_seconds: float = _WRITER_WAIT_SECONDS) -> None:
        self._folder = Folder(path)
        self._wait = writer_wait_seconds
        self._guard = threading.Lock()
        self._opened: tuple[tuple[int, ...], tuple[int, ...], Generation, EmbeddedReader] | None = None

    def read(self) -> EmbeddedReader:
        with self._guard:
            pointer = self._folder.stamp()
            if self._opened is not None:
                known, stamp, generation, reader = self._opened
                if known == pointer and stamp == generation.stamp():
                    return reader.begin()
            return self._reopen(pointer).begin()

    def _reopen(self, pointer: tuple[int, ...]) -> EmbeddedReader:
        for _ in range(5):
            generation = self._folder.find_current()
            if generation is None:
                return EmbeddedReader(tantivy.Index(build_schema()), State(Frequencies()))
            stamp = generation.stamp()
            try:
                state = self._find_known(generation, stamp) or generation.read_state()
                reader = EmbeddedReader(open_index(generation), state)
            except (OSError, ValueError) as error:
                # A rebuild may have swapped and removed this generation a moment ago: look again.
                failure = error
                continue
            self._opened = (pointer, stamp, generation, reader)
            return reader
        raise EngineUnavailable(
            f"The search index in {self._folder.path} cannot be opened: {failure}. Run manage.py search_rebuild."
        )

    def _find_known(self, generation: Generation, stamp: tuple[int, ...]) -> State | None:
        """The state that is open, where only the documents have changed: what was made of it can be kept."""
        if self._opened is None:
            return None
        _, known, opened, reader = self._opened
        is_same = opened.folder == generation.folder and known[2:] == stamp[2:]
        return State(reader.frequencies, reader.vocabulary) if is_same else None

    def apply(self, documents: Sequence[IndexDocument], *, replaces: Iterable[str]) -> dict[str, str]:
        keys = list(dict.fromkeys([*replaces, *(document.key for document in documents)]))
        with self._folder.lock("writer", wait_seconds=self._wait):
            generation = self._folder.find_current()
            if generation is None:
                generation = self._folder.create_generation(frozenset())
                self._folder.point_to(generation)
            self._folder.note_changed(keys)
            write_batch(generation, documents, replaces=keys)
        return {}

    @contextmanager
    def rebuild(self, *, vocabulary: frozenset[str] = frozenset()) -> Iterator[EmbeddedRebuild]:
        with self._folder.lock("rebuild", wait_seconds=_REBUILD_WAIT_SECONDS):
            with self._folder.lock("writer", wait_seconds=self._wait):
                self._folder.remove_others(keep=None)
                generation = self._folder.create_generation(vocabulary)
                self._folder.start_noting()
            rebuild = EmbeddedRebuild(self._folder, generation, self._wait)
            try:
                yield rebuild
            finally:
                rebuild.close()
                with self._folder.lock("writer", wait_seconds=self._wait):
                    self._folder.stop_noting()
                    self._folder.remove_others(keep=None)

    def describe(self) -> dict[str, Any]:
        reader = self.read()
        generation = self._folder.find_current()
        return {
            "engine": self.name,
            "folder": str(self._folder.path),
            "generation": generation.name if generation else None,
            "documents": reader.documents,
            "frequencies_version": reader.frequencies.version,
        }


class EmbeddedRebuild:
    """A new generation being filled; until `finish` nobody sees it. One that is cut off is begun anew."""

    resume_after = ""

    def __init__(self, folder: Folder, generation: Generation, wait_seconds: float) -> None:
        self._folder = folder
        self._generation = generation
        self._wait = wait_seconds
        self._replayed = 0
        # One writer and one commit for all: nobody reads this generation before it is whole.
        self._batch = Batch(generation)

    def add(self, documents: Iterable[IndexDocument], *, up_to: str = "") -> dict[str, str]:
        self._batch.add(documents)
        return {}

    def close(self) -> None:
        """Let go of the generation, whatever became of it."""
        self._batch.close()

    def finish(self, load: Callable[[Sequence[str]], Iterable[IndexDocument]]) -> Rebuilt:
        self._batch.commit()
        while True:
            with self._folder.lock("writer", wait_seconds=self._wait):
                changed = self._folder.take_changed()
                if len(changed) <= _FEW_CHANGES:
                    return self._swap(changed, load)
            self._replay(changed, load)

    def _swap(self, changed: list[str], load: Callable[[Sequence[str]], Iterable[IndexDocument]]) -> Rebuilt:
        """The last changes and the swap, while no other process can write."""
        self._replay(changed, load)
        refresh_frequencies(self._generation, force=True)
        documents = open_index(self._generation).searcher().num_docs
        self._folder.point_to(self._generation)
        return Rebuilt(documents, self._replayed, self._generation.name)

    def _replay(self, keys: list[str], load: Callable[[Sequence[str]], Iterable[IndexDocument]]) -> None:
        for start in range(0, len(keys), _FEW_CHANGES):
            batch = keys[start : start + _FEW_CHANGES]
            write_batch(self._generation, load(batch), replaces=batch)
        self._replayed += len(keys)
