"""PURE. How easily a text is read: the length of its sentences and paragraphs, and, where words are spaced, its LIX.

LIX is the words of a sentence on average plus the percentage of words of more than six letters: below 30 is very easy,
40 to 50 is a newspaper, 60 and more is for specialists. It counts no syllables, so that it does for any language with
spaces (C. H. Björnsson, "Läsbarhet", Liber, Stockholm 1968; for English J. Anderson, "Lix and Rix: Variations on a
Little-known Readability Index", Journal of Reading 26 (6), 1983, pages 490 to 496). Chinese has no spaces: there
sentences and paragraphs are counted in characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONG_WORD = 6
"""A word of more letters than these is a long one."""
_ENOUGH = {False: 60, True: 30}
"""An average of fewer characters, or words, says nothing."""

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HAN_SHARE = 4
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A full stop of ASCII ends no sentence within a word or number, such as 5.3, unless the word is Chinese.
_STOP = re.compile(r"[。！？；…!?;]+|\.+(?![^\W_\u3400-\u9fff])|(?<=[\u3400-\u9fff])\.+")
_UNCOUNTED = re.compile(r"[.\s]+")
_START = 10
_START_WORDS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or paragraph: its place among them from one, its length in characters or words."""

    number: int
    text: str
    length: int

    @property
    def start(self) -> str:
        """By what it is recognised."""
        words = self.text.split()
        return " ".join(words)[:_START] if _HAN.search(self.text) else " ".join(words[:_START_WORDS])


@dataclass(frozen=True, slots=True)
class Reading:
    """A text measured: in words where it `is_spaced`, else in characters without spaces and full stops."""

    is_spaced: bool
    total: int
    long_words: int
    sentences: tuple[Piece, ...]
    paragraphs: tuple[Piece, ...]

    @property
    def average(self) -> float | None:
        """The length of a sentence; None for too little text to tell."""
        return self.total / len(self.sentences) if self.total >= _ENOUGH[self.is_spaced] else None

    @property
    def lix(self) -> float | None:
        """The readability index; None for too little text to tell, and where words are not spaced."""
        if not self.is_spaced or self.average is None:
            return None
        return self.average + 100 * self.long_words / self.total

    def list_long(self, most: int, *, limit: int) -> list[Piece]:
        """The longest sentences of more than `most`, at most `limit` of them, as they stand in the text."""
        long = sorted((one for one in self.sentences if one.length > most), key=lambda one: -one.length)
        return sorted(long[:limit], key=lambda one: one.number)


def measure_text(text: str) -> Reading | None:
    """What reading `text` asks of who does, its lines being paragraphs; None where it has no letter."""
    letters = sum(map(str.isalnum, text))
    if not letters:
        return None
    is_spaced = len(_HAN.findall(text)) * _HAN_SHARE < letters
    measure = _count_words if is_spaced else _count_characters
    sentences: list[Piece] = []
    paragraphs: list[Piece] = []
    for line in text.split("\n"):
        if not _LETTER.search(line):
            continue
        pieces = [(piece, measure(piece)) for piece in _STOP.split(line)]
        paragraphs.append(Piece(len(paragraphs) + 1, line, sum(length for _piece, length in pieces)))
        # A bracket behind the last full stop is no sentence.
        for piece, length in pieces:
            if _LETTER.search(piece):
                sentences.append(Piece(len(sentences) + 1, piece, length))
    long_words = sum(len(word) > LONG_WORD for word in _WORD.findall(text)) if is_spaced else 0
    total = sum(one.length for one in paragraphs)
    return Reading(is_spaced, total, long_words, tuple(sentences), tuple(paragraphs))


def _count_words(piece: str) -> int:
    return len(_WORD.findall(piece))


def _count_characters(piece: str) -> int:
    return len(piece) - sum(map(len, _UNCOUNTED.findall(piece)))
