"""PURE. Reads the data files of the demo's pages, authors and menus."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LOCALES = {"zh-hans": "zh", "en": "en"}


@cache
def read_table(name: str) -> dict[str, Any]:
    """One data file."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def read_articles() -> tuple[dict[str, Any], ...]:
    """Every article, the oldest first."""
    found = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((DATA / "articles").glob("*.toml"))]
    return tuple(sorted(found, key=lambda article: -article.get("days_ago", 0)))


def choose_text(block: dict[str, Any], name: str, locale: str) -> Any:
    """What a block says in a language: its `zh_heading` or `en_heading`."""
    return block.get(f"{LOCALES[locale]}_{name}", "")
