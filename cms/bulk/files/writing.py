"""Writes tables: XLSX with drop-downs, notes and colours, or CSV; row by row, so that memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cms.bulk.cells.columns import Column
from cms.bulk.cells.escaping import escape, is_dangerous
from cms.bulk.cells.kinds import BooleanKind, Cell, ChoiceKind, ListKind, TextKind, tidy

_LONGEST_CELL = 32_767
_VALIDATED_ROWS = 20_000
_MOST_CHOICES = 5_000
_FILLS = {
    "identity": PatternFill("solid", fgColor="FF2E1F5E"),
    "column": PatternFill("solid", fgColor="FF007D7E"),
    "shown": PatternFill("solid", fgColor="FF8A8A8A"),
    "bad": PatternFill("solid", fgColor="FFF8D7DA"),
}
_HEADER_FONT = Font(bold=True, color="FFFFFFFF")
_GREY = Font(color="FF6B6B6B")


@dataclass(frozen=True)
class Sheet:
    """What a file is made of. `rows` yields cells in the order of `columns`; `extra` are headers after those."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    extra: Sequence[str] = ()
    bad_columns: bool = False


def write_xlsx(sheet: Sheet, file: BinaryIO) -> None:
    """The whole workbook into `file`: the rows first, then what the columns mean and the choices."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(_clean_title(sheet.title))
    page.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    for number in range(len(sheet.extra)):
        page.column_dimensions[get_column_letter(len(sheet.columns) + 1 + number)].width = 60
    choices = _list_choices(sheet.columns)
    for column, validation in _make_validations(sheet.columns, choices):
        letter = get_column_letter(sheet.columns.index(column) + 1)
        validation.add(f"{letter}2:{letter}{_VALIDATED_ROWS}")
        page.data_validations.append(validation)
    page.append([*(_make_header(page, column) for column in sheet.columns), *_make_extra(page, sheet.extra)])
    fonts = [_GREY if column.is_shown_only else None for column in sheet.columns]
    for row in sheet.rows:
        page.append([_make_cell(page, cell, font) for cell, font in _pair(row, fonts)])
    _write_notes(workbook, sheet.columns)
    _write_choices(workbook, choices)
    workbook.save(file)


def write_csv(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces, with a byte order mark, by which spreadsheets know UTF-8."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow([escape(_name_header(column)) for column in sheet.columns] + list(map(escape, sheet.extra)))
    yield b"\xef\xbb\xbf" + line.take()
    for row in sheet.rows:
        writer.writerow([_write_plain(cell) for cell in row])
        yield line.take()


class _Line:
    """Where the CSV writer puts a line, to be taken away."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def take(self) -> bytes:
        text, self.text = self.text, ""
        return text.encode("utf-8", errors="replace")


def _write_plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        # A negative number is no formula, and has to stay a number.
        return str(cell)
    return escape(tidy(str(cell)))


def _name_header(column: Column) -> str:
    return f"{column.label} *" if column.is_required or column.is_identity else str(column.label)


def _make_header(page: Any, column: Column) -> Any:
    cell = WriteOnlyCell(page, _name_header(column))
    kind = "shown" if column.is_shown_only else "identity" if column.is_identity else "column"
    cell.fill, cell.font = _FILLS[kind], _HEADER_FONT
    note = describe_column(column)
    if note:
        cell.comment = Comment(note, "Vitrine", width=320, height=120)
    return cell


def _make_extra(page: Any, names: Sequence[str]) -> list[Any]:
    cells = []
    for name in names:
        cell = WriteOnlyCell(page, name)
        cell.fill, cell.font = _FILLS["bad"], Font(bold=True)
        cells.append(cell)
    return cells


def _pair(row: Sequence[Cell], fonts: Sequence[Any]) -> Iterator[tuple[Cell, Any]]:
    for position, cell in enumerate(row):
        yield cell, fonts[position] if position < len(fonts) else None


