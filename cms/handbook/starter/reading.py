"""PURE. The starter handbook as values: `pages/*.toml`, a chapter a file, both languages side by side."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cms.handbook.marking import read_blocks

_FOLDER = Path(__file__).parent / "pages"
LANGUAGES = {"zh-hans": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class Text:
    """A page in one language; `body` is the raw data of its blocks."""

    title: str
    body: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """A page of the starter handbook. `chapter` is the key of the page above it; empty for a chapter."""

    key: str
    chapter: str
    position: int
    roles: tuple[str, ...]
    screens: tuple[str, ...]
    texts: Mapping[str, Text]


@cache
def read_starters() -> tuple[Starter, ...]:
    """Every page, chapters before what stands in them."""
    return tuple(starter for path in sorted(_FOLDER.glob("*.toml")) for starter in _read_chapter(path))


def find_starter_text(key: str, language: str) -> Text | None:
    """What the page said when the shop was made; None where it did not come with it."""
    return next((starter.texts.get(language) for starter in read_starters() if key and starter.key == key), None)


def _read_chapter(path: Path) -> list[Starter]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    chapter = _read_page(raw, "", int(path.name.partition("-")[0]))
    return [chapter, *(_read_page(page, chapter.key, 10 * place) for place, page in enumerate(raw["page"], start=1))]


def _read_page(raw: Mapping[str, Any], chapter: str, position: int) -> Starter:
    return Starter(
        key=raw["key"],
        chapter=chapter,
        position=position,
        roles=tuple(raw.get("roles", ())),
        screens=tuple(raw.get("screens", ())),
        texts={
            language: Text(raw[short]["title"], read_blocks(raw[short]["body"]))
            for language, short in LANGUAGES.items()
        },
    )
