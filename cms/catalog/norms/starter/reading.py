"""PURE. The starter set as values."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from cms.catalog.norms.judging import make_norm
from cms.catalog.norms.lexicon import Banned
from cms.catalog.norms.values import Kind, Norm, Severity

_FOLDER = Path(__file__).parent
_OF_EVERY_NORM = frozenset({"kind", "severity", "weight", "category", "locale"})


@cache
def read_starter_norms() -> tuple[Norm, ...]:
    """Norms for Chinese and English shops."""
    return tuple(_read_norm(raw) for raw in _read("norms.toml")["norm"])


@cache
def read_starter_phrases() -> tuple[Banned, ...]:
    """Phrases in Chinese and English, for every language: titles mix them."""
    return tuple(
        Banned(
            text=raw["text"],
            severity=Severity(raw.get("severity", group["severity"])),
            law=group["law"],
            replacement=raw.get("to", ""),
            needs_evidence=raw.get("proof", False),
            harmless=tuple(raw.get("harmless", ())),
        )
        for group in _read("phrases.toml")["group"]
        for raw in group["phrases"]
    )


def _read_norm(raw: dict[str, Any]) -> Norm:
    parameters = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw.items()
        if name not in _OF_EVERY_NORM
    }
    return make_norm(
        Kind(raw["kind"]),
        Severity(raw["severity"]),
        weight=raw["weight"],
        category=raw.get("category", ""),
        locale=raw.get("locale", ""),
        parameters=parameters,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
