"""PURE. What is different between two states of a thing, and how texts differ."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

LONGEST = 2_000
"""What is longer is cut: the comparison of versions has the whole."""
_MARKED_AT_MOST = 4_000
_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|h\d|li|div|tr|blockquote)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)

Path = tuple[str, ...]
Difference = tuple[Path, Any, Any]


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Each value that differs, by its path; rows of a list are matched by their `pk`, new ones by their place."""
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(name), after.get(name)
        if _is_rows(old) or _is_rows(new):
            yield from _compare_rows(name, old or [], new or [])
        elif normalise(old) != normalise(new):
            yield (name,), old, new


def normalise(value: Any) -> Any:
    """The same for every way of saying nothing."""
    return None if value in ("", [], {}, "[]", "{}") else value


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) and "pk" in one for one in value)


def _compare_rows(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    old, new = _key(before), _key(after)
    for key, row in old.items():
        if key not in new:
            yield (name, str(before.index(row) + 1)), row, None
    for place, (key, row) in enumerate(new.items(), 1):
        if key not in old:
            yield (name, str(place)), None, row
        else:
            for path, was, is_ in compare(old[key], row):
                yield (name, str(place), *path), was, is_


def _key(rows: Sequence[Any]) -> dict[Any, Any]:
    fresh = 0
    keyed = {}
    for row in rows:
        if row.get("pk") is None:
            fresh += 1
        keyed[row.get("pk") if row.get("pk") is not None else ("new", fresh)] = row
    return keyed


def read_markup(text: str) -> str:
    """What rich text says, a line a paragraph."""
    plain = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", text)))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line)


def cut(text: str) -> tuple[str, bool]:
    """`text`, and whether something is missing at its end."""
    return (text, False) if len(text) <= LONGEST else (text[: LONGEST - 1] + "…", True)


def mark(before: str, after: str) -> list[tuple[str, str]]:
    """The parts of both texts in order, each "same", "gone" or "new"; words of Latin letters stay whole."""
    if len(before) + len(after) > _MARKED_AT_MOST or not before or not after:
        return [(kind, text) for kind, text in (("gone", before), ("new", after)) if text]
    old, new = _WORD.findall(before), _WORD.findall(after)
    parts: list[tuple[str, str]] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(old[start:end])))
        else:
            parts.extend(
                (name, text)
                for name, text in (("gone", "".join(old[start:end])), ("new", "".join(new[new_start:new_end])))
                if text
            )
    return parts
