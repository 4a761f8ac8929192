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
    ends: tuple[str, str]
    """Its first and last word, of a compound the first and last part: what stands beside its neighbours."""
    pairs: tuple[str, ...]
    """Every two neighbours in it."""


def join_pair(first: str, second: str) -> str:
    """The token of two words side by side: "iphone 8" is more than a phone and an 8 somewhere. No word has a "+"."""
    return f"{first}+{second}"


def make_run(pieces: tuple[Piece, ...], *, is_spaced: bool = True) -> Run:
    """Scripts without spaces need no pairs of words inside: pairs of characters are there."""
    words = 1 + max(piece[4] for piece in pieces)
    names: list[set[str]] = [set() for _ in range(words)]
    for text, kind, _, _, word in pieces:
        if word >= 0 and kind in _NAMING:
            names[word].add(text)
    chain = _list_chain(pieces)
    return Run(
        pieces=pieces,
        words=words,
        length=sum(piece[1] is TokenKind.PART for piece in pieces) or words,
        tokens=tuple(piece[0] for piece in pieces if piece[1] is not TokenKind.CHARACTER),
        characters=tuple(piece[0] for piece in pieces if piece[1] is TokenKind.CHARACTER),
        names=tuple(frozenset(name) for name in names),
        ends=(chain[0], chain[-1]),
        pairs=tuple(map(join_pair, chain, chain[1:])) if is_spaced else (),
    )


def _list_chain(pieces: tuple[Piece, ...]) -> list[str]:
    """The words one after the other, a compound as its parts: iPhone8 has what "iphone 8" asks for."""
    taken_apart = {piece[4] for piece in pieces if piece[1] is TokenKind.PART}
    return [
        text
        for text, kind, _, _, word in pieces
        if kind is TokenKind.PART or (kind in _NAMING and word >= 0 and word not in taken_apart)
    ]
