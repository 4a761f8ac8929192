"""Splits one run of letters and digits of spaced scripts ("WH-1000XM3", "women's", "5g") into tokens."""

from __future__ import annotations

import re

from search.analysis.runs import Piece
from search.analysis.stemming import stem
from search.analysis.tokens import TokenKind

_LONGEST_WHOLE = 40
_LONGEST_WORD = 64
_MOST_PARTS = 8
_PARTS = re.compile(r"\d+(?:\.\d+)*|[^\d.\-'&_]+")
_CHUNKS = re.compile(r"[^\-'&_]+")
_POSSESSIVE = re.compile(r"'s$|'$")
_JOINTS = re.compile(r"[\-'&_]|(?<!\d)\.|\.(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")


def split_run(run: str) -> tuple[Piece, ...]:
    """The tokens of one normalised run: the word itself, or a compound whole and in parts."""
    if run.isalpha() or run.isdecimal():
        return ((_finish(run), TokenKind.WORD, 0, len(run), 0),)
    if _GROUPED.fullmatch(run):
        return ((run.replace(",", ""), TokenKind.WORD, 0, len(run), 0),)
    body = _POSSESSIVE.sub("", run)
    parts = [match.span() for match in _PARTS.finditer(body)]
    if len(parts) <= 1:
        start, end = parts[0] if parts else (0, len(body))
        return ((_finish(body[start:end]), TokenKind.WORD, start, end, 0),)
    return _split_compound(body, parts)


def _finish(text: str) -> str:
    text = text[:_LONGEST_WORD]
    return text if text[0].isdecimal() else stem(text)


def _split_compound(body: str, parts: list[tuple[int, int]]) -> tuple[Piece, ...]:
    whole = _JOINTS.sub("", body)
    if len(whole) > _LONGEST_WHOLE or len(parts) > _MOST_PARTS:
        # No product number but a chain of words: each is one.
        return tuple((_finish(body[a:b]), TokenKind.WORD, a, b, n) for n, (a, b) in enumerate(parts))
    pieces: list[Piece] = [(_finish_whole(whole), TokenKind.WHOLE, 0, len(body), 0)]
    pieces += [(_finish(body[a:b]), TokenKind.PART, a, b, 0) for a, b in parts]
    known = {piece[0] for piece in pieces}
    for match in _CHUNKS.finditer(body):
        chunk = _JOINTS.sub("", match.group())
        if chunk and _finish_whole(chunk) not in known:
            pieces.append((_finish_whole(chunk), TokenKind.RELATED, match.start(), match.end(), 0))
    return tuple(pieces)


def _finish_whole(text: str) -> str:
    return stem(text) if text.isalpha() else text
