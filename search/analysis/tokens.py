from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class TokenKind(IntEnum):
    """What a token is to the word it was found in.

    A shopper's word is found in a product when its WORD or WHOLE is there, or all its PARTs, or all its BIGRAMs.
    """

    WORD = 1
    """A plain word: a stem, a number, or a Chinese word."""
    WHOLE = 2
    """A compound written as one: "wh1000xm3" of WH-1000XM3, "wifi" of Wi-Fi."""
    PART = 3
    """A stretch of letters or of digits of a compound."""
    RELATED = 4
    """Something shorter or longer that is worth finding too: "1000xm3" in WH-1000XM3, 无线耳机 over 无线 and 耳机."""
    BIGRAM = 5
    """Two neighbouring characters of a script without spaces, so that unknown words are found."""
    CHARACTER = 6
    """One character of a longer word; weighs half."""


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as indexed, found at source[start:end].

    `word` counts the words of the text from 0: the tokens of one word share it. A bigram that joins two words
    belongs to neither: -1.
    """

    text: str
    kind: TokenKind
    start: int
    end: int
    word: int
