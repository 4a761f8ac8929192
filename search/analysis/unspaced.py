"""Splits one run of a script without spaces: words where the dictionary knows them, and pairs of characters."""

from __future__ import annotations

import rjieba

from search.analysis.runs import Piece
from search.analysis.scripts import has_han
from search.analysis.tokens import TokenKind

Span = tuple[int, int]

_LONGEST_WORD = 16
_SHORTEST_COMPOUND = 4


class Segmenter:
    """Finds Chinese words; `vocabulary` are words of the shop that the dictionary may not know."""

    def __init__(self, vocabulary: frozenset[str] = frozenset()) -> None:
        # The dictionary costs 75 ms and some memory: without words of our own the library's shared one will do.
        self._jieba = rjieba.Jieba() if vocabulary else rjieba
        for word in sorted(vocabulary):
            self._jieba.add_word(word, None, None)

    def split_run(self, run: str) -> tuple[Piece, ...]:
        """The tokens of one normalised run."""
        words, compounds = self._find_words(run)
        pieces: list[Piece] = []
        for number, (start, end) in enumerate(words):
            pieces.append((run[start:end], TokenKind.WORD, start, end, number))
            if end - start > 1:
                pieces += [(run[at], TokenKind.CHARACTER, at, at + 1, number) for at in range(start, end)]
        pieces += [(run[start:end], TokenKind.RELATED, start, end, -1) for start, end in compounds]
        return (*pieces, *_find_pairs(run, words))

    def _find_words(self, run: str) -> tuple[list[Span], list[Span]]:
        """The words in order, and the longer ones that were taken apart."""
        if not has_han(run):
            # No dictionary for this script: the run is one word if it can be one, else its characters are.
            whole = len(run) <= _LONGEST_WORD
            return ([(0, len(run))] if whole else [(at, at + 1) for at in range(len(run))]), []
        words: list[Span] = []
        compounds: list[Span] = []
        # Without guessing at unknown words: a guess depends on what stands beside, and a query is shorter.
        for _, start, end in self._jieba.tokenize(run, hmm=False):
            parts = self._take_apart(run[start:end]) if end - start >= _SHORTEST_COMPOUND else None
            if parts is None:
                words.append((start, end))
            else:
                compounds.append((start, end))
                words += [(start + first, start + last) for first, last in parts]
        return words, compounds

    def _take_apart(self, word: str) -> list[Span] | None:
        """The shorter words that make up a long one (无线耳机: 无线, 耳机), None where they do not.

        The dictionary has some compounds and not others, so a shopper's and a title's would not meet as wholes.
        """
        inner = {(start, end) for _, start, end in self._jieba.tokenize(word, mode="search", hmm=False)}
        inner = {span for span in inner if 1 < span[1] - span[0] < len(word)}
        parts: list[Span] = []
        at = 0
        while at < len(word):
            end = max((last for first, last in inner if first == at), default=0)
            if not end:
                return None
            parts.append((at, end))
            at = end
        return parts


def _find_pairs(run: str, words: list[Span]) -> list[Piece]:
    """Every two neighbours that are not a word already."""
    pairs: list[Piece] = []
    numbers = [number for number, (start, end) in enumerate(words) for _ in range(start, end)]
    for at in range(len(run) - 1):
        first, second = numbers[at], numbers[at + 1]
        if first != second:
            pairs.append((run[at : at + 2], TokenKind.BIGRAM, at, at + 2, -1))
        elif words[first] != (at, at + 2):
            pairs.append((run[at : at + 2], TokenKind.BIGRAM, at, at + 2, first))
    return pairs
