from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from search.analysis.normalisation import normalise
from search.analysis.scripts import MARKS, UNSPACED
from search.analysis.tokens import Token
from search.analysis.unspaced import Segmenter
from search.analysis.words import Piece, split_run

_GROUPED = r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d]|,\d)"
_ASCII_RUN = re.compile(rf"{_GROUPED}|[a-z0-9]+(?:[\-'.&_][a-z0-9]+)*", re.ASCII)
_LETTER = rf"(?![{UNSPACED}])[^\W_]"
_LETTERS = rf"{_LETTER}(?:{_LETTER}|[{MARKS}])*"
_ANY_RUN = re.compile(rf"([{UNSPACED}]+)|{_GROUPED}|{_LETTERS}(?:[\-'.&_]{_LETTERS})*")
_CACHED_RUN = 24


class Analyser:
    """Text to tokens. `vocabulary` are the shop's own words (brands, product types) in normalised spelling."""

    def __init__(self, vocabulary: frozenset[str] = frozenset()) -> None:
        self.vocabulary = frozenset(word for word in (normalise(word).text.strip() for word in vocabulary) if word)
        self._segmenter = Segmenter(self.vocabulary)
        self._split_spaced = lru_cache(maxsize=200_000)(split_run)
        self._split_unspaced = lru_cache(maxsize=50_000)(self._segmenter.split_run)

    def analyse(self, text: str) -> list[Token]:
        """The tokens of `text` with where each stands in it. Never raises."""
        normalised = normalise(text)
        tokens: list[Token] = []
        words = 0
        for offset, pieces in self._split(normalised.text):
            for piece, kind, start, end, word in pieces:
                at, until = normalised.locate(offset + start, offset + end)
                tokens.append(Token(piece, kind, at, until, word if word < 0 else words + word))
            words += count_words(pieces)
        return tokens

    def split(self, text: str) -> Iterator[tuple[Piece, ...]]:
        """The pieces of each run of `text`: what `analyse` finds, quicker, for who needs no offsets."""
        for _, pieces in self._split(normalise(text).text):
            yield pieces

    def _split(self, text: str) -> Iterator[tuple[int, tuple[Piece, ...]]]:
        if text.isascii():
            for match in _ASCII_RUN.finditer(text):
                yield match.start(), self._split_spaced(match.group())
            return
        for match in _ANY_RUN.finditer(text):
            run = match.group()
            if not match.group(1):
                yield match.start(), self._split_spaced(run)
            elif len(run) <= _CACHED_RUN:
                yield match.start(), self._split_unspaced(run)
            else:
                # Long stretches hardly repeat: keeping them would only fill memory.
                yield match.start(), self._segmenter.split_run(run)


def count_words(pieces: tuple[Piece, ...]) -> int:
    """How many words a run holds."""
    return 1 + max(piece[4] for piece in pieces)


@lru_cache(maxsize=4)
def get_analyser(vocabulary: frozenset[str] = frozenset()) -> Analyser:
    """The analyser of a vocabulary; building one costs a dictionary, so the last few are kept."""
    return Analyser(vocabulary)
