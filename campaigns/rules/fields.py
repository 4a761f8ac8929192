"""Reads JSON objects strictly: what is wrong is named by its place, and nothing unknown is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from campaigns.rules.amounts import parse_amount, parse_percent

_MISSING = object()
_MOST_DIGITS = 12


class FieldError(ValueError):
    """Something in the JSON is not as it has to be; `field` is its place, such as "lines[0].unit_price"."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field = field
        self.reason = reason


class Fields:
    """The keys of one object; `finish` refuses those that nobody has asked for."""

    def __init__(self, raw: Any, place: str, decimals: int = 2) -> None:
        if not isinstance(raw, Mapping):
            raise FieldError(place, f"is {_describe(raw)}, not an object")
        self._raw = raw
        self._asked: set[str] = set()
        self.place = place
        self.decimals = decimals

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def locate(self, name: str) -> str:
        """The place of the key `name`."""
        return f"{self.place}.{name}" if self.place else name

    def fail(self, name: str, reason: str) -> FieldError:
        return FieldError(self.locate(name), reason)

    def take(self, name: str, default: Any = None) -> Any:
        """The value as it is; null is the same as left out."""
        self._asked.add(name)
        value = self._raw.get(name, default)
        return default if value is None else value

    def require(self, name: str) -> Any:
        value = self.take(name, _MISSING)
        if value is _MISSING:
            raise self.fail(name, "is missing")
        return value

    def text(self, name: str, default: str = "") -> str:
        value = self.take(name, default)
        if not isinstance(value, str):
            raise self.fail(name, f"is {_describe(value)}, not a text")
        return value

    def choice(self, name: str, known: Mapping[str, Any] | tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in known:
            raise self.fail(name, f"is {value!r}; there are: {', '.join(known)}")
        return value

    def truth(self, name: str, default: bool = False) -> bool:
        value = self.take(name, default)
        if not isinstance(value, bool):
            raise self.fail(name, f"is {_describe(value)}, not true or false")
        return value

    def integer(self, name: str, default: int | None = None, *, least: int = 0) -> int | None:
        value = self.take(name, default)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fail(name, f"is {_describe(value)}, not a whole number")
        if value < least or len(str(value)) > _MOST_DIGITS:
            raise self.fail(name, f"is {value}; it has to be at least {least}, and no more than {_MOST_DIGITS} digits")
        return value

    def count(self, name: str, default: int = 1, *, least: int = 1) -> int:
        value = self.integer(name, default, least=least)
        assert value is not None  # noqa: S101 - there is a default
        return value

    def amount(self, name: str, default: int | None = None) -> int | None:
        value = self.take(name, _MISSING)
        return default if value is _MISSING else self.read_amount(value, name)

    def read_amount(self, value: Any, name: str) -> int:
        if not isinstance(value, str):
            raise self.fail(name, f'is {_describe(value)}; amounts are texts such as "59.90"')
        try:
            return parse_amount(value, self.decimals)
        except ValueError as error:
            raise self.fail(name, str(error)) from None

    def percent(self, name: str, default: tuple[int, int] | None = None) -> tuple[int, int]:
        value = self.take(name, _MISSING)
        if value is _MISSING:
            if default is None:
                raise self.fail(name, "is missing")
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise self.fail(name, f'is {_describe(value)}; percentages are texts such as "20"')
        try:
            return parse_percent(value)
        except ValueError as error:
            raise self.fail(name, str(error)) from None

    def instant(self, name: str) -> datetime | None:
        value = self.take(name)
        if value is None:
            return None
        try:
            instant = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.fail(name, f'is {value!r}, not a time such as "2026-11-11T00:00:00+08:00"') from None
        if instant.tzinfo is None:
            raise self.fail(name, f"{value!r} says no offset from UTC")
        return instant

    def names(self, name: str) -> frozenset[str] | None:
        """A list of texts; None where it is left out."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.fail(name, "is not a list of texts")
        return frozenset(value)

    def one_or_more(self, name: str) -> frozenset[str]:
        """One value or a list of them."""
        value = self.take(name)
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str) for each in values):
            raise self.fail(name, "is neither a text nor a list of texts")
        return frozenset(values)

    def range(self, name: str, *, is_amount: bool) -> tuple[int | None, int | None] | None:
        """[low, high], null open."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:
            raise self.fail(name, "is not [lowest, highest]")
        ends = [None if end is None else self._read_end(end, name, is_amount=is_amount) for end in value]
        return ends[0], ends[1]

    def _read_end(self, end: Any, name: str, *, is_amount: bool) -> int:
        if is_amount:
            return self.read_amount(end, name)
        if isinstance(end, bool) or not isinstance(end, int):
            raise self.fail(name, f"{end!r} is not a whole number")
        return end

    def children(self, name: str) -> Iterator[Fields]:
        """Each object of a list."""
        value = self.take(name, [])
        if not isinstance(value, list):
            raise self.fail(name, f"is {_describe(value)}, not a list")
        for at, each in enumerate(value):
            yield Fields(each, f"{self.locate(name)}[{at}]", self.decimals)

    def child(self, name: str) -> Fields | None:
        value = self.take(name)
        return None if value is None else Fields(value, self.locate(name), self.decimals)

    def list_names(self) -> list[str]:
        return list(self._raw)

    def finish(self) -> None:
        """Refuse what was not asked for. Raises FieldError."""
        unknown = [name for name in self._raw if name not in self._asked]
        if unknown:
            raise self.fail(str(unknown[0]), f"is not known here; there are: {', '.join(sorted(self._asked))}")


def _describe(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    kinds = {int: "a number", float: "a number", str: "a text", list: "a list", dict: "an object"}
    return kinds.get(type(value), type(value).__name__)
