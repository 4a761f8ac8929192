"""PURE. Raw stream data on its way from one page to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def strip_ids(raw: Any) -> Any:
    """The same blocks without the ids of this page's: wherever they are put, they are blocks of their own."""
    if isinstance(raw, Mapping):
        is_block = "type" in raw and "value" in raw
        return {key: strip_ids(value) for key, value in raw.items() if not (is_block and key == "id")}
    if isinstance(raw, (list, tuple)):
        return [strip_ids(value) for value in raw]
    return raw


def keep_known(raw: Iterable[Any], known: Iterable[str]) -> list[dict[str, Any]]:
    """Those of `raw` that are blocks of a known type; what is kept in a browser may be anything."""
    types = set(known)
    return [
        {"type": one["type"], "value": one["value"]}
        for one in raw
        if isinstance(one, Mapping) and isinstance(one.get("type"), str) and one["type"] in types and "value" in one
    ]
