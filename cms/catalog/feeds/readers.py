"""PURE. Reads feeds line by line: JSON Lines, CSV and XLSX, each also gzipped, told apart by content and name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from cms.catalog.feeds import csv_lines, json_lines, xlsx_lines
from cms.catalog.feeds.files import open_binary
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.problems import FeedError
from cms.phrases import Phrase

Format = Literal["jsonl", "csv", "xlsx"]

_BY_SUFFIX: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
}


@dataclass(frozen=True, slots=True)
class Feed:
    """A file of rows. `read()` may be called again and again; each time it streams from the start."""

    path: Path
    format: Format
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None

    def read(self) -> Iterator[Line]:
        """Every row with its line number; a malformed one carries the reason instead of values."""
        try:
            match self.format:
                case "jsonl":
                    yield from json_lines.read(self.path)
                case "csv":
                    yield from csv_lines.read(self.path, delimiter=self.delimiter, encoding=self.encoding)
                case "xlsx":
                    yield from xlsx_lines.read(self.path, sheet=self.sheet)
        except (OSError, EOFError) as error:
            reason = Phrase("it cannot be read: %(reason)s", reason=str(error))
            raise FeedError(str(self.path), reason, Phrase("Check the file, then run again")) from error


def open_feed(
    path: Path, *, delimiter: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> Feed:
    """The feed in `path`. Raises FeedError where there is none, or where its format is not known."""
    try:
        with open_binary(path) as file:
            found = _detect(path, file)
    except (OSError, EOFError) as error:
        reason = Phrase("it cannot be read: %(reason)s", reason=getattr(error, "strerror", None) or str(error))
        raise FeedError(str(path), reason, Phrase("Name a file that this user may read")) from error
    return Feed(path, found, delimiter=delimiter, encoding=encoding, sheet=sheet)


def _detect(path: Path, file: BinaryIO) -> Format:
    head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise FeedError(str(path), Phrase("it is an old Excel file (.xls)"), Phrase("Save it as .xlsx or CSV"))
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FeedError(str(path), Phrase("it is no text"), Phrase("Give JSON Lines, CSV or XLSX, each also gzipped"))
    by_name = _read_suffix(path)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"[") and by_name != "csv":
        hint = Phrase("Write one object a line (JSON Lines), without the brackets")
        raise FeedError(str(path), Phrase("it is one JSON array"), hint)
    if start.startswith(b"{") and by_name != "csv":
        return "jsonl"
    if by_name == "xlsx":
        hint = Phrase("Save it as .xlsx again, or name it .csv")
        raise FeedError(str(path), Phrase("its name says XLSX, but it is none"), hint)
    return by_name or "csv"


def _read_suffix(path: Path) -> Format | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in {".gz", ".gzip"}:
        suffixes.pop()
    return _BY_SUFFIX.get(suffixes[-1]) if suffixes else None


__all__ = ["Feed", "Format", "Line", "open_feed"]
