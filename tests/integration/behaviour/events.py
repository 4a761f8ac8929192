"""Makes events as storefronts send them, and has them taken in and counted."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from search.behaviour import ingesting
from search.behaviour.ingesting import Sender, Taken
from search.behaviour.recording import record_search, store_searches

NOW = datetime(2041, 11, 11, 4, 0, tzinfo=UTC)
_numbers = count(1)


def make_event(action: str = "view", product: str = "tea-1", **fields: Any) -> dict[str, Any]:
    """An event of the client "client-0001", unless told otherwise."""
    attributes: dict[str, Any] = {"object": {"object_id": product, "object_id_field": "product"}} if product else {}
    if "ordinal" in fields:
        attributes["position"] = {"ordinal": fields.pop("ordinal")}
    return {
        "event_id": f"event-{next(_numbers):06}",
        "action_name": action,
        "client_id": "client-0001",
        "event_attributes": attributes,
        **fields,
    }


def take(*events: Any, at: datetime = NOW, **sender: Any) -> Taken:
    return ingesting.take_events(events, Sender(**{"has_consent": True, "locale": "en", **sender}), at=at)


def search(text: str = "tea", hits: tuple[str, ...] = ("tea-1", "tea-2"), *, at: datetime = NOW, **fields: Any) -> str:
    """A search that the server answered and wrote down; its query id."""
    values = {"locale": "en", "found": len(hits), "took_ms": 12.4, "is_narrowed": False, "is_degraded": False}
    query_id = record_search(text=text, hits=hits, at=at, **{**values, "user_agent": "", **fields})
    store_searches()
    return str(query_id)
