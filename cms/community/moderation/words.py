"""PURE. Finds the words of a list in a text, however they are spelt and whatever stands between their letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cms.community.moderation.findings import Finding, Reason
from cms.spelling import Plain, spell, squeeze, squeeze_text


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list: `note` is what the moderator is told, `rejects` that nobody has to look at it."""

    text: str
    note: str = ""
    rejects: bool = False


@dataclass(frozen=True, slots=True)
class WordList:
    """Words in the spelling that texts are searched in."""

    entries: tuple[tuple[str, Word], ...]

    @classmethod
    def make(cls, words: Iterable[Word]) -> WordList:
        """Ready to search; a word of signs alone finds nothing and is left out."""
        spelt = ((squeeze_text(word.text), word) for word in words)
        return cls(tuple((text, word) for text, word in spelt if text))


def find_words(field: str, text: str, words: WordList) -> list[Finding]:
    """Where words of the list stand in `text`: each word once, at its first place."""
    if not words.entries:
        return []
    squeezed = squeeze(spell(text))
    found = []
    for wanted, word in words.entries:
        place = _find(wanted, squeezed, text)
        if place is not None:
            found.append(Finding(Reason.WORD, field, *place, note=word.note or word.text, rejects=word.rejects))
    return sorted(found, key=lambda finding: finding.start)


def _find(wanted: str, squeezed: Plain, source: str) -> tuple[int, int] | None:
    start = squeezed.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not wanted.isascii() or _stands_alone(squeezed.places[start:end], source):
            return squeezed.locate(start, end)
        start = squeezed.text.find(wanted, start + 1)
    return None


def _stands_alone(places: Sequence[int], source: str) -> bool:
    """Whether Latin letters are a word of their own: not part of a longer one, not put together from two.

    Letters may be spaced out all along ("s c a m") or have signs between ("s.c-am"), but "his camera" is no "scam".
    """
    first, last = places[0], places[-1]
    if _is_latin(source, first - 1) or _is_latin(source, last + 1):
        return False
    gaps = [source[one + 1 : other] for one, other in pairwise(places)]
    spaced = [gap for gap in gaps if any(character.isspace() for character in gap)]
    return not spaced or all(gaps)


def _is_latin(source: str, place: int) -> bool:
    return 0 <= place < len(source) and source[place].isalnum() and spell(source[place]).text.isascii()
