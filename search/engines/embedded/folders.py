"""Where the index lives: generations side by side, and a pointer that says which one serves.

index/CURRENT                   the name of the generation that serves
index/writer.lock, rebuild.lock locks, released by the system when their process ends
index/changed                   keys changed while a rebuild is under way, one a line
index/generation-000001/        state.json (frequencies, vocabulary) and the tantivy folder
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import EngineUnavailable
from search.engines.state import State, dump_state, load_state
from search.ranking.frequencies import Frequencies

_PREFIX = "generation-"
_POLL_SECONDS = 0.02


class Generation:
    """One complete index in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.index = folder / "tantivy"
        self._meta = self.index / "meta.json"
        self._state = folder / "state.json"

    def create(self, vocabulary: frozenset[str]) -> None:
        self.index.mkdir(parents=True)
        self.write_state(State(Frequencies(), vocabulary))

    def read_state(self) -> State:
        """Raises EngineUnavailable if another version wrote it."""
        try:
            return load_state(self._state.read_bytes())
        except ValueError as error:
            raise EngineUnavailable(f"{self._state} is damaged ({error}). Run manage.py search_rebuild.") from error

    def write_state(self, state: State) -> None:
        write_atomically(self._state, dump_state(state))

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever the index (first half) or its state does; two cheap looks at the file system."""
        return (*_stamp(self._meta), *_stamp(self._state))


class Folder:
    """The index folder of this installation."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "CURRENT"
        self._changed = path / "changed"

    def find_current(self) -> Generation | None:
        """The generation that serves, None before the first one."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return Generation(self.path / name)

    def stamp(self) -> tuple[int, ...]:
        return _stamp(self._pointer)

    def create_generation(self, vocabulary: frozenset[str]) -> Generation:
        self.path.mkdir(parents=True, exist_ok=True)
        numbers = [int(folder.name[len(_PREFIX) :]) for folder in self._list_generations()]
        generation = Generation(self.path / f"{_PREFIX}{max(numbers, default=0) + 1:06d}")
        generation.create(vocabulary)
        return generation

    def point_to(self, generation: Generation) -> None:
        """From now on `generation` serves. Call it with the writer lock held."""
        write_atomically(self._pointer, generation.name.encode("ascii"))

    def remove_others(self, *, keep: Generation | None) -> list[str]:
        """Delete generations that nothing points to: old ones, and what a killed rebuild left."""
        removed = []
        current = self.find_current()
        kept = {each.name for each in (keep, current) if each is not None}
        for folder in self._list_generations():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
                removed.append(folder.name)
        return removed

    def _list_generations(self) -> list[Path]:
        found = self.path.glob(f"{_PREFIX}*")
        return sorted(folder for folder in found if folder.name[len(_PREFIX) :].isdecimal())

    # What changed during a rebuild. All three are called with the writer lock held.

    def start_noting(self) -> None:
        self._changed.write_text("", encoding="utf-8")

    def note_changed(self, keys: Iterable[str]) -> None:
        """Remember keys for a rebuild under way; nothing where there is none."""
        if not self._changed.exists():
            return
        if self._is_locked("rebuild"):
            with self._changed.open("a", encoding="utf-8") as file:
                file.writelines(f"{key}\n" for key in keys)
        else:
            # That rebuild was killed: nobody will ever read this.
            self.stop_noting()

    def take_changed(self, *, stop: bool = False) -> list[str]:
        """The keys noted so far, each once; `stop` ends the noting."""
        keys = list(dict.fromkeys(self._changed.read_text(encoding="utf-8").split("\n")[:-1]))
        if stop:
            self._changed.unlink()
        else:
            self.start_noting()
        return keys

    def stop_noting(self) -> None:
        self._changed.unlink(missing_ok=True)

    def _is_locked(self, name: str) -> bool:
        try:
            with self.lock(name, wait_seconds=0):
                return False
        except EngineUnavailable:
            return True

    @contextmanager
    def lock(self, name: str, *, wait_seconds: float) -> Iterator[None]:
        """Hold a lock over all processes; one that is killed lets go. Raises EngineUnavailable after the wait."""
        self.path.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + wait_seconds
        with (self.path / f"{name}.lock").open("a") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() >= deadline:
                        raise EngineUnavailable(_explain_busy(name, wait_seconds)) from None
                    time.sleep(_POLL_SECONDS)
            yield


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file so that a reader sees the old content or the new one, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return status.st_ino, status.st_mtime_ns


def _explain_busy(name: str, seconds: float) -> str:
    if name == "rebuild":
        return "Another rebuild of the search index is running. Wait for it to end, or stop it."
    return f"Another process has been writing the search index for more than {seconds:.0f} seconds. It is tried again."
