import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Normalised, normalise

# Ordinary letters with what is difficult: full width, traditional, compatibility, marks, case without a pair.
difficult = st.text(
    st.sampled_from(
        "aZ 9-_.'ＡｚⅧ①™®½ﬁßİıſΣςẞÅÅéÉe\u0301\u0327ﾊﾞガ가ᄀ\u1161國国藍蓝薴乾干𠀀豈㍿हिन्दीสวัสดี🎧\u200d\u0000"
    ),
    max_size=24,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bluetooth SPEAKER", "bluetooth speaker"),
        ("ＡＢＣ１２３", "abc123"),
        ("無線藍牙耳機", "无线蓝牙耳机"),
        ("景德鎮青花瓷", "景德镇青花瓷"),
        ("ﾊﾞﾅﾅ", "バナナ"),
        ("Cafe\u0301", "café"),
        ("Ⅷ", "viii"),
        ("Core™2 Intel®", "core 2 intel "),
        ("L’Oréal", "l'oréal"),
        ("", ""),
    ],
)
def test_different_spellings_become_one(text: str, expected: str) -> None:
    assert normalise(text).text == expected


def test_text_that_keeps_its_length_needs_no_offsets() -> None:
    assert normalise("藍牙，Speaker") == Normalised("蓝牙,speaker")


def test_offsets_point_at_the_source_where_lengths_change() -> None:
    source = "xﾊﾞⅧ茶"
    normalised = normalise(source)
    assert normalised.text == "xバviii茶"
    assert [source[slice(*normalised.locate(i, i + 1))] for i in range(7)] == ["x", "ﾊﾞ", "Ⅷ", "Ⅷ", "Ⅷ", "Ⅷ", "茶"]


@given(st.one_of(difficult, st.text(max_size=40)))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(st.one_of(difficult, st.text(max_size=40)))
def test_every_character_has_its_place_in_the_source_in_order(text: str) -> None:
    normalised = normalise(text)
    places = [normalised.locate(index, index + 1) for index in range(len(normalised.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(
    st.text(st.characters(max_codepoint=0x33F), max_size=20),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)),
)
def test_a_part_becomes_the_same_alone_as_inside(latin: str, chinese: str) -> None:
    assert normalise(f"{latin} {chinese}").text.endswith(normalise(chinese).text)
