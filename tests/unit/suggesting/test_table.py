import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggesting.entries import Entry, SuggestionKind
from search.suggesting.pinyin import spell
from search.suggesting.table import SuggestionTable


def make(text: str, kind: str = "query", weight: int = 0) -> Entry:
    return Entry(text, SuggestionKind(kind), text if kind != "query" else "", weight, spell(text))


TABLE = SuggestionTable(
    [
        make("口红", weight=3000),
        make("口红礼盒", weight=1000),
        make("蓝牙耳机", weight=2000),
        make("bluetooth speaker", weight=2000),
        make("bluetooth mouse", weight=1000),
        make("华为", "brand", 1000),
        make("Sony", "brand", 1000),
        make("Sony WH-1000XM3 headphones", "product"),
        make("headphones", weight=500),
        make("headphones", "category", 500),
    ]
)


def ask(text: str, first: int = 8) -> list[str]:
    return [entry.text for entry in TABLE.suggest(text, first=first)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("口", ["口红", "口红礼盒"]),
        ("koh", ["口红", "口红礼盒"]),
        ("kouhong", ["口红", "口红礼盒"]),
        ("kouhongl", ["口红礼盒"]),
        ("kh", ["口红", "口红礼盒"]),
        ("lyej", ["蓝牙耳机"]),
        ("huaw", ["华为"]),
        ("BLUE", ["bluetooth speaker", "bluetooth mouse"]),
        ("speaker blue", ["bluetooth speaker"]),
        ("bleutooth s", ["bluetooth speaker"]),
        ("sony", ["Sony", "Sony WH-1000XM3 headphones"]),
        ("wh-1000", ["Sony WH-1000XM3 headphones"]),
        ("head", ["headphones", "Sony WH-1000XM3 headphones"]),
        ("", []),
        ("  ", []),
        ("zzzz", []),
    ],
)
def test_what_is_suggested(typed: str, found: list[str]) -> None:
    assert ask(typed) == found


def test_no_more_than_asked_for() -> None:
    assert ask("b", first=1) == ["bluetooth speaker"]


def test_chinese_is_spelt_as_it_is_typed() -> None:
    assert spell("口红") == "kou hong"
    assert spell("女士T恤") == "nv shi/t/xu"
    assert spell("lipstick") == ""


@given(st.text(max_size=60))
def test_it_never_raises(typed: str) -> None:
    assert len(TABLE.suggest(typed, first=3)) <= 3


def test_chinese_is_found_by_the_words_inside() -> None:
    lipstick, earphones = make("花笺 丝绒口红 植物色系", "product"), make("真无线耳机", "category")
    table = SuggestionTable([lipstick, earphones])
    for typed, expected in (("口红", lipstick), ("kouh", lipstick), ("耳机", earphones), ("erji", earphones)):
        assert table.suggest(typed, first=3) == [expected]
