"""PURE. Reads one source of a mapping: `"Column"`, or a table such as `{ column = "Price", unit = "minor" }`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cms.catalog.feeds.mapping import MappingError, Source
from cms.catalog.feeds.targets import Kind

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


class SourceTable:
    """One value of the mapping file, checked key by key."""

    def __init__(self, place: str, name: str, value: Any) -> None:
        self.place = place
        self.name = name
        if isinstance(value, str):
            value = {"column": value}
        if not isinstance(value, dict):
            hint = 'Write a column in quotes, or a table: { column = "Price", unit = "minor" }'
            raise MappingError(place, name, f"{value!r} is neither", hint)
        self.table: dict[str, Any] = dict(value)
        self.extra: tuple[str, ...] = ()

    def refuse(self, key: str, reason: str, hint: str) -> MappingError:
        return MappingError(self.place, f"{self.name}.{key}" if key else self.name, reason, hint)

    def choose(self, key: str, known: tuple[str, ...], default: str) -> Any:
        """The value of `key`, which is one of `known`."""
        self.extra = (*self.extra, key)
        value = self.table.pop(key, default)
        if value not in known:
            raise self.refuse(key, f"{value!r} is not known", f"Write one of: {', '.join(known)}")
        return value

    def read(self, kind: Kind, *, needs_column: bool = True) -> Source:
        """The source, with the conversions that a field of `kind` may have and no others."""
        known = (*_COMMON, *_BY_KIND.get(kind, ()), *self.extra)
        for key in self.table:
            if key not in known:
                raise self.refuse(key, "it is not known here", f"Known here: {', '.join(known)}")
        for key in _TEXTS:
            if key in self.table and (not isinstance(self.table[key], str) or not self.table[key]):
                raise self.refuse(key, f"{self.table[key]!r} is no text", "Write it in quotes, or leave it out")
        columns = self.read_columns()
        if needs_column and not columns and "constant" not in self.table:
            raise self.refuse("", "nothing says where its value comes from", 'Write column = "…" or constant = "…"')
        if columns and "constant" in self.table:
            raise self.refuse("constant", "it stands beside a column", "Write default for what an empty cell means")
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
            raise self.refuse("columns", "it stands beside column", "Keep one of the two")
        columns = self.table.get("columns", [self.table["column"]] if "column" in self.table else [])
        if not isinstance(columns, list) or not all(isinstance(one, str) and one for one in columns):
            raise self.refuse("columns", "it is no list of names", 'Write columns = ["Name", "Model"]')
        return tuple(columns)

    def read_values(self) -> dict[str, str]:
        values = self.table.get("values", {})
        if not isinstance(values, dict) or not all(isinstance(one, (str, int, bool)) for one in values.values()):
            raise self.refuse("values", "it is no table of texts", 'Write values = { "新品" = "new" }')
        return {key: str(value) for key, value in values.items()}

    def read_boolean(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(key, f"{value!r} is neither true nor false", f"Write {key} = true")
        return value

    def read_scale(self) -> Decimal | None:
        scale = self.table.get("scale")
        if scale is None:
            return None
        if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not scale or scale != scale:
            raise self.refuse("scale", f"{scale!r} is no number to multiply by", "Write scale = 1000 or scale = 0.01")
        return Decimal(str(scale))

    def read_words(self) -> dict[str, frozenset[str]]:
        words = {}
        for key in ("true", "false"):
            if key in self.table:
                given = self.table[key]
                if not isinstance(given, list) or not all(isinstance(one, str) and one for one in given):
                    raise self.refuse(key, "it is no list of words", f'Write {key} = ["yes", "oui"]')
                words[f"{key}_words"] = frozenset(one.casefold() for one in given)
        return words
