"""Writes down searches as they are answered, at no cost to who searches: a thread stores them a moment later.

What a process that is killed has not stored yet is lost, a second's worth; that is the price for a search that never
waits for the database. A process that ends in order stores what it holds.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connections

from search.behaviour.learning.bots import is_bot
from search.behaviour.learning.phrases import clean_phrase
from search.behaviour.models import SearchRecord
from search.behaviour.scheduling import plan_counting

logger = logging.getLogger(__name__)

MOST_HITS = 20
_MOST_WAITING = 20_000
_TOGETHER = 1_000
_SECONDS = 1.0


class _Recorder:
    """What waits to be stored, and the thread that stores it; one a process, begun by the first search."""

    def __init__(self) -> None:
        self.waiting: deque[SearchRecord] = deque(maxlen=_MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()

    def add(self, record: SearchRecord) -> None:
        self.waiting.append(record)
        if settings.BEHAVIOUR_STORES_SEARCHES and (self._thread is None or not self._thread.is_alive()):
            self._begin()

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="search-recorder", daemon=True)
                self._thread.start()
                atexit.register(self._store_quietly)

    def _run(self) -> None:
        while True:
            self._wake.wait(_SECONDS)
            self._store_quietly()

    def _store_quietly(self) -> None:
        try:
            self.store()
        except Exception:
            # The database may be away for a moment: what waits is stored the next time.
            logger.exception("Searches could not be written down; %d wait", len(self.waiting))
        finally:
            connections.close_all()

    def store(self) -> int:
        """Store what waits; returns how many there were. What cannot be stored waits on."""
        taken = [self.waiting.popleft() for _ in range(min(len(self.waiting), _MOST_WAITING))]
        if not taken:
            return 0
        try:
            SearchRecord.objects.bulk_create(taken, batch_size=_TOGETHER, ignore_conflicts=True)
            plan_counting(at=max(record.searched_at for record in taken))
        except Exception:
            self.waiting.extendleft(reversed(taken))
            raise
        return len(taken)


_recorder = _Recorder()


def record_search(
    *,
    text: str,
    locale: str,
    found: int,
    took_ms: float,
    hits: Sequence[str],
    is_narrowed: bool,
    is_degraded: bool,
    user_agent: str,
    at: datetime,
) -> UUID:
    """Note a search that was answered; returns its query id, by which events name it. No query, no waiting.

    Of what names a person, and of machines, nothing is noted.
    """
    query_id = uuid4()
    phrase = clean_phrase(text)
    if phrase and not is_bot(user_agent):
        _recorder.add(
            SearchRecord(
                query_id=query_id,
                text=" ".join(text.replace("\0", " ").split())[:200],
                phrase=phrase,
                locale=locale,
                found=found,
                took_ms=max(0, round(took_ms)),
                hits=list(hits[:MOST_HITS]),
                is_narrowed=is_narrowed,
                is_degraded=is_degraded,
                searched_at=at,
            )
        )
    return query_id


def store_searches() -> int:
    """Store now what this process has noted; returns how many."""
    return _recorder.store()
