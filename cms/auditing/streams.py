"""PURE. A StreamField as a list of blocks with what they say: its stored JSON in, texts out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cms.auditing.comparing import read_markup

Block = tuple[str, str]
"""What kind of block, and what it says."""


def read_blocks(raw: Any) -> dict[str, Block]:
    """Every block by its id, in order; empty for what is no stream."""
    if isinstance(raw, str):
        try:
            raw = json.loads(raw or "[]")
        except ValueError:
            return {}
    if not isinstance(raw, list):
        return {}
    blocks = {}
    for place, block in enumerate(raw):
        if isinstance(block, dict) and "type" in block:
            blocks[str(block.get("id") or place)] = (str(block["type"]), "\n".join(_read(block.get("value"))))
    return blocks


def compare_blocks(before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """Each block that was added, taken out or changed: its place and kind, what it said, what it says."""
    old, new = read_blocks(before), read_blocks(after)
    for place, (key, (kind, text)) in enumerate(old.items(), 1):
        if key not in new:
            yield f"{place} {kind}", text, ""
    for place, (key, (kind, text)) in enumerate(new.items(), 1):
        was = old.get(key, ("", ""))[1]
        if key not in old or was != text:
            yield f"{place} {kind}", was, text
    kept_before = [key for key in old if key in new]
    kept_after = [key for key in new if key in old]
    if kept_before != kept_after:
        yield "", _list_kinds(old, kept_before), _list_kinds(new, kept_after)


def _list_kinds(blocks: dict[str, Block], keys: list[str]) -> str:
    return " → ".join(blocks[key][0] for key in keys)


def _read(value: Any, name: str = "") -> Iterator[str]:
    """A line for each value that says something, after its name."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("id", "type"):
                yield from _read(part, name if key == "value" else key)
    elif isinstance(value, list):
        for part in value:
            yield from _read(part, name)
    elif value not in (None, "", False):
        text = read_markup(value) if isinstance(value, str) else json.dumps(value)
        yield f"{name}: {text}" if name else text
