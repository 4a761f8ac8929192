"""Splits one run of a script without spaces: words where the dictionary knows them, and pairs of characters."""

from __future__ import annotations

import rjieba

from search.analysis.scripts import has_han
from search.analysis.tokens import TokenKind
from search.analysis.words import Piece

_LONGEST_WORD = 16


class Segmenter:
    """Finds Chinese words; `vocabulary` are words of the shop that the dictionary may not know."""

    def __init__(self, vocabulary: frozenset[str] = frozenset()) -> None:
        # The dictionary costs 75 ms and some memory: without words of our own the library's shared one will do.
        self._jieba = rjieba.Jieba() if vocabulary else rjieba
        for word in sorted(vocabulary):
            self._jieba.add_word(word, None, None)

    def split_run(self, run: str) -> tuple[Piece, ...]:
        """The tokens of one normalised run."""
        words = self._find_words(run)
        pieces: list[Piece] = []
        for number, (start, end) in enumerate(words):
            pieces.append((run[start:end], TokenKind.WORD, start, end, number))
            if end - start > 1:
                pieces += [(run[at], TokenKind.CHARACTER, at, at + 1, number) for at in range(start, end)]
        pieces += self._find_pairs(run, words)
        return tuple(pieces)

    def _find_words(self, run: str) -> list[tuple[int, int]]:
        if not has_han(run):
            # No dictionary for this script: the run is one word if it can be one, else its characters are.
            whole = len(run) <= _LONGEST_WORD
            return [(0, len(run))] if whole else [(at, at + 1) for at in range(len(run))]
        return [(start, end) for _, start, end in self._jieba.tokenize(run)]

    def _find_pairs(self, run: str, words: list[tuple[int, int]]) -> list[Piece]:
        """Every two neighbours that are not a word already; of longer words the dictionary's shorter ones too."""
        pairs: list[Piece] = []
        numbers = [number for number, (start, end) in enumerate(words) for _ in range(start, end)]
        for at in range(len(run) - 1):
            first, second = numbers[at], numbers[at + 1]
            if first != second:
                pairs.append((run[at : at + 2], TokenKind.BIGRAM, at, at + 2, -1))
            elif words[first] != (at, at + 2):
                pairs.append((run[at : at + 2], TokenKind.BIGRAM, at, at + 2, first))
        pairs += [
            (word, TokenKind.SUBWORD, start + inner, start + inner + len(word), number)
            for number, (start, end) in enumerate(words)
            if end - start > 3 and has_han(run[start:end])
            for word, inner in self._find_subwords(run[start:end])
        ]
        return pairs

    def _find_subwords(self, word: str) -> list[tuple[str, int]]:
        found = self._jieba.tokenize(word, mode="search")
        return [(text, start) for text, start, end in found if 2 < end - start < len(word)]
