"""PURE. Finds banned and restricted phrases in one pass, however they are spelt, and not inside harmless words.

Chinese is searched with width, script, spaces and decorative signs taken away, so that 「国 家*级」 is 「国家级」.
Signs that end a clause stay, or the end of one and the beginning of the next would make a phrase. Other phrases are
words between word boundaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cms.catalog.norms.tries import compile_words
from cms.catalog.norms.values import Severity
from cms.spelling import spell, spell_text

# What stands between clauses; spelt as `cms.spelling` spells it.
_DECORATION = re.compile(r"(?:[^\w,;:!?。、\n]|_)+")
_BETWEEN_WORDS = re.compile(r"[^\w#%]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOWHERE = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Banned:
    """A phrase that is not to be said, or only where it is proven.

    `law` is the kind of rule it breaks; `harmless` are longer words that have it in them and mean something else.
    """

    text: str
    severity: Severity
    law: str = ""
    replacement: str = ""
    needs_evidence: bool = False
    harmless: tuple[str, ...] = ()
    category: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase, and how it stands in the text where that is Chinese: something may have been put between."""

    banned: Banned
    found: str


@dataclass(frozen=True, slots=True)
class _Script:
    """Phrases of one script, ready to search for."""

    by_text: dict[str, Banned]
    banned: re.Pattern[str]
    harmless: re.Pattern[str]
    longest: int

    def find(self, text: str) -> Iterator[tuple[Banned, int, int]]:
        for match in self.banned.finditer(text):
            if not self._is_harmless(text, match.start(), match.end()):
                yield self.by_text[match.group()], match.start(), match.end()

    def _is_harmless(self, text: str, start: int, end: int) -> bool:
        """Whether a longer word covers the phrase, or begins in it and goes on: 「世界第一次」 is no 「世界第一」."""
        for place in range(max(0, start - self.longest), end):
            match = self.harmless.match(text, place)
            if match is not None and match.end() >= end and (place <= start or match.end() > end):
                return True
        return False


class Lexicon:
    """The phrases that count for one category and language, compiled once."""

    def __init__(self, phrases: Iterable[Banned]) -> None:
        self.phrases = tuple(phrases)

    @cached_property
    def _han(self) -> _Script:
        return _prepare([one for one in self.phrases if _HAN.search(one.text)], bounded=False)

    @cached_property
    def _words(self) -> _Script:
        return _prepare([one for one in self.phrases if not _HAN.search(one.text)], bounded=True)

    def find(self, text: str) -> list[Hit]:
        """Each phrase once, in the order in which they first stand in `text`."""
        hits: dict[str, Hit] = {}
        if not text:
            return []
        if self._han.by_text and _HAN.search(text):
            for banned, start, end in self._han.find(squeeze_han(text)):
                if banned.text not in hits:
                    hits[banned.text] = Hit(banned, find_source(text, start, end))
        if self._words.by_text:
            for banned, _start, _end in self._words.find(squeeze_words(text)):
                hits.setdefault(banned.text, Hit(banned, banned.text))
        return list(hits.values())


def squeeze_han(text: str) -> str:
    """`text` as Chinese phrases are searched in it."""
    return _DECORATION.sub("", spell_text(text))


def squeeze_words(text: str) -> str:
    """`text` as phrases of other languages are searched in it: words with one space between."""
    return _BETWEEN_WORDS.sub(" ", spell_text(text))


def find_source(text: str, start: int, end: int) -> str:
    """What stands in `text` where `squeeze_han(text)[start:end]` came from."""
    plain = spell(text)
    kept: list[int] = []
    last = 0
    for match in _DECORATION.finditer(plain.text):
        kept.extend(range(last, match.start()))
        last = match.end()
    kept.extend(range(last, len(plain.text)))
    first, final = plain.places[kept[start]], plain.places[kept[end - 1]]
    return text[first : final + 1]


def _prepare(phrases: list[Banned], *, bounded: bool) -> _Script:
    spell_phrase = squeeze_words if bounded else squeeze_han
    by_text = {squeezed: one for one in phrases if (squeezed := spell_phrase(one.text).strip())}
    harmless = {
        squeezed for one in phrases for word in one.harmless if (squeezed := spell_phrase(word).strip())
    } - by_text.keys()
    longest = max(map(len, harmless), default=0)
    return _Script(
        by_text,
        compile_words(by_text, bounded=bounded) or _NOWHERE,
        compile_words(harmless, bounded=bounded) or _NOWHERE,
        longest,
    )
