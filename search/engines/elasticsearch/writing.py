"""Sends changes in bulk: as fast as the cluster takes them, and with a word on each that it does not take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.analysis import Analyser
from search.engines.base import EngineUnavailable, IndexDocument
from search.engines.elasticsearch.client import BULK_SECONDS, Breaker
from search.engines.elasticsearch.mapping import build_figures, build_source, name_document
from search.engines.fields import hash_words

Operation = tuple[dict[str, Any], dict[str, Any] | None]

_CHUNK = 500
_CHUNK_BYTES = 8_000_000
# What a cluster says that has more to do than it can: the same again, after a pause that grows.
_BUSY = (429, 503)
_ATTEMPTS = 6
_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 15


@dataclass(slots=True)
class Sent:
    """What became of the operations: new documents, where they went, and why a product was refused."""

    created: int = 0
    indices: set[str] = field(default_factory=set)
    failures: dict[str, str] = field(default_factory=dict)


class Bulk:
    """Writes into an index, or through an alias; `refresh` makes it visible at once, which is slow."""

    def __init__(self, client: Elasticsearch, breaker: Breaker, *, refresh: bool = False) -> None:
        self._client = client.options(request_timeout=BULK_SECONDS)
        self._breaker = breaker
        self._refresh = refresh

    def send(self, operations: Iterable[Operation]) -> Sent:
        """Send all of it, in order per document. Raises EngineUnavailable where the cluster stays too busy."""
        sent = Sent()
        # The client's type knows less than its code: with our own callback an action may be anything.
        actions: Iterable[Any] = operations
        options: dict[str, Any] = {"refresh": True} if self._refresh else {}
        with self._breaker.guard():
            answers = streaming_bulk(
                self._client,
                actions,
                expand_action_callback=_take_as_it_is,
                chunk_size=_CHUNK,
                max_chunk_bytes=_CHUNK_BYTES,
                max_retries=_ATTEMPTS,
                initial_backoff=_FIRST_PAUSE_SECONDS,
                max_backoff=_LONGEST_PAUSE_SECONDS,
                retry_on_status=_BUSY,
                raise_on_error=False,
                **options,
            )
            for succeeded, answer in answers:
                _note_answer(sent, succeeded, answer)
        return sent


def list_operations(
    documents: Sequence[IndexDocument],
    analyser: Analyser,
    target: dict[str, Any],
    *,
    replaces: Sequence[str] = (),
    locales: Iterable[str] = (),
    known: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Operation]:
    """Write `documents`, and remove what there is of `replaces` in the other `locales`.

    `known` are the words of what is there, as hashes by id: of a document with the same ones only its figures are sent.
    """
    kept = {name_document(document.key, document.locale) for document in documents}
    for document in documents:
        name = name_document(document.key, document.locale)
        if known.get(name) == hash_words(document):
            yield {"update": {**target, "_id": name}}, {"doc": build_figures(document)}
        else:
            yield {"index": {**target, "_id": name}}, build_source(document, analyser)
    for locale in sorted(locales):
        for key in replaces:
            name = name_document(key, locale)
            if name not in kept:
                yield {"delete": {**target, "_id": name}}, None


def list_notes(keys: Iterable[str], alias: str) -> Iterator[Operation]:
    """Remember that `keys` have changed."""
    for key in keys:
        yield {"index": {"_index": alias, "_id": key, "require_alias": True}}, {"key": key}


def _take_as_it_is(operation: Any) -> Any:
    return operation


def _note_answer(sent: Sent, succeeded: bool, answer: dict[str, Any]) -> None:
    ((kind, result),) = answer.items()
    if succeeded or (kind == "delete" and result["status"] == 404):
        sent.created += result.get("result") == "created"
        sent.indices.add(result["_index"])
        return
    reason = result.get("error") or {}
    if result["status"] in _BUSY:
        raise EngineUnavailable(f"Elasticsearch has been too busy to take all changes: {_describe(reason)}")
    if result["status"] == 404:
        # An alias that was there a moment ago: whoever sent this looks again.
        return
    key = str(result["_id"]).rpartition("|")[0]
    sent.failures[key] = f"Elasticsearch refuses it: {_describe(reason)}"


def _describe(reason: Any) -> str:
    if not isinstance(reason, dict):
        return str(reason)[:500]
    cause = reason.get("caused_by") or {}
    parts = (reason.get("type"), reason.get("reason"), cause.get("reason"))
    return ": ".join(str(part) for part in parts if part)[:500]
