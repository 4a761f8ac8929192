"""PURE. Reads the data files of the demo's members and of what they write."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
DEFAULT_LOCALE = "zh-hans"
LOCALES = {"zh-hans": "zh", "en": "en"}


@cache
def read_table(name: str) -> dict[str, Any]:
    """One data file."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def read_members() -> dict[str, dict[str, Any]]:
    """Every member by key."""
    return {row["key"]: row for row in read_table("members.toml")["member"]}


@cache
def read_reviews() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every review with the key of its product."""
    files = sorted((DATA / "reviews").glob("*.toml"))
    products = [product for path in files for product in read_table(f"reviews/{path.name}")["product"]]
    return tuple((product["key"], review) for product in products for review in product["reviews"])


def find_locale(row: dict[str, Any]) -> str:
    """The language something is written in: its own, else its author's."""
    member = read_members().get(row.get("by", ""), {})
    return row.get("locale") or member.get("locale") or DEFAULT_LOCALE
