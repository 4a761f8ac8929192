"""PURE. The little markup the demo's texts are written in: paragraphs, headings, lists, quotes, pictures, products.

## A heading            > A quote               ![scene] what it shows
- a list  1. a list     > — who says it         @products key key
**strong** *slight* [words](product:key), (article:key), (topic:key), (category:key)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

FindLink = Callable[[str, str], str]
"""From a kind and a key to the opening tag of a link, such as `<a linktype="page" id="3">`."""

_LINK = re.compile(r"\[([^\]]+)\]\(([a-z]+):([^)\s]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_SLIGHT = re.compile(r"\*(.+?)\*")
_PICTURE = re.compile(r"^!\[([^\]]+)\]\s*(.*)$")
_BULLET = re.compile(r"^- (.+)$")
_NUMBER = re.compile(r"^\d+\. (.+)$")
_SOURCE = re.compile(r"^[—–-]+\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    scene: str
    alt: str


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Products:
    keys: tuple[str, ...]


Element = Heading | Text | Picture | Quote | Products


def parse(source: str, *, find_link: FindLink) -> list[Element]:
    """The elements of a text, in order; paragraphs and lists that follow each other are one Text."""
    elements: list[Element] = []
    for part in re.split(r"\n\s*\n", source.strip()):
        element = _parse_part(part.strip().split("\n"), find_link)
        before = elements[-1] if elements else None
        if isinstance(element, Text) and isinstance(before, Text):
            elements[-1] = Text(before.html + element.html)
        elif element is not None:
            elements.append(element)
    return elements


def list_references(source: str) -> list[tuple[str, str]]:
    """Every (kind, key) that a text names: links, products shown, scenes."""
    found = [(match[2], match[3]) for match in _LINK.finditer(source)]
    for line in source.splitlines():
        if line.startswith("@products "):
            found += [("product", key) for key in line.split()[1:]]
        elif match := _PICTURE.match(line):
            found.append(("scene", match[1]))
    return found


def render_inline(text: str, *, find_link: FindLink) -> str:
    """One line as the rich text that editors store."""
    parts: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        parts += [_stress(text[end : match.start()]), find_link(match[2], match[3]), _stress(match[1]), "</a>"]
        end = match.end()
    return "".join([*parts, _stress(text[end:])])


def _parse_part(lines: list[str], find_link: FindLink) -> Element | None:
    first = lines[0]
    if not first:
        return None
    if first.startswith("## "):
        return Heading(first[3:].strip())
    if first.startswith("@products "):
        return Products(tuple(first.split()[1:]))
    if match := _PICTURE.match(first):
        return Picture(match[1], match[2].strip())
    if first.startswith("> "):
        return _parse_quote([line.removeprefix(">").strip() for line in lines])
    return Text(_render_lines(lines, find_link))


def _parse_quote(lines: list[str]) -> Quote:
    source = _SOURCE.sub("", lines[-1]) if len(lines) > 1 and _SOURCE.match(lines[-1]) else ""
    said = lines[:-1] if source else lines
    return Quote(" ".join(said), source)


def _render_lines(lines: list[str], find_link: FindLink) -> str:
    for pattern, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
        items = [match[1] for line in lines if (match := pattern.match(line))]
        if len(items) == len(lines):
            return f"<{tag}>{''.join(f'<li>{render_inline(one, find_link=find_link)}</li>' for one in items)}</{tag}>"
    return f"<p>{'<br/>'.join(render_inline(line, find_link=find_link) for line in lines)}</p>"


def _stress(text: str) -> str:
    return _SLIGHT.sub(r"<i>\1</i>", _STRONG.sub(r"<b>\1</b>", escape(text, quote=False)))
