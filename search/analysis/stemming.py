"""English stems and stop words; words of other languages keep their spelling without accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

_ENGLISH = snowballstemmer.stemmer("english")
# It keeps the word it works on in itself: two threads at once would spoil each other's stems, and those are kept.
_ONE_AT_A_TIME = Lock()

_LONGEST = 40

STOP_WORDS = frozenset(
    "a an and are as at be by for from if in into is it its of on or s t that the their this to was will with your"
    " 的 了 和 与 及 或 是 在 也 就 都 而 之 把 被 给 对 于".split()
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a normalised word: "batteries" and "battery" meet in "batteri"."""
    plain = word if word.isascii() else fold_accents(word)
    if not plain.isascii() or len(plain) > _LONGEST:
        return plain
    with _ONE_AT_A_TIME:
        return _ENGLISH.stemWord(plain)


def fold_accents(word: str) -> str:
    """Latin letters without their accents ("café" to "cafe"); other scripts need their marks and keep them."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    return bare if bare and bare.isascii() else word
