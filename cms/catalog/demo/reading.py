"""Reads the demo shop's data files. PURE."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
    brand: str
    category: str
    art: str
    colors: tuple[str, str]
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
    return tuple(_read_product(raw) for path in files for raw in read_table(f"products/{path.name}")["product"])


@cache
def read_art() -> dict[str, list[str]]:
    """The shapes of each drawing."""
    return read_table("art.toml")


def _read_product(raw: dict[str, Any]) -> DemoProduct:
    first, second = raw["colors"]
    thirty_days, total = raw["sold"]
    return DemoProduct(
        key=raw["key"],
        brand=raw["brand"],
        category=raw["category"],
        art=raw["art"],
        colors=(first, second),
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
