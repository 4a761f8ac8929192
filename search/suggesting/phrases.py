"""PURE. The queries that a catalogue answers, read from its own titles: names of things, and what they go with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from search.analysis import Analyser, TokenKind
from search.analysis.stemming import STOP_WORDS
from search.ranking.naming import find_heads, list_names

_SHORTEST = 2
_SHORTEST_LATIN = 3


class PhraseCounter:
    """Counts words and the names of things over titles."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self.words: Counter[str] = Counter()
        self._phrases: Counter[str] = Counter()

    def add(self, title: str) -> None:
        """Count one title."""
        found = [(token, title[token.start : token.end].lower()) for token in self._analyser.analyse(title)]
        self.words.update({text for _, text in found})
        names = [(token, text) for token, text in found if token.kind is TokenKind.WORD]
        heads = find_heads(list_names(title, self._analyser))
        for place, (token, text) in enumerate(names):
            if token.text not in heads or not _is_name(text):
                continue
            self._phrases[text] += 1
            before = names[place - 1] if place else None
            if before is not None and _is_name(before[1]) and token.start - before[0].end <= 1:
                joint = title[before[0].end : token.start]
                if joint in ("", " "):
                    self._phrases[before[1] + joint + text] += 1

    def list_phrases(self, *, at_least: int) -> list[tuple[str, int]]:
        """Phrases that so many titles have, the commonest first."""
        return [(text, count) for text, count in self._phrases.most_common() if count >= at_least]


def _is_name(text: str) -> bool:
    shortest = _SHORTEST_LATIN if text.isascii() else _SHORTEST
    return text.isalpha() and len(text) >= shortest and text not in STOP_WORDS


def list_words(texts: Iterable[str], analyser: Analyser) -> set[str]:
    """The words of some texts as they are spelt."""
    return {text[token.start : token.end].lower() for text in texts for token in analyser.analyse(text)}
