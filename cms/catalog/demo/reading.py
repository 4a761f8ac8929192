"""Reads the demo shop's data files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Question = tuple[str, str]
DATA = Path(__file__).parent / "data"
LOCALES = {"zh-hans": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class DemoText:
    """What is said of a product in one language."""

    title: str
    summary: str
    search_terms: str
    points: tuple[str, ...]
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product as written down; `released` is a day of the shop's own calendar, see `OPENED`."""

    key: str
    shelf: str
    """The top of the tree its category hangs in."""
    brand: str
    category: str
    art: str
    """Which form it is drawn as."""
    colors: tuple[str, str]
    look: Mapping[str, Any]
    """What it looks like beyond form and colours."""
    swatches: Mapping[str, tuple[str, str]]
    """The colours of each variant that has its own, by the value of its option."""
    stage: str
    sold: tuple[int, int]
    released: str
    axes: tuple[str, ...]
    offers: tuple[dict[str, Any], ...]
    specifications: dict[str, Any]
    texts: dict[str, DemoText]


OPENED = "2026-11-20"
"""The day the data were written for; loading moves every date by the days since."""


def read_table(name: str) -> dict[str, Any]:
    """One data file."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def read_products() -> tuple[DemoProduct, ...]:
    """Every product of the demo shop, shelf by shelf."""
    files = sorted((DATA / "products").glob("*.toml"))
    return tuple(
        _read_product(raw, path.stem) for path in files for raw in read_table(f"products/{path.name}")["product"]
    )


def find_product(key: str) -> DemoProduct:
    """Raises KeyError for a product the demo shop does not have."""
    return _by_key()[key]


def list_relatives(product: DemoProduct) -> list[DemoProduct]:
    """Others of its shelf, those that look different first, beginning after itself."""
    shelf = [one for one in read_products() if one.shelf == product.shelf]
    start = shelf.index(product) + 1
    others = [*shelf[start:], *shelf[: start - 1]]
    return sorted(others, key=lambda one: (one.art == product.art, one.category == product.category))


@cache
def _by_key() -> dict[str, DemoProduct]:
    return {product.key: product for product in read_products()}


@cache
def read_questions() -> dict[str, dict[str, tuple[Question, ...]]]:
    """What is asked of everything in a category: category, then locale, then questions and answers."""
    return {
        row["key"]: {locale: tuple((ask, answer) for ask, answer in row[short]) for locale, short in LOCALES.items()}
        for row in read_table("questions.toml")["category"]
    }


def find_questions(category: str, locale: str) -> tuple[Question, ...]:
    """The questions of the nearest category that has some."""
    parents = read_parents()
    at: str | None = category
    while at is not None:
        if at in read_questions():
            return read_questions()[at][locale]
        at = parents[at]
    return ()


@cache
def read_parents() -> dict[str, str | None]:
    """The category above each category."""
    return {row["key"]: row.get("parent") for row in read_table("categories.toml")["category"]}


def _read_product(raw: dict[str, Any], shelf: str) -> DemoProduct:
    first, second = raw["colors"]
    thirty_days, total = raw["sold"]
    return DemoProduct(
        key=raw["key"],
        shelf=shelf,
        brand=raw["brand"],
        category=raw["category"],
        art=raw["art"],
        colors=(first, second),
        look=raw.get("look", {}),
        swatches={value: (one, other) for value, (one, other) in raw.get("swatches", {}).items()},
        stage=raw["stage"],
        sold=(thirty_days, total),
        released=raw["released"],
        axes=tuple(raw.get("axes", ())),
        offers=tuple(raw["offers"]),
        specifications=raw["specs"],
        texts={locale: _read_text(raw, short) for locale, short in LOCALES.items()},
    )


def _read_text(raw: dict[str, Any], short: str) -> DemoText:
    words = raw[short]
    return DemoText(
        title=words["title"],
        summary=words["summary"],
        search_terms=words["search"],
        points=tuple(raw[f"{short}_points"]),
        details=tuple(raw[f"{short}_details"].split("\n\n")),
    )
