import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggesting.edits import list_near, measure_distance
from search.suggesting.entries import Entry, SuggestionKind
from search.suggesting.pinyin import spell
from search.suggesting.spelling import Speller

BRANDS = (
    "acer aoc apc asus canon cisco corel dell denver epson garmin google hama hp huawei hyperx intel jvc kingston"
    " lenovo lexmark lg logitech macally msi nec netgear newstar ngs nikon nokia oki olympus oppo panasonic philips"
    " razer samsung sandberg sandisk sharp sony targus toshiba ubiquiti varta vivo xerox xiaomi zagg zotac zyxel"
).split()
WORDS = {
    "keyboard": 90, "headphones": 40, "wireless": 200, "mouse": 100, "laptop": 80, "projector": 30, "speaker": 60,
    "charger": 20, "bluetooth": 50, "speakr": 1, **dict.fromkeys(BRANDS, 2),
}  # fmt: skip
ENTRIES = [Entry(text, SuggestionKind.QUERY, weight=1, spelt=spell(text)) for text in ("口红", "蓝牙耳机")]
SPELLER = Speller(WORDS, ENTRIES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("keybord", "keyboard"),
        ("Wireles Mouse", "wireless mouse"),
        ("headphnes", "headphones"),
        ("haedphones", "headphones"),
        ("labtop", "laptop"),
        ("bluetoth speaker", "bluetooth speaker"),
        ("扣红", "口红"),
        ("kouhong", "口红"),
        ("lanya erji", "蓝牙耳机"),
    ],
)
def test_a_slip_is_corrected(typed: str, meant: str) -> None:
    assert SPELLER.correct(typed) == meant


@pytest.mark.parametrize("typed", ["keyboard", "口红", "speakr", "xyzzyq", "usb", "hdd", "", "Sony mouse", "洗衣机"])
def test_what_is_known_short_or_near_nothing_stays(typed: str) -> None:
    assert SPELLER.correct(typed) is None


def list_models() -> list[str]:
    """150 numbers as makers give them: KB-1042, WH1000XM3, dv7-1211ea, 20KH006MGE."""
    chance = random.Random(3)
    letters = "abcdefghjkmnpqrstvwxyz"
    shapes = ("{a}{b}-{n}", "{a}{b}{n}{c}{a}{d}", "{a}{b}{d}-{n}{c}{b}", "{d}{d}{a}{b}{n}", "{b}{n}")
    return [
        chance.choice(shapes).format(
            a=chance.choice(letters),
            b=chance.choice(letters),
            c=chance.choice(letters),
            d=chance.randint(0, 9),
            n=chance.randint(100, 9999),
        )
        for _ in range(150)
    ]


def test_two_hundred_model_numbers_and_brands_stay() -> None:
    names = [*list_models(), *BRANDS[:50]]
    assert len(names) == 200
    assert [name for name in names if SPELLER.correct(name) is not None] == []
    assert [name for name in names if SPELLER.correct(name.upper()) is not None] == []


words = st.text("abcdefg", min_size=1, max_size=7)


@given(words)
def test_what_is_near_is_one_slip_away(word: str) -> None:
    assert all(measure_distance(word, near) <= 1 for near in set(list_near(word)))


@given(words, words)
def test_distance_is_symmetric(first: str, second: str) -> None:
    assert measure_distance(first, second) == measure_distance(second, first)
    assert (measure_distance(first, second) == 0) == (first == second)
