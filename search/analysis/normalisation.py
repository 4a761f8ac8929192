"""Unicode to one spelling: NFKC with width folding, lower case, simplified characters; offsets are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from search.analysis.scripts import simplify

# ™ and ℠ would become letters ("Core™2" to "coretm2"), so signs go first; quotation marks that stand for an
# apostrophe become one.
_SIGNS = {ord(sign): " " for sign in "™℠®©"} | {ord(mark): "'" for mark in "’‘ʼ＇"}
# What may melt into the character before it: marks, Hangul letters, half-width voicing marks and Hangul.
_JOINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670-\u08ff\u0900-\u0dff\u0e31-\u0e4e"
    "\u0eb1-\u0ece\u0f18-\u0fff\u1000-\u11ff\u1360-\u1dff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u302f\u3099-\u309c"
    "\ua66f-\uaaff\uabe3-\uabed\ufb1e\ufe00-\ufe2f\uff9e-\uffdc\U00010000-\U0001ffff]"
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normalised `text`; character i came from source[starts[i]:ends[i]] (None: from source[i:i+1])."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the source."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """One spelling for everything that means the same. Never raises; applying it twice changes nothing more."""
    if text.isascii():
        return Normalised(text.lower())
    aligned = _normalise_aligned(text)
    return Normalised(aligned) if aligned is not None else _normalise_by_cluster(text)


def _normalise_aligned(text: str) -> str | None:
    """The quick way, for text in which every character stays one character; None where that is not so."""
    if _JOINING.search(text):
        return None
    folded = _fold(text)
    return folded if len(folded) == len(text) and _fold(folded) == folded else None


def _fold(text: str) -> str:
    # Lower case gives the last sigma of a word a form of its own: a part of a text must become the same alone.
    return simplify(unicodedata.normalize("NFKC", text.translate(_SIGNS)).lower().replace("ς", "σ"))


def _fold_until_stable(text: str) -> str:
    # Lower case can undo composition and the other way round; it settles at once, the bound is for safety.
    for _ in range(4):
        folded = _fold(text)
        if folded == text:
            break
        text = folded
    return text


def _normalise_by_cluster(text: str) -> Normalised:
    """Character by character with its marks, so that offsets stay known where lengths change."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _find_clusters(text):
        piece = _fold_until_stable(text[start:end])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Normalised("".join(pieces), tuple(starts), tuple(ends))


def _find_clusters(text: str) -> list[tuple[int, int]]:
    clusters = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _joins(text[index]):
            clusters.append((start, index))
            start = index
    return clusters


def _joins(character: str) -> bool:
    # An emoji or a letter of another plane matches the wide range but has a class of its own.
    if not _JOINING.match(character):
        return False
    is_hangul = "\u1100" <= character <= "\u11ff" or "\uff9e" <= character <= "\uffdc"
    return is_hangul or unicodedata.category(character)[0] == "M"
