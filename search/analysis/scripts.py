"""What the analysis has to know about writing systems."""

from __future__ import annotations

import re
from functools import cache

import opencc

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Scripts that put no spaces between words (and Korean, whose words carry endings): found by pairs of characters.
UNSPACED = (
    HAN + "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uac00-\ud7a3"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1780-\u17d3"
)
# Vowel signs and other marks are part of words, but not for \w.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0963\u0981-\u0dff"
)

_HAN = re.compile(f"[{HAN}]")
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def simplify(text: str) -> str:
    """Traditional characters to simplified ones, each by itself.

    Not by phrases: what a character becomes must not depend on its neighbours, or a short query would differ from
    the title that contains it. Nothing else changes and the length stays.
    """
    return text.translate(_traditional_to_simplified()) if _HAN.search(text) else text


@cache
def _traditional_to_simplified() -> dict[int, str]:
    characters = [chr(code) for first, last in _HAN_BLOCKS for code in range(first, last)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {old: new for old, new in zip(characters, simplified, strict=True) if old != new and len(new) == 1}
    # A few lead on to another one: follow them to the end, so that converting twice changes nothing more.
    return {ord(old): table.get(new, new) for old, new in table.items()}
