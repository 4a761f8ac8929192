"""Words of the list are found however they are spelt, and not inside other words."""

from __future__ import annotations

import pytest

from cms.community.moderation.words import Word, WordList, find_words

LIST = WordList.make([Word("scam"), Word("加微信"), Word("壯陽", rejects=True), Word("sb", note="abuse"), Word("…")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a SCAM!", "SCAM"),
        ("s c a m", "s c a m"),
        ("s.c-a.m", "s.c-a.m"),
        ("SCАM", "SCАM"),
        ("ＳＣＡＭ", "ＳＣＡＭ"),
        ("𝐬𝐜𝐚𝐦", "𝐬𝐜𝐚𝐦"),
        ("s\u200bc\u200ba\u200bm", "s\u200bc\u200ba\u200bm"),
        ("快加　微*信吧", "加　微*信"),
        ("壮-阳", "壮-阳"),
        ("真SB", "SB"),
    ],
)
def test_found(text: str, found: str) -> None:
    (finding,) = find_words("body", text, LIST)
    assert text[finding.start : finding.end] == found


@pytest.mark.parametrize("text", ["his camera", "scammer", "usb", "boss came", "微信", "", "…", "ＵＳＢ３"])
def test_not_found(text: str) -> None:
    assert find_words("body", text, LIST) == []


def test_what_is_said_of_a_finding() -> None:
    one, other = find_words("title", "sb, 壮阳", LIST)
    assert (one.field, one.reason, one.note, one.rejects) == ("title", "word", "abuse", False)
    assert (other.note, other.rejects) == ("壯陽", True)


def test_a_word_found_twice_is_told_once() -> None:
    assert len(find_words("body", "scam scam", LIST)) == 1
