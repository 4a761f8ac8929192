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
from cms.catalog.feeds.problems import FeedError, refuse_header
from cms.phrases import Phrase

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def read(path: Path, *, sheet: str | None = None) -> Iterator[Line]:
    """Every filled row by the header's names, with its row number."""
    with open_seekable(path) as file:
        try:
            workbook = load_workbook(file, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            reason = Phrase("it is no XLSX workbook: %(reason)s", reason=str(error))
            raise FeedError(str(path), reason, Phrase("Save it as .xlsx again")) from error
        try:
            yield from _read_sheet(path, workbook, sheet)
        finally:
            workbook.close()


def _read_sheet(path: Path, workbook: Any, name: str | None) -> Iterator[Line]:
    names = [found.title for found in workbook.worksheets]
    if name is not None and name not in names:
        reason = Phrase("there is no sheet %(name)r", name=name)
        raise FeedError(str(path), reason, Phrase("It has: %(names)s", names=", ".join(names)))
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
            raise refuse_header(Phrase("%(path)s, row %(row)d", path=path, row=number), twice)
        if named:
            return header
    raise FeedError(str(path), Phrase("the sheet is empty"), Phrase("Name the columns in the first row"))


def _make_line(number: int, cells: tuple[Any, ...], header: list[str]) -> Line:
    extra = [cell for cell in cells[len(header) :] if cell not in (None, "")]
    raw = "\t".join("" if cell is None else str(cell) for cell in cells)
    if extra:
        reason = Phrase("it has cells beyond the header's %(number)d columns", number=len(header))
        return Line(number, error=reason, raw=raw)
    values = {name: cell for name, cell in zip(header, cells, strict=False) if name}
    for name, cell in values.items():
        if cell in _ERRORS:
            reason = Phrase("%(column)s holds the error %(error)s", column=name, error=cell)
            return Line(number, error=reason, raw=raw)
    return Line(number, values)