def _make_cell(page: Any, value: Cell, font: Any) -> Any:
    """Texts are always texts: never a formula, never a number that loses its zeros."""
    if isinstance(value, str):
        text = tidy(value)[:_LONGEST_CELL]
        cell = WriteOnlyCell(page, text)
        cell.data_type = "s"
        cell.number_format = "@"
        if is_dangerous(text):
            cell.quotePrefix = True
        if "\n" in text:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if font is not None:
            cell.font = font
        return cell
    if isinstance(value, datetime):
        cell = WriteOnlyCell(page, value)
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
        return cell
    return value


def describe_column(column: Column) -> str:
    """What a person filling in the column has to know."""
    parts = [str(column.note)] if column.note else []
    if column.is_identity:
        parts.append(_("Says which row is what; never change it."))
    elif column.is_shown_only:
        parts.append(_("Shown for you; changes here are not taken."))
    elif column.is_required:
        parts.append(_("It cannot be empty."))
    else:
        parts.append(_("Empty it to empty the field; delete the whole column to leave it as it is."))
    return " ".join(parts)


def _list_choices(columns: Sequence[Column]) -> dict[str, list[str]]:
    found = {}
    for column in columns:
        if column.is_shown_only:
            continue
        if isinstance(column.kind, BooleanKind):
            found[column.name] = [_("Yes"), _("No")]
        elif isinstance(column.kind, ChoiceKind) and column.is_listed:
            labels = [str(label) for label in column.kind.choices().values()]
            found[column.name] = labels[:_MOST_CHOICES]
    return {name: labels for name, labels in found.items() if labels}


def _make_validations(
    columns: Sequence[Column], choices: dict[str, list[str]]
) -> Iterator[tuple[Column, DataValidation]]:
    title = quote_sheet(_("Choices"))
    places = {name: get_column_letter(number) for number, name in enumerate(choices, start=1)}
    for column in columns:
        note = describe_column(column)[:250]
        if column.name in choices:
            letter = places[column.name]
            formula = f"{title}!${letter}$1:${letter}${len(choices[column.name])}"
            validation = DataValidation(type="list", formula1=formula, allow_blank=not column.is_required)
            validation.error = _("Choose one of the list.")
            validation.showErrorMessage = True
        elif isinstance(column.kind, TextKind) and not column.is_shown_only and not column.is_identity:
            longest = str(column.kind.longest)
            validation = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=longest)
            validation.error = _("At most %(most)s characters.") % {"most": longest}
            validation.showErrorMessage = True
        else:
            continue
        validation.prompt, validation.promptTitle = note, str(column.label)[:32]
        validation.showInputMessage = True
        yield column, validation


def quote_sheet(title: str) -> str:
    """A sheet's name as formulas of drop-downs write it."""
    return "'" + title.replace("'", "''") + "'"


def _write_notes(workbook: Any, columns: Sequence[Column]) -> None:
    page = workbook.create_sheet(_("Notes"))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 28, 100
    page.append([_make_cell(page, _("Column"), Font(bold=True)), _make_cell(page, _("What it means"), Font(bold=True))])
    for column in columns:
        several = _("Several, one a line.") if isinstance(column.kind, ListKind) and not column.kind.is_set else ""
        page.append(
            [
                _make_cell(page, _name_header(column), None),
                _make_cell(page, f"{describe_column(column)} {several}", None),
            ]
        )


def _write_choices(workbook: Any, choices: dict[str, list[str]]) -> None:
    if not choices:
        return
    page = workbook.create_sheet(_("Choices"))
    page.sheet_state = "hidden"
    for number in range(max(map(len, choices.values()))):
        page.append(
            [_make_cell(page, labels[number] if number < len(labels) else None, None) for labels in choices.values()]
        )


def _clean_title(title: str) -> str:
    return "".join(character for character in title if character not in "[]:*?/\\")[:31] or "1"
