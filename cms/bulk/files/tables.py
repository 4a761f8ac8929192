"""Reads a table row by row, whatever its format; each row knows its place in the file."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cms.bulk.cells.escaping import unescape
from cms.bulk.cells.kinds import Cell
from cms.catalog.feeds import csv_lines

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 50_000
_LARGEST_UNPACKED = 400 * 1024 * 1024
_LONGEST_CELL = 4 * 1024 * 1024
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class TableError(Exception):
    """A file that cannot be read at all; the message gives the reason and the way out."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that holds no value of its own; `reason` says why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells by position; `error` where the row has no shape."""

    number: int
    cells: list[Cell | Bad] = field(default_factory=list)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it; `sheet` is "" for a CSV file."""

    sheet: str
    header: list[str]
    rows: Iterator[TableRow]


@contextmanager
def open_table(content: bytes, name: str) -> Iterator[Table]:
    """The table in an uploaded file. Raises TableError."""
    if len(content) > LARGEST_FILE:
        raise TableError(
            _("It is larger than %(size)d MB. Split it into several files.") % {"size": LARGEST_FILE // 1024 // 1024}
        )
    if content.startswith(b"PK\x03\x04"):
        with _open_workbook(content) as table:
            yield table
        return
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(_("It is an old Excel file (.xls), or one with a password. Save it as .xlsx or CSV."))
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(_("It is neither XLSX nor CSV. Start from a download or the template."))
    with _open_csv(content) as table:
        yield table


@contextmanager
def _open_workbook(content: bytes) -> Iterator[Table]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        try:
            with ZipFile(file) as archive:
                if sum(one.file_size for one in archive.infolist()) > _LARGEST_UNPACKED:
                    raise TableError(_("Unpacked it is too large. Split it into several files."))
            file.seek(0)
            # Formulas are seen as formulas: their last results may be missing or old.
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
            raise TableError(_("It is no XLSX workbook. Open it in a spreadsheet and save it as .xlsx.")) from error
        try:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()
            rows = _read_sheet(sheet)
            header = next(rows, None)
            if header is None:
                raise TableError(_("The first sheet is empty. Name the columns in its first row."))
            yield Table(sheet.title, [_as_name(cell) for cell in header.cells], rows)
        finally:
            workbook.close()


def _read_sheet(sheet: Any) -> Iterator[TableRow]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = TableRow(number, [_read_cell(cell) for cell in cells])
        if any(cell not in (None, "") for cell in row.cells):
            yield row


def _read_cell(cell: Any) -> Cell | Bad:
    value = cell.value
    if value is None:
        return None
    if getattr(cell, "data_type", "") == "f":
        text = value if isinstance(value, str) else str(getattr(value, "text", "") or "")
        return Bad(text, _("It holds a formula. Copy it and paste it as a value."))
    if getattr(cell, "data_type", "") == "e" or value in _ERRORS:
        return Bad(str(value), _("It holds the error %(error)s of a spreadsheet.") % {"error": value})
    return value


@contextmanager
def _open_csv(content: bytes) -> Iterator[Table]:
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        path = Path(file.name)
        with path.open(encoding=csv_lines.detect_encoding(path), errors="replace", newline="") as text:
            delimiter = csv_lines.detect_delimiter(text.readline())
            text.seek(0)
            csv.field_size_limit(_LONGEST_CELL)
            rows = csv.reader(text, delimiter=delimiter, strict=True)
            try:
                header = [unescape(name.strip()) for name in next(rows, [])]
            except csv.Error as error:
                raise _refuse_csv() from error
            if not any(header):
                raise _refuse_csv()
            yield Table("", header, _read_csv(rows, len(header)))


def _refuse_csv() -> TableError:
    return TableError(_("It cannot be read as CSV. Save it as CSV (UTF-8), with the columns' names in the first line."))


def _read_csv(rows: Any, width: int) -> Iterator[TableRow]:
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield TableRow(number, error=_("The line is no CSV: %(reason)s.") % {"reason": error})
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _make_csv_row(number, cells, width)


def _make_csv_row(number: int, cells: list[str], width: int) -> TableRow:
    read: list[Cell | Bad] = [unescape(cell) for cell in cells]
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        reason = _("It has %(number)d cells where the header has %(most)d. Put quotes around texts with a comma.")
        return TableRow(number, read, error=reason % {"number": len(cells), "most": width})
    if any("\ufffd" in cell for cell in cells):
        return TableRow(number, read, error=_("It holds bytes that are no text. Save the file as CSV (UTF-8)."))
    return TableRow(number, read)


def _as_name(cell: Cell | Bad) -> str:
    if isinstance(cell, Bad):
        return cell.text
    return "" if cell is None else str(cell).strip()
