"""PURE. Reads mapping files: TOML in, `Mapping` out; every mistake is refused with its place and the way out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cms.catalog.feeds import targets
from cms.catalog.feeds.mapping import OWNERS, MappedField, MappedSpecification, Mapping, MappingError, Source
from cms.catalog.feeds.source_table import SourceTable, list_choices, list_known, say_no_text, say_unknown
from cms.catalog.feeds.targets import SPECIFICATION_KINDS, Target
from cms.phrases import Phrase

SHIPPED = Path(__file__).parent / "mappings"
_SECTIONS = ("feed", "product", "offer", "content", "specification", "picture")
_FEED_KEYS = ("name", "locale", "time_zone", "sheet", "delimiter", "encoding")
_OWNERS = {"content": OWNERS, "product": OWNERS[:2]}
_SPECIFICATION_KEYS = ("key", "prefix", "type", "name", "unit", "facet")


def list_shipped() -> list[str]:
    """The names of the mappings that come with the project."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def find_mapping(name: str) -> Path:
    """The shipped mapping called `name`, else the file of that name. Raises MappingError where there is neither."""
    shipped = SHIPPED / f"{name}.toml"
    if name in list_shipped():
        return shipped
    path = Path(name)
    if path.is_file():
        return path
    hint = Phrase(
        "Name a TOML file, or one of the mappings that come with the project: %(names)s",
        names=", ".join(list_shipped()),
    )
    raise MappingError(name, "", Phrase("there is no such mapping"), hint)


