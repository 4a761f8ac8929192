"""PURE. Reads one source of a mapping: `"Column"`, or a table such as `{ column = "Price", unit = "minor" }`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cms.catalog.feeds.mapping import MappingError, Source
from cms.catalog.feeds.targets import Kind
from cms.phrases import Phrase

_COMMON = ("column", "columns", "constant", "default", "strip_prefix", "values")
_BY_KIND: dict[str, tuple[str, ...]] = {
    "text": ("separator", "join", "pick", "cut"),
    "slug": ("cut",),
    "gtin": ("separator", "pick"),
    "integer": ("scale", "decimal"),
    "natural": ("scale", "decimal"),
    "number": ("scale", "decimal"),
    "boolean": ("true", "false"),
    "money": ("unit", "decimal"),
    "datetime": ("format",),
    "path": ("separator",),
    "list": ("separator",),
    "points": ("separator", "cut"),
    "blocks": ("markup",),
    "url": ("separator",),
}
_TEXTS = ("column", "strip_prefix", "separator", "join", "format")


def say_unknown(value: object) -> Phrase:
    """A value that is none of those allowed."""
    return Phrase("%(value)r is not known", value=value)


def say_no_text(value: object) -> tuple[Phrase, Phrase]:
    """A value that should be a text, and what to write."""
    return Phrase("%(value)r is no text", value=value), Phrase("Write it in quotes, or leave it out")


def list_choices(known: Iterable[str]) -> Phrase:
    """What to write: the values there are."""
    return Phrase("Write one of: %(names)s", names=", ".join(known))


def list_known(known: Iterable[str]) -> Phrase:
    """What to write: the keys there are."""
    return Phrase("Known here: %(names)s", names=", ".join(known))


class SourceTable:
    """One value of the mapping file, checked key by key."""

    def __init__(self, place: str, name: str, value: Any) -> None:
        self.place = place
        self.name = name
        if isinstance(value, str):
            value = {"column": value}
        if not isinstance(value, dict):
            hint = Phrase('Write a column in quotes, or a table: { column = "Price", unit = "minor" }')
            raise MappingError(place, name, Phrase("%(value)r is neither", value=value), hint)
        self.table: dict[str, Any] = dict(value)
        self.extra: tuple[str, ...] = ()

    def refuse(self, key: str, reason: Phrase, hint: Phrase) -> MappingError:
        return MappingError(self.place, f"{self.name}.{key}" if key else self.name, reason, hint)

    def choose(self, key: str, known: tuple[str, ...], default: str) -> Any:
        """The value of `key`, which is one of `known`."""
        self.extra = (*self.extra, key)
        value = self.table.pop(key, default)
        if value not in known:
            raise self.refuse(key, say_unknown(value), list_choices(known))
        return value

    def read(self, kind: Kind, *, needs_column: bool = True) -> Source:
        """The source, with the conversions that a field of `kind` may have and no others."""
        known = (*_COMMON, *_BY_KIND.get(kind, ()), *self.extra)
        for key in self.table:
            if key not in known:
                raise self.refuse(key, Phrase("it is not known here"), list_known(known))
        for key in _TEXTS:
            if key in self.table and (not isinstance(self.table[key], str) or not self.table[key]):
                raise self.refuse(key, *say_no_text(self.table[key]))
        columns = self.read_columns()
        if needs_column and not columns and "constant" not in self.table:
            hint = Phrase('Write column = "…" or constant = "…"')
            raise self.refuse("", Phrase("nothing says where its value comes from"), hint)
        if columns and "constant" in self.table:
            hint = Phrase("Write default for what an empty cell means")
            raise self.refuse("constant", Phrase("it stands beside a column"), hint)
        return Source(
            columns=columns,
            constant=self.table.get("constant"),
            default=self.table.get("default"),
            strip_prefix=self.table.get("strip_prefix", ""),
            values=self.read_values(),
            separator=self.table.get("separator"),
            join=self.table.get("join"),
            pick=self.choose("pick", ("", "first"), ""),
            is_cut=self.read_boolean("cut"),
            unit=self.choose("unit", ("minor", "major"), "major"),
            decimal_mark=self.choose("decimal", (".", ","), "."),
            scale=self.read_scale(),
            date_format=self.table.get("format"),
            markup=self.choose("markup", ("text", "html"), "text"),
            **self.read_words(),
        )

    def read_columns(self) -> tuple[str, ...]:
        if "column" in self.table and "columns" in self.table:
            raise self.refuse("columns", Phrase("it stands beside column"), Phrase("Keep one of the two"))
        columns = self.table.get("columns", [self.table["column"]] if "column" in self.table else [])
        if not isinstance(columns, list) or not all(isinstance(one, str) and one for one in columns):
            hint = Phrase('Write columns = ["Name", "Model"]')
            raise self.refuse("columns", Phrase("it is no list of names"), hint)
        return tuple(columns)

    def read_values(self) -> dict[str, str]:
        values = self.table.get("values", {})
        if not isinstance(values, dict) or not all(isinstance(one, (str, int, bool)) for one in values.values()):
            hint = Phrase('Write values = { "新品" = "new" }')
            raise self.refuse("values", Phrase("it is no table of texts"), hint)
        return {key: str(value) for key, value in values.items()}

    def read_boolean(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            reason = Phrase("%(value)r is neither true nor false", value=value)
            raise self.refuse(key, reason, Phrase("Write %(key)s = true", key=key))
        return value

    def read_scale(self) -> Decimal | None:
        scale = self.table.get("scale")
        if scale is None:
            return None
        if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not scale or scale != scale:
            reason = Phrase("%(scale)r is no number to multiply by", scale=scale)
            raise self.refuse("scale", reason, Phrase("Write scale = 1000 or scale = 0.01"))
        return Decimal(str(scale))

    def read_words(self) -> dict[str, frozenset[str]]:
        words = {}
        for key in ("true", "false"):
            if key in self.table:
                given = self.table[key]
                if not isinstance(given, list) or not all(isinstance(one, str) and one for one in given):
                    hint = Phrase('Write %(key)s = ["yes", "oui"]', key=key)
                    raise self.refuse(key, Phrase("it is no list of words"), hint)
                words[f"{key}_words"] = frozenset(one.casefold() for one in given)
        return words
