"""Stems of words, whoever else is stemming."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from search.analysis.stemming import stem

ENDINGS = ("ing", "ings", "ed", "ly", "ness", "ational", "ies", "ement", "iveness", "s")
ROOTS = ("runn", "batter", "happi", "rel", "conn", "hop", "organis", "creat", "danc", "glass", "tableau", "headphon")
WORDS = [f"{root}{vowel}{ending}" for root in ROOTS for vowel in ("", "a", "e", "o") for ending in ENDINGS]


def test_forms_of_a_word_meet() -> None:
    assert {stem("batteries"), stem("battery")} == {"batteri"}
    assert stem("café") == "cafe"


def test_many_threads_find_the_same_stems() -> None:
    stem.cache_clear()
    alone = [stem(word) for word in WORDS]
    pause = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            for _ in range(20):
                stem.cache_clear()
                assert list(threads.map(stem, WORDS, chunksize=8)) == alone
    finally:
        sys.setswitchinterval(pause)
