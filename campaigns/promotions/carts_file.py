"""PURE. Reads carts to be quoted: JSON Lines, one JSON object over several lines, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import orjson


@dataclass(frozen=True, slots=True)
class Entry:
    """A cart as read, with the quote it should have where the file says so; or why it is no JSON."""

    cart: Any = None
    name: str = ""
    expected: dict[str, Any] | None = None
    problem: str = ""


def read_entries(file: IO[bytes]) -> Iterator[Entry]:
    """The carts of a file in order. A line that is no JSON is one entry with its problem.

    An object {"case": …, "cart": …, "quote": …} is a worked case: its cart, and the keys the quote has to have.
    """
    first = file.readline()
    while first and not first.strip():
        first = file.readline()
    if not first:
        return
    try:
        parsed = [orjson.loads(first)]
    except orjson.JSONDecodeError:
        yield from _read_whole(first, file)
        return
    if isinstance(parsed[0], list):
        parsed = parsed[0]
    yield from map(_make_entry, parsed)
    yield from _read_lines(file, 2)


def _read_whole(first: bytes, file: IO[bytes]) -> Iterator[Entry]:
    """The first line alone is no JSON: either all lines together are, or it is a bad line."""
    rest = file.read()
    try:
        parsed = orjson.loads(first + rest)
    except orjson.JSONDecodeError as error:
        lines = rest.splitlines()
        if any(_is_json(line) for line in lines):
            yield Entry(problem=f"line 1 is no JSON: {error}")
            yield from _read_lines(lines, 2)
        else:
            yield Entry(problem=f"the file is no JSON: {error}")
        return
    yield from map(_make_entry, parsed if isinstance(parsed, list) else [parsed])


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _read_lines(lines: Any, number: int) -> Iterator[Entry]:
    for at, line in enumerate(lines, start=number):
        if not line.strip():
            continue
        try:
            yield _make_entry(orjson.loads(line))
        except orjson.JSONDecodeError as error:
            yield Entry(problem=f"line {at} is no JSON: {error}")


def _make_entry(raw: Any) -> Entry:
    if isinstance(raw, dict) and "cart" in raw and "lines" not in raw:
        expected = raw.get("quote")
        return Entry(raw["cart"], str(raw.get("case", "")), expected if isinstance(expected, dict) else None)
    return Entry(raw)
