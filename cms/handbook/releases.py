"""PURE. What changed in the product: `releases.toml`, the newest first."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "releases.toml"


@dataclass(frozen=True, slots=True)
class Release:
    """What came at once, as people who work with it read it."""

    on: date
    name: str
    title: str
    notes: Sequence[str]


@cache
def read_releases(language: str) -> tuple[Release, ...]:
    """Every release, in Chinese for who reads that and in English for everybody else."""
    short = "zh" if language.startswith("zh") else "en"
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["release"]
    releases = [Release(one["on"], one["name"], one[short]["title"], one[short]["notes"]) for one in raw]
    return tuple(sorted(releases, key=lambda release: release.on, reverse=True))
