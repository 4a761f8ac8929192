"""The words of a product's streams, without their markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"</(?:p|li|h\d|blockquote|tr)>|<[bh]r\s*/?>", re.IGNORECASE)
_READ = frozenset({"text", "heading", "question", "answer", "caption"})


def read_points(raw: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Selling points."""
    return tuple(str(child["value"]) for child in raw if child.get("value"))


def read_details(raw: Iterable[Mapping[str, Any]]) -> str:
    """Everything that is read in the details, a line a piece."""
    return "\n".join(filter(None, (strip_markup(text) for child in raw for text in _list_texts(child.get("value")))))


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if isinstance(each, str):
                if name in _READ:
                    yield each
            else:
                yield from _list_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _list_texts(each)


def strip_markup(html: str) -> str:
    """The words of a piece of HTML, a line a paragraph."""
    if "<" not in html and "&" not in html:
        return html.strip()
    return unescape(_TAG.sub(" ", _LINE_END.sub("\n", html))).strip()
