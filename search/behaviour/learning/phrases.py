"""PURE. Query texts as they are compared and counted: one spelling, and nothing that names a person."""

from __future__ import annotations

import re

from search.analysis.normalisation import normalise

LONGEST = 100
_EDGES = " \t.,;:!?\"'`~*#|/\\()[]{}<>，。；：！？、“”‘’（）【】《》…-_"
_PRIVATE = re.compile(
    r"[^\s@]+@[^\s@]+\.[^\s@]{2,}"  # e-mail
    r"|(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"  # mobile numbers in China
    r"|\+\d[\d\s().-]{7,}\d"  # telephone numbers elsewhere
    r"|(?<!\d)\d{15,19}(?!\d)|(?<!\d)\d{17}x(?!\w)"  # cards, identity cards; a GTIN has 14 digits at most
)


def clean_phrase(text: str) -> str:
    """`text` as it is counted: normalised, blanks single, no marks at its ends. "" for what is not to be kept.

    Doing it twice changes nothing more. Telephone numbers, e-mail addresses and numbers of cards are never kept.
    """
    phrase = _tidy(text)
    if not phrase or holds_private(text) or holds_private(phrase):
        return ""
    return phrase


def holds_private(text: str) -> bool:
    """Whether `text` holds what may lead to a person."""
    return _PRIVATE.search(text.lower()) is not None


def _tidy(text: str) -> str:
    phrase = normalise(text.replace("\0", " ")[: LONGEST * 4]).text
    for _ in range(4):
        tidied = normalise(" ".join(phrase.split()).strip(_EDGES)[:LONGEST].strip(_EDGES)).text
        if tidied == phrase:
            break
        phrase = tidied
    return phrase