def load_mapping(path: Path, *, locales: tuple[str, ...], time_zone: str, currency: str) -> Mapping:
    """Read and check the file. `time_zone` and `currency` hold where it names none; `locales` are those there are."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = Phrase("it cannot be read: %(reason)s", reason=error.strerror)
        raise MappingError(str(path), "", reason, Phrase("Name a readable file")) from error
    except UnicodeDecodeError as error:
        reason = Phrase("it is not UTF-8: %(reason)s", reason=error.reason)
        raise MappingError(str(path), "", reason, Phrase("Save it as UTF-8")) from error
    except tomllib.TOMLDecodeError as error:
        reason = Phrase("it is no TOML: %(reason)s", reason=str(error))
        raise MappingError(str(path), "", reason, Phrase("Put the line right")) from error
    return _Reader(path).read(data, locales=locales, time_zone=time_zone, currency=currency)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self.stem = path.stem

    def refuse(self, key: str, reason: Phrase, hint: Phrase) -> MappingError:
        return MappingError(self.place, key, reason, hint)

    def read(self, data: dict[str, Any], *, locales: tuple[str, ...], time_zone: str, currency: str) -> Mapping:
        self.check_keys("", data, _SECTIONS)
        feed = self.table("feed", data)
        self.check_keys("feed", feed, _FEED_KEYS)
        for key, value in feed.items():
            if not isinstance(value, str) or not value:
                raise self.refuse(f"feed.{key}", *say_no_text(value))
        offer = dict(self.table("offer", data))
        options = offer.pop("options", {})
        if not isinstance(options, dict):
            hint = Phrase('Write [offer.options] and below it colour = "Colour"')
            raise self.refuse("offer.options", Phrase("it is no table"), hint)
        mapping = Mapping(
            name=feed.get("name", self.stem),
            locale=self.read_locale(feed, locales),
            time_zone=self.read_time_zone(feed, time_zone),
            default_currency=currency,
            product=self.read_fields("product", self.table("product", data), targets.PRODUCT),
            offer=self.read_fields("offer", offer, targets.OFFER),
            options=tuple(
                self.read_field(f"offer.options.{name}", one, targets.OPTION) for name, one in options.items()
            ),
            content=self.read_fields("content", self.table("content", data), targets.CONTENT),
            specifications=tuple(self.read_specifications(data)),
            pictures=tuple(self.read_pictures(data)),
            sheet=feed.get("sheet"),
            delimiter=self.read_delimiter(feed),
            encoding=self.read_encoding(feed),
        )
        if not any(one.name == "offer.sku" for one in mapping.offer):
            hint = Phrase('Name the column that identifies a line: sku = "SKU"')
            raise self.refuse("offer.sku", Phrase("it is missing"), hint)
        return mapping

    def check_keys(self, section: str, table: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                name = f"{section}.{key}" if section else key
                raise self.refuse(name, Phrase("it is not known"), list_known(known))

    def table(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        table = data.get(name, {})
        if not isinstance(table, dict):
            hint = Phrase("Write [%(name)s] on a line of its own", name=name)
            raise self.refuse(name, Phrase("it is no table"), hint)
        return table

    def tables(self, name: str, data: dict[str, Any]) -> list[dict[str, Any]]:
        tables = data.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            hint = Phrase("Write [[%(name)s]], with two brackets, for each", name=name)
            raise self.refuse(name, Phrase("it is no list of tables"), hint)
        return tables

    def read_locale(self, feed: dict[str, str], locales: tuple[str, ...]) -> str:
        locale = feed.get("locale", locales[0])
        if locale not in locales:
            reason = Phrase("%(locale)r is no locale of this shop", locale=locale)
            raise self.refuse("feed.locale", reason, Phrase("It has: %(names)s", names=", ".join(locales)))
        return locale

    def read_time_zone(self, feed: dict[str, str], default: str) -> str:
        name = feed.get("time_zone", default)
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            reason = Phrase("%(name)r is no time zone", name=name)
            hint = Phrase("Write an IANA name such as Asia/Shanghai")
            raise self.refuse("feed.time_zone", reason, hint) from None
        return name

    def read_delimiter(self, feed: dict[str, str]) -> str | None:
        delimiter = feed.get("delimiter")
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
            reason = Phrase("%(delimiter)r is not one character", delimiter=delimiter)
            raise self.refuse("feed.delimiter", reason, Phrase('Write ",", ";" or "\\t"'))
        return delimiter

    def read_encoding(self, feed: dict[str, str]) -> str | None:
        encoding = feed.get("encoding")
        try:
            return encoding if encoding is None or "".encode(encoding) is not None else None
        except LookupError:
            hint = Phrase("Write utf-8, gb18030 or big5, or leave it out")
            raise self.refuse("feed.encoding", say_unknown(encoding), hint) from None

    def read_fields(self, section: str, table: dict[str, Any], known: dict[str, Target]) -> tuple[MappedField, ...]:
        self.check_keys(section, table, tuple(known))
        return tuple(self.read_field(f"{section}.{key}", one, known[key]) for key, one in table.items())

    def read_options(self, table: dict[str, Any]) -> tuple[MappedField, ...]:
        return tuple(self.read_field(f"offer.options.{name}", one, targets.OPTION) for name, one in table.items())

    def read_field(self, name: str, value: Any, target: Target) -> MappedField:
        table = SourceTable(self.place, name, value)
        section = name.partition(".")[0]
        owner: Any = table.choose("owner", _OWNERS[section], "feed") if section in _OWNERS else "feed"
        return MappedField(name, target, table.read(target.kind), owner)

    def read_specifications(self, data: dict[str, Any]):
        for index, raw in enumerate(self.tables("specification", data), start=1):
            place = f"specification {index}"
            own = {key: value for key, value in raw.items() if key in _SPECIFICATION_KEYS}
            kind = own.get("type", "text")
            if kind not in SPECIFICATION_KINDS:
                reason = Phrase("%(type)r is no type", type=kind)
                raise self.refuse(f"{place}.type", reason, list_choices(SPECIFICATION_KINDS))
            self.check_specification(place, own)
            rest = {key: value for key, value in raw.items() if key not in _SPECIFICATION_KEYS}
            yield MappedSpecification(
                type=kind,
                source=self.read_specification_source(place, own, rest, kind),
                key=own.get("key", ""),
                prefix=own.get("prefix", ""),
                name=own.get("name", ""),
                unit=own.get("unit", ""),
                is_facet=own.get("facet", False),
            )

    def check_specification(self, place: str, own: dict[str, Any]) -> None:
        if bool(own.get("key")) == bool(own.get("prefix")):
            hint = Phrase('Write key = "weight" with a column, or prefix = "attr_" for all columns that start so')
            raise self.refuse(place, Phrase("it needs either a key or a prefix"), hint)
        for key, longest in (("key", 120), ("prefix", 120), ("name", 120), ("unit", 20)):
            value = own.get(key, "")
            if not isinstance(value, str) or len(value) > longest:
                reason = Phrase("%(value)r is no text of at most %(most)d", value=value, most=longest)
                raise self.refuse(f"{place}.{key}", reason, Phrase("Shorten it"))
        if not isinstance(own.get("facet", False), bool):
            reason = Phrase("it is neither true nor false")
            raise self.refuse(f"{place}.facet", reason, Phrase("Write %(key)s = true", key="facet"))

    def read_specification_source(self, place: str, own: dict[str, Any], rest: dict[str, Any], kind: str) -> Source:
        table = SourceTable(self.place, place, rest)
        return table.read(SPECIFICATION_KINDS[kind], needs_column=not own.get("prefix"))

    def read_pictures(self, data: dict[str, Any]):
        for index, raw in enumerate(self.tables("picture", data), start=1):
            yield SourceTable(self.place, f"picture {index}", raw).read("url")
