"""PURE. JSON Lines: an object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from cms.catalog.feeds.files import open_binary
from cms.catalog.feeds.lines import Line
from cms.phrases import Phrase

_LONGEST_LINE = 8 * 1024 * 1024
_TOO_LONG = Phrase("longer than %(most)d MiB", most=_LONGEST_LINE // 1024 // 1024)


def read(path: Path) -> Iterator[Line]:
    """Every object with its line number; blank lines are passed over."""
    with open_binary(path) as file:
        number = 0
        while text := file.readline(_LONGEST_LINE):
            number += 1
            if len(text) == _LONGEST_LINE and not text.endswith(b"\n"):
                _skip_rest(file)
                yield Line(number, error=_TOO_LONG, raw=_show(text[:2000]))
                continue
            if number == 1:
                text = text.removeprefix(b"\xef\xbb\xbf")
            if text.strip():
                yield _parse(number, text)


def _skip_rest(file) -> None:
    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _parse(number: int, text: bytes) -> Line:
    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason = Phrase("not JSON: %(reason)s (column %(column)d)", reason=error.msg, column=error.colno)
        return Line(number, error=reason, raw=_show(text))
    if not isinstance(values, dict):
        return Line(number, error=Phrase("not a JSON object"), raw=_show(text))
    return Line(number, values)


def _show(text: bytes) -> str:
    return text.decode("utf-8", errors="replace").rstrip("\r\n")
