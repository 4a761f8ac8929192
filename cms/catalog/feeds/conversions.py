"""PURE. Turns what a feed's cell holds into what a field takes; says why where it cannot."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cms.catalog.feeds.mapping import Source
from cms.catalog.feeds.markup import make_text_blocks
from cms.catalog.feeds.numbers import read_integer, read_money, read_natural, read_number
from cms.catalog.feeds.problems import ConversionError
from cms.catalog.feeds.slugs import make_slug
from cms.catalog.feeds.targets import Target
from cms.catalog.feeds.times import read_time
from cms.phrases import Phrase

_SEPARATORS = {"path": ">", "list": ",", "points": "\n", "url": None, "gtin": ","}
_UNPICKED = Phrase("it is a list; let the mapping say pick or join")


@dataclass(frozen=True, slots=True)
class Context:
    """What conversions need beside the cell: the line's currency and the feed's time zone."""

    zone: ZoneInfo
    currency: str


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or value == "" or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def convert(value: Any, target: Target, source: Source, context: Context) -> Any:
    """`value` as `target` wants it. Raises ConversionError."""
    return _CONVERTERS[target.kind](value, target, source, context)


def write_text(value: Any, source: Source) -> str:
    """A cell as clean text of one or more lines. Raises ConversionError for what has no plain text."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        # Spreadsheets keep every number as a float: 3920564.0 was typed as 3920564.
        text = str(int(value))
    elif isinstance(value, (int, float, Decimal)):
        text = str(value)
    elif isinstance(value, list):
        text = _flatten(value, source)
    elif hasattr(value, "isoformat"):
        text = value.isoformat()
    else:
        raise ConversionError(Phrase("it is a JSON object where text is expected"))
    return text.strip() if text.isprintable() else _clean(text)


def _flatten(value: list[Any], source: Source) -> str:
    texts = [write_text(one, source) for one in value if not is_empty(one)]
    if source.join is not None:
        return source.join.join(texts)
    if source.pick == "first" or len(texts) < 2:
        return texts[0] if texts else ""
    raise ConversionError(_UNPICKED)


def _clean(text: str) -> str:
    """Without control and invisible formatting characters, which databases and indexes choke on; lines are kept."""
    kept = (c for c in text.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co"})
    return "".join(kept).strip()


def _shorten(text: str, target: Target, source: Source) -> str:
    if not target.max_length or len(text) <= target.max_length:
        return text
    if not source.is_cut:
        raise ConversionError(
            Phrase("it has %(number)d characters, %(most)d are allowed", number=len(text), most=target.max_length)
        )
    head = text[: target.max_length - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[-40:] else head
    return f"{at_word.rstrip()}…"


def _read_text(value: Any, target: Target, source: Source, _context: Context) -> str:
    if source.separator and isinstance(value, str):
        value = _split(value, source.separator)
    text = write_text(value, source)
    if target.column != "summary":
        text = " ".join(text.split()) if "\n" in text or "  " in text or "\t" in text else text
    return _shorten(text, target, source)


def _read_slug(value: Any, target: Target, source: Source, _context: Context) -> str:
    slug = make_slug(write_text(value, source), max_length=10_000)
    if not slug:
        raise ConversionError(Phrase("no letter or digit is left of it"))
    if len(slug) > target.max_length and source.is_cut:
        return slug[: target.max_length].strip("-")
    return _shorten(slug, target, source)


def _read_gtin(value: Any, _target: Target, source: Source, _context: Context) -> str:
    codes = _read_items(value, source, ",")
    if len(codes) > 1 and source.pick != "first":
        raise ConversionError(_UNPICKED)
    code = codes[0].replace("-", "").replace(" ", "") if codes else ""
    if code and not (code.isascii() and code.isdigit() and 6 <= len(code) <= 14):
        raise ConversionError(Phrase("%(code)r is no GTIN: 8 to 14 digits", code=code))
    return code


def _read_boolean(value: Any, _target: Target, source: Source, _context: Context) -> bool:
    if isinstance(value, bool):
        return value
    word = write_text(value, source).casefold()
    if word in source.true_words:
        return True
    if word in source.false_words:
        return False
    raise ConversionError(Phrase("%(word)r is neither yes nor no", word=word))


def _read_currency(value: Any, _target: Target, source: Source, _context: Context) -> str:
    code = write_text(value, source).upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ConversionError(Phrase("%(code)r is no currency code such as CNY", code=code))
    return code


def _read_choice(value: Any, target: Target, source: Source, _context: Context) -> str:
    word = write_text(value, source)
    chosen = word.casefold().replace(" ", "_").replace("-", "_")
    if chosen not in target.choices:
        raise ConversionError(
            Phrase("%(word)r is not one of %(known)s; map it with values", word=word, known=", ".join(target.choices))
        )
    return chosen


def _read_items(value: Any, source: Source, separator: str | None) -> list[str]:
    if isinstance(value, list):
        items = [write_text(one, source) for one in value if not is_empty(one)]
    else:
        items = _split(write_text(value, source), source.separator or separator)
    return [item for item in items if item]


def _split(text: str, separator: str | None) -> list[str]:
    return [item.strip() for item in text.split(separator)] if separator else text.split()


def _read_list(value: Any, target: Target, source: Source, _context: Context) -> tuple[str, ...]:
    items = _read_items(value, source, _SEPARATORS.get(target.kind))
    return tuple(dict.fromkeys(_shorten(item, target, source) for item in items))


def _read_path(value: Any, target: Target, source: Source, _context: Context) -> tuple[str, ...]:
    return tuple(_shorten(item, target, source) for item in _read_items(value, source, _SEPARATORS[target.kind]))


def _read_blocks(value: Any, _target: Target, source: Source, _context: Context) -> tuple[dict[str, str], ...]:
    return make_text_blocks(write_text(value, source), is_html=source.markup == "html")


def _read_urls(value: Any, target: Target, source: Source, _context: Context) -> tuple[str, ...]:
    urls = tuple(dict.fromkeys(_read_items(value, source, _SEPARATORS[target.kind])))
    for url in urls:
        try:
            parts = urlsplit(url)
        except ValueError:
            raise ConversionError(Phrase("%(url)r is no address", url=url)) from None
        if parts.scheme not in {"http", "https"} or not parts.hostname or " " in url:
            raise ConversionError(Phrase("%(url)r is no http or https address", url=url))
        _shorten(url, target, Source())
    return urls


def _read_time(value: Any, _target: Target, source: Source, context: Context) -> Any:
    return read_time(value, date_format=source.date_format, zone=context.zone)


def _plain(reader: Callable[[Any, Source], Any]) -> Callable[[Any, Target, Source, Context], Any]:
    return lambda value, _target, source, _context: reader(value, source)


_CONVERTERS: dict[str, Callable[[Any, Target, Source, Context], Any]] = {
    "text": _read_text,
    "slug": _read_slug,
    "gtin": _read_gtin,
    "integer": _plain(read_integer),
    "natural": _plain(read_natural),
    "number": _plain(read_number),
    "boolean": _read_boolean,
    "money": lambda value, _target, source, context: read_money(value, source, context.currency),
    "currency": _read_currency,
    "datetime": _read_time,
    "choice": _read_choice,
    "path": _read_path,
    "list": _read_list,
    "points": _read_list,
    "blocks": _read_blocks,
    "url": _read_urls,
}
