"""What a message says: which document is different, in which locales, and the hash of each."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime

import orjson

from cms.delivery.selectors import LiveDocument

CHANGED = "document.changed"
REMOVED = "document.removed"


def make_message_id() -> str:
    return f"msg_{uuid.uuid4().hex}"


def describe_state(documents: Mapping[str, LiveDocument]) -> str:
    """What an endpoint knows after the message, in one word; "" where nothing is served any more."""
    if not documents:
        return ""
    hashes = {locale: document.content_hash for locale, document in documents.items()}
    return hashlib.sha256(orjson.dumps(hashes, option=orjson.OPT_SORT_KEYS)).hexdigest()


def write_body(key: str, documents: Mapping[str, LiveDocument], *, message_id: str, at: datetime) -> str:
    """The JSON of a message. It never holds content: the receiver asks for it, and gets what is true then."""
    kind, _separator, name = key.partition(":")
    body = {
        "id": message_id,
        "type": CHANGED if documents else REMOVED,
        "timestamp": at.isoformat(),
        "data": {
            "kind": kind,
            "key": name,
            "locales": sorted(documents),
            "contentHashes": {locale: document.content_hash for locale, document in documents.items()},
        },
    }
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()
