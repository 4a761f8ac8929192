"""One run of letters and digits, split once and kept: the same words come again and again."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis.tokens import TokenKind

# (text, kind, start, end, word) relative to the run; a plain tuple because there are millions.
Piece = tuple[str, TokenKind, int, int, int]

_NAMING = (TokenKind.WORD, TokenKind.WHOLE, TokenKind.PART)


@dataclass(frozen=True, slots=True)
class Run:
    """The pieces of a run, and what counting needs of them."""

    pieces: tuple[Piece, ...]
    words: int
    """How many words it holds."""
    length: int
    """How long it is, a compound counted by its parts: WH-1000XM3 is as long as it looks."""
    tokens: tuple[str, ...]
    """Every token but single characters."""
    characters: tuple[str, ...]
    names: tuple[frozenset[str], ...]
    """For each word the tokens that are the word itself."""


def make_run(pieces: tuple[Piece, ...]) -> Run:
    words = 1 + max(piece[4] for piece in pieces)
    names: list[set[str]] = [set() for _ in range(words)]
    for text, kind, _, _, word in pieces:
        if word >= 0 and kind in _NAMING:
            names[word].add(text)
    return Run(
        pieces=pieces,
        words=words,
        length=sum(piece[1] is TokenKind.PART for piece in pieces) or words,
        tokens=tuple(piece[0] for piece in pieces if piece[1] is not TokenKind.CHARACTER),
        characters=tuple(piece[0] for piece in pieces if piece[1] is TokenKind.CHARACTER),
        names=tuple(frozenset(name) for name in names),
    )
