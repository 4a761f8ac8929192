"""PURE. Chinese in Latin letters, as shoppers type it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis import TokenKind, get_analyser
from search.analysis.scripts import has_han

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def spell(text: str) -> str:
    """ "si rong/kou hong" of 丝绒口红, word by word and syllable by syllable; "" where no character is Chinese."""
    if not has_han(text):
        return ""
    # Its dictionaries cost a web process memory; only who spells something needs them.
    from pypinyin import lazy_pinyin

    words = []
    for word in split_words(text):
        syllables = (_NOT_PLAIN.sub("", syllable.lower().replace("ü", "v")) for syllable in lazy_pinyin(word))
        words.append(" ".join(syllable for syllable in syllables if syllable))
    return "/".join(filter(None, words))


def hear(spelt: str) -> str:
    """How what is spelt sounds, without the joints: "kouhong"."""
    return spelt.replace(" ", "").replace("/", "")


def split_words(text: str) -> list[str]:
    """The words of a text as they stand there."""
    tokens = get_analyser().analyse(text)
    return [text[token.start : token.end] for token in tokens if token.kind in (TokenKind.WORD, TokenKind.WHOLE)]


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
