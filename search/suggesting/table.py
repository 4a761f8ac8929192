"""PURE. Finds what begins as a shopper has typed so far: in words, in pinyin, in initials, with a typo."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest

from search.analysis import TokenKind, get_analyser
from search.analysis.normalisation import normalise
from search.analysis.scripts import has_han
from search.suggesting.edits import list_near
from search.suggesting.entries import Entry, SuggestionKind
from search.suggesting.pinyin import abbreviates

_LONGEST_KEY = 24
_MOST_WORDS = 6
_SHORTEST_TYPO = 4
_SHORTEST_ABBREVIATION = 2
_MOST_LOOKED_AT = 4_000
# A text that begins so goes before one that has it inside; then what leads on goes before single products.
_BEGINS = 1 << 20
_OF_KIND = {SuggestionKind.QUERY: 1 << 19, SuggestionKind.CATEGORY: 1 << 18, SuggestionKind.BRAND: 1 << 18}
_AFTER_THE_LAST = "\U0010ffff"


class SuggestionTable:
    """Sorted beginnings; asking takes well under a millisecond, and often asked beginnings are kept."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        rows = sorted(
            (key, number << 1 | begins) for number, entry in enumerate(entries) for key, begins in _list_keys(entry)
        )
        self._keys = [key for key, _ in rows]
        self._places = array("I", (place for _, place in rows))
        self._spelt: dict[str, list[tuple[int, list[str]]]] = {}
        for number, entry in enumerate(entries):
            if entry.spelt and entry.kind is not SuggestionKind.PRODUCT:
                self._spelt.setdefault(entry.spelt[0], []).append((number, entry.spelt.replace("/", " ").split()))
        self._suggest = lru_cache(maxsize=4_000)(self._find)

    def suggest(self, text: str, *, first: int) -> list[Entry]:
        """The best `first` entries for what has been typed."""
        typed = " ".join(normalise(text[:200]).text.split())
        return list(self._suggest(typed, first)) if typed else []

    def _find(self, typed: str, first: int) -> tuple[Entry, ...]:
        scores = (
            self._score(typed) | self._score_abbreviations(typed)
            or self._score_words(typed.split())
            or self._score_typos(typed)
        )
        best = nlargest(first, scores.items(), key=lambda each: (each[1], -each[0]))
        return tuple(_drop_twins(self._entries[number] for number, _ in best))

    def _score(self, typed: str) -> dict[int, int]:
        """The entries that a beginning leads to, with how well they fit."""
        scores: dict[int, int] = {}
        for place in self._list_places(typed[:_LONGEST_KEY]):
            number, begins = place >> 1, place & 1
            entry = self._entries[number]
            if len(typed) > _LONGEST_KEY and typed not in normalise(entry.text).text:
                continue
            score = self._weigh(entry) + begins * _BEGINS
            scores[number] = max(score, scores.get(number, 0))
        return scores

    def _list_places(self, beginning: str) -> array:
        low = bisect_left(self._keys, beginning)
        high = bisect_left(self._keys, beginning + _AFTER_THE_LAST, low)
        return self._places[low : min(high, low + _MOST_LOOKED_AT * (4 if len(beginning) < 2 else 1))]

    def _score_abbreviations(self, typed: str) -> dict[int, int]:
        """Chinese by the beginnings of its syllables: kh, koh."""
        letters = typed.replace(" ", "").replace("'", "")
        if not _SHORTEST_ABBREVIATION <= len(letters) <= _LONGEST_KEY or not letters.isascii():
            return {}
        spelt = self._spelt.get(letters[0], ())
        return {
            number: self._weigh(self._entries[number]) + _BEGINS
            for number, syllables in spelt
            if abbreviates(letters, syllables)
        }

    @staticmethod
    def _weigh(entry: Entry) -> int:
        return entry.weight + _OF_KIND.get(entry.kind, 0)

    def _score_words(self, words: Sequence[str]) -> dict[int, int]:
        """Words in another order: each has to begin one of the entry's."""
        if len(words) < 2:
            return {}
        found = [self._score(word) for word in words]
        together = set.intersection(*(set(scores) for scores in found))
        return {number: min(scores[number] for scores in found) for number in together}

    def _score_typos(self, typed: str) -> dict[int, int]:
        """What begins with a text one slip away."""
        if len(typed) < _SHORTEST_TYPO or has_han(typed):
            return {}
        for near in dict.fromkeys(near for near in list_near(typed[:_LONGEST_KEY]) if near[:1] == typed[:1]):
            at = bisect_left(self._keys, near)
            if at < len(self._keys) and self._keys[at].startswith(near) and len(near) >= _SHORTEST_TYPO:
                return self._score(near)
        return {}


def _list_keys(entry: Entry) -> Iterator[tuple[str, int]]:
    """The beginnings an entry is found by, and whether each is the beginning of its whole text."""
    text = " ".join(normalise(entry.text).text.split())
    for start in _list_starts(text)[:_MOST_WORDS]:
        yield text[start : start + _LONGEST_KEY], int(start == 0)
    words = entry.spelt.replace(" ", "").split("/") if entry.spelt else []
    for at in range(len(words[:_MOST_WORDS])):
        yield "".join(words[at:])[:_LONGEST_KEY], int(at == 0)


def _list_starts(text: str) -> list[int]:
    """Where its words begin; in Chinese, too, where nothing stands between them."""
    starts = {0, *(at + 1 for at, letter in enumerate(text) if letter == " ")}
    if has_han(text):
        starts |= {token.start for token in get_analyser().analyse(text) if token.kind is TokenKind.WORD}
    return sorted(starts)


def _drop_twins(entries: Iterator[Entry]) -> Iterator[Entry]:
    """A query and a category of the same name are one line to a shopper; the first stays."""
    seen: set[str] = set()
    for entry in entries:
        name = normalise(entry.text).text
        if entry.kind is SuggestionKind.PRODUCT or name not in seen:
            seen.add(name)
            yield entry
