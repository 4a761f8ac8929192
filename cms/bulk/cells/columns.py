"""A column of a subject's table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.bulk.cells.kinds import Context, Kind


@dataclass(frozen=True)
class Column:
    """`name` is for good, `label` stands in the header. One that is `is_shown_only` is never written from a file."""

    name: str
    label: Any
    kind: Kind
    note: Any = ""
    is_identity: bool = False
    is_required: bool = False
    is_shown_only: bool = False
    width: int = 18
    is_listed: bool = False
    """Whether a drop-down offers its choices."""

    def describe(self, value: Any, context: Context | None = None) -> str:
        """A value for people to read."""
        cell = self.kind.write(value, context or Context())
        if cell is None:
            return ""
        if hasattr(cell, "strftime"):
            return cell.strftime("%Y-%m-%d %H:%M")
        return str(cell)


REASONS = (gettext_lazy("Row in the file"), gettext_lazy("Reason"))
"""What a file of refused rows has behind its columns; passed over when it comes back."""


class HeaderError(Exception):
    """A header that does not fit the subject; nothing of the file is taken."""


def match_header(header: Sequence[str], columns: Sequence[Column]) -> dict[int, Column]:
    """By position, the columns that a header names: by label in any language of the admin, or by name.

    Raises HeaderError that says which name is wrong and what would be right.
    """
    names, passed_over = _name_columns(columns), _translate(REASONS)
    found: dict[int, Column] = {}
    for position, text in enumerate(header):
        if not text or _fold(text) in passed_over:
            continue
        column = names.get(_fold(text))
        if column is None:
            raise HeaderError(
                _("There is no column “%(name)s” here. Rename or delete it. The columns are: %(columns)s.")
                % {"name": text[:60], "columns": ", ".join(str(one.label) for one in columns)}
            )
        if column in found.values():
            raise HeaderError(_("The column “%(name)s” is there twice. Delete one.") % {"name": column.label})
        found[position] = column
    _require_identity(found.values(), columns)
    return found


def _require_identity(found: Iterable[Column], columns: Sequence[Column]) -> None:
    present = set(found)
    missing = [column for column in columns if column.is_identity and column not in present]
    if missing:
        raise HeaderError(
            _("The column “%(name)s” is missing: it says which row is what. Start from a download or the template.")
            % {"name": ", ".join(str(column.label) for column in missing)}
        )
    if all(column.is_identity or column.is_shown_only for column in present):
        raise HeaderError(
            _("There is nothing to change: no column but those that say which row is what. Add one from the template.")
        )


def _name_columns(columns: Sequence[Column]) -> dict[str, Column]:
    names = {_fold(column.name): column for column in columns}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.update({_fold(str(column.label)): column for column in columns})
    return names


def _translate(labels: Iterable[Any]) -> set[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {_fold(str(label)) for label in labels}
    return found


def _fold(text: str) -> str:
    # The mark of a required column is ours, and no part of its name.
    return " ".join(text.replace("*", " ").split()).casefold()
