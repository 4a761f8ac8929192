"""PURE. Reads the data files of the demo's landing pages."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
PAGES = ("camping-weekend", "anniversary", "tea-fair")
"""The landing pages, in the order in which they were planned."""


@cache
def read_table(name: str) -> dict[str, Any]:
    """One data file."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_landings() -> list[dict[str, Any]]:
    """Every landing page."""
    return [read_table(f"{name}.toml") for name in PAGES]
