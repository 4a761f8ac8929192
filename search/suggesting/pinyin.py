"""PURE. Chinese in Latin letters, as shoppers type it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis.scripts import has_han

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def spell(text: str) -> str:
    """ "kou hong" of 口红; "" where no character is Chinese."""
    if not has_han(text):
        return ""
    # Its dictionaries cost a web process memory; only who spells something needs them.
    from pypinyin import lazy_pinyin

    syllables = (_NOT_PLAIN.sub("", syllable.lower().replace("ü", "v")) for syllable in lazy_pinyin(text))
    return " ".join(syllable for syllable in syllables if syllable)


def abbreviates(typed: str, syllables: Sequence[str]) -> bool:
    """Whether `typed` is the beginnings of syllables from the first one on: koh, kho and kh are kou hong."""
    if not typed:
        return True
    if not syllables:
        return False
    common = 0
    for letter, other in zip(typed, syllables[0], strict=False):
        if letter != other:
            break
        common += 1
    return any(abbreviates(typed[length:], syllables[1:]) for length in range(common, 0, -1))
