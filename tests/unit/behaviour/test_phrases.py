from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.phrases import LONGEST, clean_phrase, holds_private


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("  Bluetooth   Headphones!! ", "bluetooth headphones"),
        ("藍牙耳機", "蓝牙耳机"),
        ("ＷＨ－1000XM3", "wh-1000xm3"),
        ("6901234567892", "6901234567892"),
        ("01234567890128", "01234567890128"),
        ("“口红”", "口红"),
        ("...", ""),
        ("", ""),
        ("call 138 1234 5678", ""),
        ("13812345678", ""),
        ("１３８１２３４５６７８", ""),
        ("lin@example.com", ""),
        ("+44 20 7946 0958", ""),
        ("6222021234567890123", ""),
        ("11010519491231002X", ""),
    ],
)
def test_a_phrase_has_one_spelling_and_names_nobody(text: str, phrase: str) -> None:
    assert clean_phrase(text) == phrase


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    phrase = clean_phrase(text)
    assert clean_phrase(phrase) == phrase
    assert len(phrase) <= LONGEST
    assert phrase == phrase.strip()
    assert "\0" not in phrase
    assert not holds_private(phrase)
