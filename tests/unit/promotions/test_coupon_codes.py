"""Codes that cannot be guessed, and that notice how people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.promotions.coupons.codes import ALPHABET, LENGTH, is_code, make_code, make_codes, normalise_code


def test_many_are_all_different_and_each_one_is_a_code() -> None:
    codes = make_codes(20_000, prefix="TEA")

    assert len(set(codes)) == 20_000
    assert {len(code) for code in codes} == {LENGTH + 3}
    assert all(is_code(code) for code in codes)


def test_every_sign_comes_as_often_as_any_other() -> None:
    text = "".join(code[:-1] for code in make_codes(20_000))
    often = [text.count(sign) for sign in ALPHABET]

    # 9,677 of each are to be expected; six times the deviation of chance.
    assert max(abs(count - 300_000 / 31) for count in often) < 600


@given(st.data())
def test_a_wrong_sign_is_noticed(data: st.DataObject) -> None:
    code = make_code()
    place = data.draw(st.integers(0, LENGTH - 1))
    sign = data.draw(st.sampled_from(ALPHABET.replace(code[place], "")))

    assert not is_code(code[:place] + sign + code[place + 1 :])


@given(st.data())
def test_two_signs_that_changed_places_are_noticed(data: st.DataObject) -> None:
    code = make_code()
    first, second = data.draw(st.lists(st.integers(0, LENGTH - 2), min_size=2, max_size=2, unique=True))
    signs = list(code)
    signs[first], signs[second] = signs[second], signs[first]

    assert is_code("".join(signs)) == (code[first] == code[second])


@pytest.mark.parametrize("text", ["", "SAVE30", "0" * 16, "I" * 16])
def test_other_texts_are_none(text: str) -> None:
    assert not is_code(text)


def test_blanks_dashes_and_small_letters_do_not_matter() -> None:
    code = make_code()
    typed = f" {code[:4]}-{code[4:8]} {code[8:12]}–{code[12:]}".replace("–", "-").lower()

    assert normalise_code(typed) == code
