"""PURE. How wide a text stands on a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

from unicodedata import east_asian_width


def measure(text: str) -> int:
    """The columns that `text` takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, width: int) -> str:
    """`text` with spaces behind it, at least `width` columns wide."""
    return text + " " * (width - measure(text))
