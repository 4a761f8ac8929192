"""What a column's cells are: how a value is written into one, and read back.

The law of every kind: what is written and comes back untouched is the same value. Values are plain JSON, so that a
job keeps them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.catalog.forms.money import parse_price
from cms.money import Money

Cell = str | int | float | Decimal | bool | datetime | date | time | None
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LARGEST = 2**31 - 1
_MINUTE = "%Y-%m-%d %H:%M"
_SECOND = "%Y-%m-%d %H:%M:%S"
_FORMS = (_SECOND, _MINUTE, "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d")


class CellError(ValueError):
    """A cell that cannot become a value; the message gives the reason and the way out, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reading and writing needs beside the cell: the row's currency."""

    currency: str = "CNY"


class Kind(Protocol):
    """What every kind does."""

    def write(self, value: Any, context: Context) -> Cell:
        """The cell that holds `value`."""

    def read(self, cell: Cell, context: Context) -> Any:
        """The value in a cell. Raises CellError."""


def tidy(text: str) -> str:
    """Text without what neither databases nor workbooks keep; lines end in one way."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def as_text(cell: Cell) -> str:
    """A cell as clean text; 3920564.0 was typed as 3920564."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.strftime(_SECOND)
    return tidy(str(cell))


@dataclass(frozen=True)
class TextKind:
    """One line, or with `has_lines` several."""

    longest: int = 255
    has_lines: bool = False
    is_number_like: bool = False

    def write(self, value: str, context: Context) -> Cell:
        return value or None

    def read(self, cell: Cell, context: Context) -> str:
        text = as_text(cell)
        if not self.has_lines:
            text = " ".join(text.split())
        if len(text) > self.longest:
            raise CellError(
                _("It has %(number)d characters; at most %(most)d are allowed. Shorten it.")
                % {"number": len(text), "most": self.longest}
            )
        return text


@dataclass(frozen=True)
class ListKind:
    """Several short texts: one a line, or with `separator` in one line. `is_set`: their order does not count."""

    longest: int = 80
    separator: str = "\n"
    is_set: bool = False

    def write(self, value: Sequence[str], context: Context) -> Cell:
        return ("\n" if self.separator == "\n" else f"{self.separator} ").join(value) or None

    def read(self, cell: Cell, context: Context) -> list[str]:
        text = as_text(cell)
        parts = re.split(r"[\n]" if self.separator == "\n" else r"[,，、;；\n]", text)
        items = list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
        long = next((item for item in items if len(item) > self.longest), None)
        if long:
            raise CellError(
                _("“%(text)s…” has %(number)d characters; at most %(most)d are allowed. Shorten it.")
                % {"text": long[:20], "number": len(long), "most": self.longest}
            )
        return sorted(items) if self.is_set else items


@dataclass(frozen=True)
class ChoiceKind:
    """One of some values, shown by their labels; read by label in any language, or by the value itself."""

    choices: Callable[[], Mapping[str, Any]]
    """By value, what it is called (may be lazy)."""
    others: Callable[[], Mapping[str, str]] = field(default=dict)
    """By what else people may type (folded), the value: names in other languages."""

    def write(self, value: str, context: Context) -> Cell:
        return str(self.known.get(value, value)) if value else None

    def read(self, cell: Cell, context: Context) -> str:
        text = " ".join(as_text(cell).split())
        if not text or text in self.known:
            return text
        folded = text.casefold()
        found = self.by_label.get(folded) or self.aliases.get(folded)
        if found is None:
            allowed = list(map(str, self.known.values()))
            shown = ", ".join(allowed[:12]) + (" …" if len(allowed) > 12 else "")
            raise CellError(
                _("“%(text)s” is not known. Choose one of: %(choices)s.") % {"text": text[:60], "choices": shown or "—"}
            )
        return found

    # Read once: a subject is made anew for each transaction, and so are its columns.
    @cached_property
    def known(self) -> Mapping[str, Any]:
        return self.choices()

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        return {str(label).casefold(): value for value, label in self.known.items()}

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        return self.others()


@dataclass(frozen=True)
class BooleanKind:
    """Yes or no."""

    def write(self, value: bool, context: Context) -> Cell:
        return _("Yes") if value else _("No")

    def read(self, cell: Cell, context: Context) -> bool:
        word = as_text(cell).casefold()
        if word in {"yes", "true", "1", "是", _("Yes").casefold()}:
            return True
        if word in {"no", "false", "0", "否", _("No").casefold()}:
            return False
        raise CellError(_("“%(text)s” is neither yes nor no.") % {"text": word[:40]})


@dataclass(frozen=True)
class IntegerKind:
    """A whole number within bounds, or nothing."""

    least: int = 0

    def write(self, value: int | None, context: Context) -> Cell:
        return value

    def read(self, cell: Cell, context: Context) -> int | None:
        text = as_text(cell).replace(",", "")
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,12}", text):
            raise CellError(_("“%(text)s” is no whole number. Type digits only.") % {"text": text[:40]})
        number = int(text)
        if not self.least <= number <= _LARGEST:
            raise CellError(
                _("%(number)d is not between %(least)d and %(most)d.")
                % {"number": number, "least": self.least, "most": _LARGEST}
            )
        return number


@dataclass(frozen=True)
class MoneyKind:
    """Minor units; in the cell a decimal amount of the row's currency."""

    def write(self, value: int | None, context: Context) -> Cell:
        return None if value is None else Decimal(Money(value, context.currency).amount)

    def read(self, cell: Cell, context: Context) -> int | None:
        text = as_text(cell)
        if not text:
            return None
        try:
            return parse_price(text, context.currency)
        except ValidationError as error:
            raise CellError(" ".join(error.messages)) from None


@dataclass(frozen=True)
class TimeKind:
    """A moment, in the cell as a clock in the shop shows it; kept as ISO 8601 in UTC, to the second."""

    def write(self, value: str | None, context: Context) -> Cell:
        if not value:
            return None
        return timezone.localtime(datetime.fromisoformat(value)).replace(tzinfo=None)

    def read(self, cell: Cell, context: Context) -> str | None:
        if isinstance(cell, date) and not isinstance(cell, datetime):
            cell = datetime.combine(cell, time())
        if isinstance(cell, datetime):
            found = cell
        else:
            text = as_text(cell)
            if not text:
                return None
            found = self._parse(text)
        return keep_time(found if found.tzinfo else timezone.make_aware(found))

    @staticmethod
    def _parse(text: str) -> datetime:
        for form in _FORMS:
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007 - a clock in the shop
            except ValueError:
                continue
        raise CellError(
            _("“%(text)s” is no date or time. Write it as %(example)s.")
            % {"text": text[:40], "example": "2026-11-11 00:00"}
        )


@dataclass(frozen=True)
class ImageKind:
    """A picture by its number."""

    def write(self, value: int | None, context: Context) -> Cell:
        return value

    def read(self, cell: Cell, context: Context) -> int | None:
        text = as_text(cell)
        if not text:
            return None
        if not text.isdecimal():
            raise CellError(_("This is no picture."))
        return int(text)


def keep_time(moment: datetime | None) -> str | None:
    """A moment as jobs keep it: to the second, for workbooks keep no finer ones reliably."""
    if moment is None:
        return None
    rounded = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.astimezone(UTC).isoformat()
