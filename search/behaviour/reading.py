"""PURE. Reads one event as clients send it, in the shape of User Behavior Insights, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cms.phrases import Phrase
from cms.refusals import Refusal

ACTIONS = ("view", "favourite", "add_to_cart", "purchase", "review", "search", "click", "impression", "share")
_SPELLINGS = {"favorite": "favourite", "add-to-cart": "add_to_cart", "addtocart": "add_to_cart", "item_click": "click"}
_TYPES = {"search": "QUERY", "purchase": "CONVERSION", "add_to_cart": "CONVERSION"}
LATEST = timedelta(days=7)
"""Events may come so late: a phone that was off, a queue that was stuck."""
_AHEAD = timedelta(minutes=10)
_SHORTEST_ID, _LONGEST_ID = 8, 64
_LONGEST_KEY, _LONGEST_WORD, _LONGEST_MESSAGE = 120, 16, 200
_MOST_PLACES, _MOST_PIECES = 100_000, 9_999
_MILLISECONDS = 100_000_000_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """An event that makes sense. `client_id` is still as it was sent."""

    event_id: str
    action_name: str
    client_id: str
    application: str
    occurred_at: datetime
    query_id: UUID | None = None
    message_type: str = ""
    message: str = ""
    object_id: str = ""
    object_id_field: str = ""
    ordinal: int | None = None
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for the events of a batch that do not say it themselves."""

    client_id: str = ""
    application: str = ""


class _Problem(Exception):
    def __init__(self, code: str, message: Phrase, field: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(code, message, field)


def read_event(raw: Any, *, defaults: Defaults, now: datetime) -> ReadEvent | Refusal:
    """The event, or why it cannot be taken; never raises, whatever was sent."""
    try:
        return _read(raw, defaults, now)
    except _Problem as problem:
        return problem.refusal


def _read(raw: Any, defaults: Defaults, now: datetime) -> ReadEvent:
    event = _require_object(raw, "")
    attributes = _read_object(event, "event_attributes", "")
    thing = _read_object(attributes, "object", "event_attributes.")
    position = _read_object(attributes, "position", "event_attributes.")
    action = _read_action(event)
    object_id = _read_text(thing, "object_id", _LONGEST_KEY, within="event_attributes.object.")
    if action != "search" and not object_id:
        raise _missing("event_attributes.object.object_id")
    return ReadEvent(
        event_id=_read_id(event, "event_id"),
        action_name=action,
        client_id=_read_id({"client_id": event.get("client_id") or defaults.client_id}, "client_id"),
        application=_read_text(event, "application", 32) or defaults.application,
        occurred_at=_read_time(event.get("timestamp"), now),
        query_id=_read_query_id(event),
        message_type=(_read_text(event, "message_type", _LONGEST_WORD) or _TYPES.get(action, "INFO")).upper(),
        message=_read_text(event, "message", _LONGEST_MESSAGE),
        object_id=object_id,
        object_id_field=_read_text(thing, "object_id_field", _LONGEST_WORD, within="event_attributes.object.")
        or ("product" if object_id else ""),
        ordinal=_read_number(position, "ordinal", _MOST_PLACES, within="event_attributes.position."),
        quantity=_read_number(attributes, "quantity", _MOST_PIECES, within="event_attributes.") or 1,
    )


def _read_action(event: Mapping[str, Any]) -> str:
    said = _read_text(event, "action_name", 40).lower()
    action = _SPELLINGS.get(said, said)
    if not action:
        raise _missing("action_name")
    if action not in ACTIONS:
        known = ", ".join(ACTIONS)
        raise _Problem("NOT_ALLOWED", Phrase("There is no such action. Known: %(known)s.", known=known), "action_name")
    return action


def _read_id(event: Mapping[str, Any], name: str) -> str:
    text = _read_text(event, name, _LONGEST_ID)
    if not text:
        raise _missing(name)
    if len(text) < _SHORTEST_ID:
        raise _Problem(
            "NOT_ALLOWED",
            Phrase(
                "It is too short to be unique: make it a random UUID. %(count)d characters are the fewest.",
                count=_SHORTEST_ID,
            ),
            name,
        )
    return text


def _read_query_id(event: Mapping[str, Any]) -> UUID | None:
    text = _read_text(event, "query_id", _LONGEST_ID)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise _Problem(
            "NOT_ALLOWED", Phrase("Send the `queryId` that came with the search results, as it is."), "query_id"
        ) from None


def _read_time(value: Any, now: datetime) -> datetime:
    if value is None:
        return now
    at = _parse_time(value)
    if at is None:
        raise _Problem(
            "NOT_ALLOWED",
            Phrase("Write a time with its zone, as 2026-11-11T08:00:00Z, or milliseconds since 1970."),
            "timestamp",
        )
    if at > now + _AHEAD:
        raise _Problem("OUT_OF_RANGE", Phrase("It lies in the future: the clock of this client is wrong."), "timestamp")
    if at < now - LATEST:
        raise _Problem(
            "TOO_LATE",
            Phrase("It is more than %(days)d days old and cannot be counted any more.", days=LATEST.days),
            "timestamp",
        )
    return min(at, now)


def _parse_time(value: Any) -> datetime | None:
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value.strip())
            return at.astimezone(UTC) if at.tzinfo is not None else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return datetime.fromtimestamp(value / 1000 if abs(value) >= _MILLISECONDS else value, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _require_object(value: Any, field: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Problem("NOT_ALLOWED", Phrase("This has to be an object."), field)
    return value


def _read_object(parent: Mapping[str, Any], name: str, within: str) -> Mapping[str, Any]:
    value = parent.get(name)
    return {} if value is None else _require_object(value, within + name)


def _read_text(parent: Mapping[str, Any], name: str, longest: int, *, within: str = "") -> str:
    value = parent.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or (not value.isprintable() and _UNSTORABLE.search(value)):
        raise _Problem("NOT_ALLOWED", Phrase("This has to be text."), within + name)
    text = value.strip()
    if len(text) > longest:
        raise _Problem("TOO_LONG", Phrase("%(count)d characters are the most.", count=longest), within + name)
    return text


def _read_number(parent: Mapping[str, Any], name: str, most: int, *, within: str) -> int | None:
    value = parent.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise _Problem("OUT_OF_RANGE", Phrase("This is a whole number from 1 to %(most)d.", most=most), within + name)
    return value


def _missing(field: str) -> _Problem:
    return _Problem("REQUIRED", Phrase("This is missing."), field)
