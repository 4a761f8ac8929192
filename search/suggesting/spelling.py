"""PURE. What a shopper who mistyped meant. A word that the shop knows, a brand or a model number is never changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from search.analysis.normalisation import normalise
from search.analysis.scripts import has_han
from search.suggesting.edits import list_near, measure_distance
from search.suggesting.entries import Entry, SuggestionKind
from search.suggesting.pinyin import hear, spell

_WORD = re.compile(r"[^\s]+")
_PLAIN = re.compile(r"[a-z]+")
_SHORTEST = 4
# A longer word may have two slips.
_LONG = 8
# What one product has may be a mistake itself.
_COMMON = 2


def is_correctable(word: str) -> bool:
    """Whether a word may be corrected at all: letters only, and enough of them."""
    return len(word) >= _SHORTEST and _PLAIN.fullmatch(word) is not None


class Speller:
    """Knows the words of the shop and how they sound."""

    def __init__(self, words: Mapping[str, int], entries: Iterable[Entry]) -> None:
        self._words = words
        self._by_sound: dict[str, Entry] = {}
        for entry in entries:
            if entry.spelt and entry.kind is not SuggestionKind.PRODUCT:
                sound = hear(entry.spelt)
                known = self._by_sound.get(sound)
                if known is None or known.weight < entry.weight:
                    self._by_sound[sound] = entry
        self._without_a_letter = _index_deletions(word for word, count in words.items() if count >= _COMMON)

    def correct(self, text: str) -> str | None:
        """`text` as it was meant; None where nothing has to change or nothing is near."""
        plain = normalise(text).text.strip()
        if has_han(plain):
            return self._hear(hear(spell(plain)), plain)
        corrected = _WORD.sub(lambda match: self._correct_word(match.group()), plain)
        if corrected != plain:
            return corrected
        unknown = any(word not in self._words for word in plain.split())
        return self._hear("".join(plain.split()), plain) if unknown else None

    def _hear(self, sound: str, text: str) -> str | None:
        """The text that sounds like this: kouhong, or 扣红, is 口红."""
        entry = self._by_sound.get(sound)
        return entry.text if entry is not None and normalise(entry.text).text != text else None

    def _correct_word(self, word: str) -> str:
        if not is_correctable(word) or word in self._words or word in self._by_sound:
            return word
        near = self._list_candidates(word)
        # Shoppers rarely miss the first letter; then the commoner word is meant.
        return min(near, key=lambda each: (near[each], each[0] != word[0], -self._words[each], each)) if near else word

    def _list_candidates(self, word: str) -> dict[str, int]:
        most = 2 if len(word) >= _LONG else 1
        found: set[str] = {near for near in list_near(word) if self._words.get(near, 0) >= _COMMON}
        if not found and most > 1:
            for short in {word, *_list_deletions(word)}:
                found.update(self._without_a_letter.get(short, ()))
        distances = {each: measure_distance(word, each) for each in found if len(each) >= _SHORTEST}
        return {each: distance for each, distance in distances.items() if distance <= most}


def _index_deletions(words: Iterable[str]) -> dict[str, list[str]]:
    """Long words by what is left when a letter is missing."""
    index: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _LONG - 1 and _PLAIN.fullmatch(word):
            for short in _list_deletions(word):
                index.setdefault(short, []).append(word)
    return index


def _list_deletions(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}
