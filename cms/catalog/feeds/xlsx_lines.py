"""PURE. XLSX workbooks, streamed: the first sheet or a named one, its first filled row being the header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cms.catalog.feeds.files import open_seekable
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.problems import FeedError

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def read(path: Path, *, sheet: str | None = None) -> Iterator[Line]:
    """Every filled row by the header's names, with its row number."""
    with open_seekable(path) as file:
        try:
            workbook = load_workbook(file, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise FeedError(str(path), f"it is no XLSX workbook: {error}", "Save it as .xlsx again") from error
        try:
            yield from _read_sheet(path, workbook, sheet)
        finally:
            workbook.close()


def _read_sheet(path: Path, workbook: Any, name: str | None) -> Iterator[Line]:
    names = [found.title for found in workbook.worksheets]
    if name is not None and name not in names:
        raise FeedError(str(path), f"there is no sheet {name!r}", f"It has: {', '.join(names)}")
    worksheet = workbook[name] if name is not None else workbook.worksheets[0]
    # Some exporters write a wrong size, and rows beyond it would be lost.
    worksheet.reset_dimensions()
    rows = enumerate(worksheet.iter_rows(values_only=True), start=1)
    header = _read_header(path, rows)
    for number, cells in rows:
        if any(cell not in (None, "") for cell in cells):
            yield _make_line(number, cells, header)


def _read_header(path: Path, rows: Iterator[tuple[int, tuple[Any, ...]]]) -> list[str]:
    for number, cells in rows:
        header = ["" if cell is None else str(cell).strip() for cell in cells]
        named = [name for name in header if name]
        if twice := sorted({name for name in named if named.count(name) > 1}):
            place = f"{path}, row {number}"
            raise FeedError(place, f"the header names {', '.join(twice)} twice", "Give each column its own name")
        if named:
            return header
    raise FeedError(str(path), "the sheet is empty", "Name the columns in the first row")


def _make_line(number: int, cells: tuple[Any, ...], header: list[str]) -> Line:
    extra = [cell for cell in cells[len(header) :] if cell not in (None, "")]
    raw = "\t".join("" if cell is None else str(cell) for cell in cells)
    if extra:
        return Line(number, error=f"it has cells beyond the header's {len(header)} columns", raw=raw)
    values = {name: cell for name, cell in zip(header, cells, strict=False) if name}
    for name, cell in values.items():
        if cell in _ERRORS:
            return Line(number, error=f"{name} holds the error {cell}", raw=raw)
    return Line(number, values)
