"""PURE. Display names: one line that stays where it is put."""

from __future__ import annotations

import unicodedata

LONGEST = 30

# What turns the direction of text around, or is not seen at all.
_LEFT_OUT = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
# Joins the parts of an emoji and of letters in some scripts; alone it is nothing.
_JOINER = "\u200d"
_MOST_MARKS = 3


def clean_name(text: str) -> str:
    """`text` as a name: composed, blanks single, without control characters, stacked marks or invisible letters."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[: 10 * LONGEST]):
        category = unicodedata.category(character)
        if category in _LEFT_OUT and character != _JOINER:
            character = " " if character in "\t\r\n" else ""
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    name = " ".join("".join(kept).split())[:LONGEST].strip(f" {_JOINER}")
    return name if any(unicodedata.category(one)[0] in "LNS" for one in name) else ""
