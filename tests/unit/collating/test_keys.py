from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from cms.collating import LONGEST, make_sort_key, read_initials

ORDERED = [
    "2 号仓",
    "10 号仓",
    "阿里山",
    "APPLE",
    "apple pie",
    "Beta",
    "长城",
    "重庆小面",
    "Éclair",
    "蓝",
    "蓝牙",
    "蓝牙耳机",
    "绿茶",
    "无线蓝牙耳机",
    "行李箱",
    "银行",
]


def test_chinese_stands_by_its_pinyin_among_latin_letters() -> None:
    mixed = ORDERED.copy()
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=lambda name: (make_sort_key(name), name)) == ORDERED


def test_case_accents_width_and_signs_make_no_difference() -> None:
    assert make_sort_key("Ｃafé·No.7") == make_sort_key("CAFE no 07")
    assert make_sort_key("") == make_sort_key("！？") == ""


def test_readings_follow_the_word() -> None:
    assert make_sort_key("重庆银行").startswith("chong qing yin hang")


def test_the_initials_stand_behind() -> None:
    assert make_sort_key("无线蓝牙耳机 Pro") == "wu xian lan ya er ji pro  wxlyejp"
    assert [read_initials(typed) for typed in ("LYEJ", " ly ", "l", "蓝牙", "a b", "x" * 30)] == [
        "lyej",
        "ly",
        "",
        "",
        "",
        "",
    ]


@given(st.text(max_size=400))
def test_every_name_has_a_key_that_fits(name: str) -> None:
    key = make_sort_key(name)
    assert len(key) <= LONGEST
    assert key == make_sort_key(name)
    assert key == key.strip()
