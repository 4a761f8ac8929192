"""Texts that say nearly the same are near each other, others are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.catalog.norms import similarity

WORDS = [f"word{number}" for number in range(200)]
SIGNATURES = st.integers(0, 2**64 - 1)


def test_the_same_text_is_the_same_however_it_is_written() -> None:
    assert similarity.sign([" ".join(WORDS)]) == similarity.sign(["  ".join(WORDS).upper()])


def test_a_word_changed_leaves_texts_alike() -> None:
    one = similarity.sign([" ".join(WORDS)])
    other = similarity.sign([" ".join([*WORDS[:100], "changed", *WORDS[101:]])])
    assert one != other
    assert similarity.compare(one, other) >= 0.9


def test_other_texts_are_not_alike() -> None:
    other = similarity.sign([" ".join(f"other{number}" for number in range(200))])
    assert similarity.compare(similarity.sign([" ".join(WORDS)]), other) < 0.6


def test_chinese_is_told_apart_by_its_characters() -> None:
    text = "这款耳机采用主动降噪技术，佩戴舒适，续航四十小时，适合长途旅行和通勤使用。"
    assert similarity.compare(similarity.sign([text]), similarity.sign([text.replace("，", " ")])) == 1


def test_a_short_text_has_no_signature() -> None:
    assert similarity.sign(["a few words only"]) is None
    assert similarity.sign([]) is None


@given(SIGNATURES, st.sets(st.integers(0, 63), max_size=3))
def test_what_differs_in_three_bits_shares_a_band(signature: int, bits: set[int]) -> None:
    other = signature
    for bit in bits:
        other ^= 1 << bit
    assert any(a == b for a, b in zip(similarity.list_bands(signature), similarity.list_bands(other), strict=True))
    assert similarity.compare(signature, other) >= 0.9


@given(SIGNATURES, SIGNATURES)
def test_comparing_is_bounded_and_mutual(one: int, other: int) -> None:
    assert 0 <= similarity.compare(one, other) == similarity.compare(other, one) <= 1
    assert similarity.compare(one, one) == 1


def test_finds_the_most_alike_first() -> None:
    assert similarity.find_alike(0b111, {1: 0, 2: 0b111, 3: 2**64 - 1}, least=0.9) == [(2, 1.0), (1, 29 / 32)]
