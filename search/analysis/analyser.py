from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from search.analysis.normalisation import normalise
from search.analysis.runs import Run, join_pair, make_run
from search.analysis.scripts import MARKS, UNSPACED
from search.analysis.tokens import Token
from search.analysis.unspaced import Segmenter
from search.analysis.words import split_run

_GROUPED = r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d]|,\d)"
_ASCII_RUN = re.compile(rf"{_GROUPED}|[a-z0-9]+(?:[\-'.&_][a-z0-9]+)*", re.ASCII)
_LETTER = rf"(?![{UNSPACED}])[^\W_]"
_LETTERS = rf"{_LETTER}(?:{_LETTER}|[{MARKS}])*"
_ANY_RUN = re.compile(rf"([{UNSPACED}]+)|{_GROUPED}|{_LETTERS}(?:[\-'.&_]{_LETTERS})*")
_KEPT_RUN = 24
_KEPT_TEXT = 80
_KEPT_PLACES = 400


class Analyser:
    """Text to tokens. `vocabulary` are the shop's own words (brands, product types)."""

    def __init__(self, vocabulary: frozenset[str] = frozenset()) -> None:
        self.vocabulary = frozenset(word for word in (normalise(word).text.strip() for word in vocabulary) if word)
        segmenter = Segmenter(self.vocabulary)
        self._split_long_unspaced = lambda run: make_run(segmenter.split_run(run), is_spaced=False)
        # Long stretches hardly repeat: keeping them would only fill memory.
        self._split_unspaced = lru_cache(maxsize=50_000)(self._split_long_unspaced)
        self._split_spaced = lru_cache(maxsize=200_000)(lambda run: make_run(split_run(run)))
        # The titles of what many shoppers see, to be highlighted.
        self._locate_short = lru_cache(maxsize=2_000)(self._locate_text)
        self._split_short = lru_cache(maxsize=50_000)(self._split_text)

    def analyse(self, text: str) -> list[Token]:
        """The tokens of `text` with where each stands in it. Never raises."""
        normalised = normalise(text)
        tokens: list[Token] = []
        words = 0
        for offset, run in self._find_runs(normalised.text):
            for piece, kind, start, end, word in run.pieces:
                at, until = normalised.locate(offset + start, offset + end)
                tokens.append(Token(piece, kind, at, until, word if word < 0 else words + word))
            words += run.words
        return tokens

    def locate(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Where each token stands in `text`. Do not change what it returns: short texts are kept."""
        return self._locate_short(text) if len(text) <= _KEPT_PLACES else self._locate_text(text)

    def _locate_text(self, text: str) -> dict[str, list[tuple[int, int]]]:
        places: dict[str, list[tuple[int, int]]] = {}
        for token in self.analyse(text):
            places.setdefault(token.text, []).append((token.start, token.end))
        return places

    def split(self, text: str) -> tuple[Run, ...]:
        """The runs of `text`: what `analyse` finds, quicker, for who needs no offsets."""
        return self._split_short(text) if len(text) <= _KEPT_TEXT else self._split_text(text)

    def list_pairs(self, text: str) -> list[str]:
        """The tokens of every two neighbouring words, in order."""
        pairs: list[str] = []
        last = ""
        for run in self.split(text):
            if last:
                pairs.append(join_pair(last, run.ends[0]))
            pairs += run.pairs
            last = run.ends[1]
        return pairs

    def _split_text(self, text: str) -> tuple[Run, ...]:
        if text.isascii():
            return tuple(map(self._split_spaced, _ASCII_RUN.findall(text.lower())))
        return tuple(run for _, run in self._find_runs(normalise(text).text))

    def _find_runs(self, text: str) -> Iterator[tuple[int, Run]]:
        if text.isascii():
            for match in _ASCII_RUN.finditer(text):
                yield match.start(), self._split_spaced(match.group())
            return
        for match in _ANY_RUN.finditer(text):
            run = match.group()
            if not match.group(1):
                yield match.start(), self._split_spaced(run)
            elif len(run) <= _KEPT_RUN:
                yield match.start(), self._split_unspaced(run)
            else:
                yield match.start(), self._split_long_unspaced(run)


@lru_cache(maxsize=4)
def get_analyser(vocabulary: frozenset[str] = frozenset()) -> Analyser:
    """The analyser of a vocabulary; building one costs a dictionary, so the last few are kept."""
    return Analyser(vocabulary)
