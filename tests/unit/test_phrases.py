"""Phrases: English as they are, and any language at the edge."""

from __future__ import annotations

import pytest

from cms.phrases import Phrase

CHINESE = {"%(place)s: %(reason)s": "%(place)s：%(reason)s", "%(value)r is no number": "%(value)r 不是数字"}


def translate(template: str) -> str:
    return CHINESE.get(template, template)


def test_a_phrase_is_its_english_text() -> None:
    phrase = Phrase("%(value)r is no number", value="x")
    assert phrase == str(phrase) == "'x' is no number"
    assert {phrase: 1}["'x' is no number"] == 1


def test_a_phrase_within_a_phrase_is_translated_with_it() -> None:
    reason = Phrase("%(value)r is no number", value="x")
    phrase = Phrase("%(place)s: %(reason)s", place="a.csv", reason=reason)
    assert phrase == "a.csv: 'x' is no number"
    assert phrase.render(translate) == "a.csv：'x' 不是数字"


def test_without_values_a_percent_sign_is_itself() -> None:
    assert Phrase("100% cotton") == Phrase("100% cotton").render(translate) == "100% cotton"


def test_a_value_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(KeyError):
        Phrase("%(value)r is no number", number=5)
