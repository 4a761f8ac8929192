"""PURE. CSV in any delimiter and in the encodings that shops' exports come in."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from cms.catalog.feeds.files import open_binary
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.problems import FeedError, refuse_header
from cms.phrases import Phrase

_DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_LONGEST_CELL = 4 * 1024 * 1024


def read(path: Path, *, delimiter: str | None = None, encoding: str | None = None) -> Iterator[Line]:
    """Every row by the header's names, with the number of the line it starts on."""
    csv.field_size_limit(_LONGEST_CELL)
    with open_binary(path) as file:
        stream = io.TextIOWrapper(file, encoding=encoding or detect_encoding(path), errors="replace", newline="")
        with stream as text:
            first = text.readline()
            chosen = delimiter or detect_delimiter(first)
            rows = csv.reader(_chain(first, text), delimiter=chosen, strict=True)
            header = _read_header(path, rows)
            yield from _read_rows(rows, header, chosen)


def detect_encoding(path: Path) -> str:
    """A byte order mark decides; else UTF-8 where all of it is valid, else GB 18030 where that is, else UTF-8."""
    with open_binary(path) as file:
        head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return next((name for name in ("utf-8", "gb18030") if _is_valid(path, name)), "utf-8")


def detect_delimiter(header: str) -> str:
    """The delimiter that the header has most of, outside quotes; a comma where it has none."""
    plain = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=lambda mark: (plain.count(mark), -_DELIMITERS.index(mark)))


def _is_valid(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with open_binary(path) as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _read_header(path: Path, rows: Iterator[list[str]]) -> list[str]:
    place = Phrase("%(path)s, line %(line)d", path=path, line=1)
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        reason = Phrase("the header is no CSV: %(reason)s", reason=str(error))
        raise FeedError(place, reason, Phrase("Put its quotes right")) from error
    if not any(header):
        raise FeedError(place, Phrase("there is no header"), Phrase("Name the columns in the first line"))
    named = [name for name in header if name]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise refuse_header(place, twice)
    return header


def _read_rows(rows, header: list[str], delimiter: str) -> Iterator[Line]:
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Line(number, error=Phrase("not CSV: %(reason)s", reason=str(error)))
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _make_line(number, cells, header, delimiter)


def _make_line(number: int, cells: list[str], header: list[str], delimiter: str) -> Line:
    raw = delimiter.join(cells)
    if len(cells) != len(header):
        reason = Phrase(
            "it has %(number)d cells where the header has %(wanted)d", number=len(cells), wanted=len(header)
        )
        return Line(number, error=reason, raw=raw)
    if any("\ufffd" in cell for cell in cells):
        return Line(number, error=Phrase("it holds bytes that are no text in the file's encoding"), raw=raw)
    if any("\0" in cell for cell in cells):
        return Line(number, error=Phrase("it holds a NUL character"), raw=raw.replace("\0", ""))
    return Line(number, {name: cell for name, cell in zip(header, cells, strict=True) if name})
