"""Who rebuilds, and how far: kept in the cluster, so that there is one at a time and a new one can go on."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.client import Breaker
from search.engines.elasticsearch.indices import Indices

# A rebuild that has not been heard of for so long is taken for dead.
_LEASE_SECONDS = 120


@dataclass(slots=True)
class Progress:
    """What a rebuild has done: enough for another process to go on. `index` "" has only begun."""

    index: str = ""
    notes: str = ""
    fingerprint: str = ""
    up_to: str = ""
    locales: list[str] = field(default_factory=list)


class Lease:
    """The right to rebuild; every saving renews it, and fails once another process has it."""

    def __init__(self, leases: Leases, version: tuple[int, int] | None, left: Progress) -> None:
        self._leases = leases
        self._version = version
        self.left = left

    def save(self, progress: Progress) -> None:
        self._version = self._leases.write(progress, self._version)

    def leave(self, progress: Progress) -> None:
        """Let another go on with it."""
        self._version = self._leases.write(progress, self._version, seconds=0)

    def release(self) -> None:
        """Nothing is left to go on with."""
        self._leases.delete()


class Leases:
    """One lease for the products of this installation."""

    def __init__(self, client: Elasticsearch, breaker: Breaker, indices: Indices) -> None:
        self._client = client
        self._breaker = breaker
        self._indices = indices
        self._id = f"{indices.alias}.rebuild"
        self._owner = {"host": socket.gethostname(), "process": os.getpid()}

    @contextmanager
    def take(self) -> Iterator[Lease]:
        """Raises EngineUnavailable while another rebuild is alive."""
        content, version = self._read()
        if content:
            _refuse_living(content)
        left = Progress(**content["progress"]) if content else Progress()
        lease = Lease(self, version, left)
        lease.save(left)
        yield lease

    def write(
        self, progress: Progress, version: tuple[int, int] | None, *, seconds: float = _LEASE_SECONDS
    ) -> tuple[int, int]:
        content = {**self._owner, "until": time.time() + seconds, "progress": asdict(progress)}
        document = {"index": self._id, "content": orjson.dumps(content).decode()}
        options: dict[str, Any] = {"op_type": "create"}
        if version is not None:
            options = {"if_seq_no": version[0], "if_primary_term": version[1]}
        with self._breaker.guard():
            try:
                answer = self._client.index(index=self._indices.state, id=self._id, document=document, **options)
            except ConflictError:
                raise EngineUnavailable(_BUSY) from None
        return answer["_seq_no"], answer["_primary_term"]

    def delete(self) -> None:
        with self._breaker.guard(), suppress(NotFoundError):
            self._client.delete(index=self._indices.state, id=self._id)

    def _read(self) -> tuple[dict[str, Any], tuple[int, int] | None]:
        with self._breaker.guard():
            try:
                found = self._client.get(index=self._indices.state, id=self._id)
            except NotFoundError:
                return {}, None
        return orjson.loads(found["_source"]["content"]), (found["_seq_no"], found["_primary_term"])


_BUSY = "Another rebuild of the search index is running. Wait for it to end, or stop it."


def _refuse_living(content: dict[str, Any]) -> None:
    left = content["until"] - time.time()
    is_here = content["host"] == socket.gethostname()
    if left <= 0 or (is_here and content["process"] != os.getpid() and not _is_alive(content["process"])):
        return
    raise EngineUnavailable(
        f"{_BUSY} It is process {content['process']} on {content['host']}; if that was killed, its claim ends in"
        f" {left:.0f} seconds."
    )


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
