"""PURE. Writes bad rows back in the format they came in, with the reasons, to be put right and fed again."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import orjson
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.problems import FeedError, Problem
from cms.catalog.feeds.readers import Feed
from cms.phrases import Phrase

LINE, FIELD, REASON, RAW = "import_line", "import_field", "import_reason", "import_raw"


class Report(Protocol):
    """Takes bad lines; nothing is written where there are none."""

    def add(self, line: Line, problems: Sequence[Problem]) -> None: ...

    def close(self) -> None: ...


def open_report(path: Path | None, feed: Feed) -> Report:
    """A report in the feed's own format. Raises FeedError where `path` cannot be written."""
    if path is None:
        return _NoReport()
    if path.resolve() == feed.path.resolve():
        raise FeedError(str(path), Phrase("the report would overwrite the feed"), Phrase("Name another file"))
    if not path.resolve().parent.is_dir():
        hint = Phrase("Make the folder, or name another")
        raise FeedError(str(path), Phrase("its folder is not there"), hint)
    kinds: dict[str, type[_JsonLinesReport] | type[_CsvReport] | type[_XlsxReport]] = {
        "jsonl": _JsonLinesReport,
        "csv": _CsvReport,
        "xlsx": _XlsxReport,
    }
    return kinds[feed.format](path)


def _describe(line: Line, problems: Sequence[Problem]) -> dict[str, Any]:
    """The row with what is wrong with it; a row reported before sheds its old reasons."""
    values = {name: value for name, value in line.values.items() if name not in {LINE, FIELD, REASON, RAW}}
    raw = {RAW: line.raw} if line.error else {}
    return {
        **values,
        **raw,
        LINE: line.number,
        FIELD: "; ".join(problem.field for problem in problems if problem.field),
        REASON: "; ".join(problem.reason for problem in problems),
    }


class _NoReport:
    def add(self, line: Line, problems: Sequence[Problem]) -> None:
        pass

    def close(self) -> None:
        pass


class _TextReport:
    """Opens its file with the first bad line; packed where the name says so."""

    newline = "\n"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: io.TextIOWrapper | None = None

    def open(self) -> io.TextIOWrapper:
        if self.file is None:
            packed = self.path.suffix.lower() in {".gz", ".gzip"}
            # Closed by `close`, with the report.
            raw: Any = gzip.open(self.path, "wb") if packed else self.path.open("wb")  # noqa: SIM115
            # With a byte order mark, spreadsheets open CSV as the UTF-8 it is.
            encoding = "utf-8-sig" if isinstance(self, _CsvReport) else "utf-8"
            self.file = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=self.newline)
        return self.file

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class _JsonLinesReport(_TextReport):
    def add(self, line: Line, problems: Sequence[Problem]) -> None:
        row = orjson.dumps(_describe(line, problems), default=str, option=orjson.OPT_NON_STR_KEYS)
        self.open().write(row.decode() + "\n")


class _CsvReport(_TextReport):
    """The header is that of the first good-shaped row; rows without a shape keep their text in one cell."""

    newline = ""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.waiting: list[dict[str, Any]] = []
        self.writer: csv.DictWriter | None = None

    def add(self, line: Line, problems: Sequence[Problem]) -> None:
        row = _describe(line, problems)
        if self.writer is None and line.error:
            self.waiting.append(row)
            return
        self._write(row)

    def _write(self, row: dict[str, Any]) -> None:
        if self.writer is None:
            columns = [*(name for name in row if name not in {LINE, FIELD, REASON, RAW}), LINE, FIELD, REASON, RAW]
            self.writer = csv.DictWriter(self.open(), columns, restval="", extrasaction="ignore")
            self.writer.writeheader()
            self.writer.writerows(self.waiting)
            self.waiting = []
        self.writer.writerow(row)

    def close(self) -> None:
        if self.waiting:
            first, *self.waiting = self.waiting
            rest, self.waiting = self.waiting, []
            self._write(first)
            for row in rest:
                self._write(row)
        super().close()


class _XlsxReport:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.columns: list[str] = []
        self.rows: list[dict[str, Any]] = []

    def add(self, line: Line, problems: Sequence[Problem]) -> None:
        row = _describe(line, problems)
        self.columns += [name for name in row if name not in self.columns and name not in {LINE, FIELD, REASON, RAW}]
        self.rows.append(row)

    def close(self) -> None:
        if not self.rows:
            return
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("rows")
        columns = [*self.columns, LINE, FIELD, REASON, RAW]
        sheet.append(columns)
        for row in self.rows:
            sheet.append([_make_cell(row.get(name)) for name in columns])
        workbook.save(self.path)


def _make_cell(value: Any) -> Any:
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
