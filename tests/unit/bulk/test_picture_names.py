"""What the name of a picture file may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.bulk.pictures.naming import choose_readings, list_readings, sort_naturally

KNOWN = {"tea-1", "a", "a-2", "茶叶"}


@pytest.mark.parametrize(
    ("path", "meaning"),
    [
        ("TEA-1.jpg", [("TEA-1", 1)]),
        ("TEA-1_2.png", [("TEA-1", 2)]),
        ("tea-1-2.png", [("tea-1", 2)]),
        ("TEA-1 (3).png", [("TEA-1", 3)]),
        ("TEA-1（12）.png", [("TEA-1", 12)]),
        ("TEA-1-main.webp", [("TEA-1", 1)]),
        ("TEA-1_主图.webp", [("TEA-1", 1)]),
        ("茶叶.jpg", [("茶叶", 1)]),
        ("TEA-1/01.jpg", [("TEA-1", 1)]),
        ("summer/TEA-1/3.jpg", [("TEA-1", 3)]),
        ("TEA-1/主图.jpg", [("TEA-1", 1)]),
        ("TEA-1/主图2.jpg", [("TEA-1", 2)]),
        ("TEA-1/whatever.jpg", [("TEA-1", 7)]),
        ("TEA-1/TEA-1_2.jpg", [("TEA-1", 2)]),
        ("summer/TEA-1_2.jpg", [("TEA-1", 2)]),
        ("A-2.jpg", [("A-2", 1), ("A", 2)]),
        ("A/2.jpg", [("A", 2)]),
        ("unknown.jpg", []),
        ("unknown_2.jpg", []),
        (".jpg", []),
    ],
)
def test_meanings(path: str, meaning: list[tuple[str, int]]) -> None:
    chosen = choose_readings(list_readings(path, 7), KNOWN)
    assert [(one.code, one.place) for one in chosen] == meaning


@given(st.text(max_size=40), st.integers(1, 99))
def test_any_name_is_read(path: str, position: int) -> None:
    assert all(one.code and one.place >= 1 for one in list_readings(path, position))


@given(st.lists(st.text(max_size=12), unique=True))
def test_sorting_keeps_every_name(paths: list[str]) -> None:
    assert sorted(sort_naturally(paths)) == sorted(paths)


def test_sorting_counts_as_people_do() -> None:
    assert sort_naturally(["a10", "a2", "b1", "A1"]) == ["A1", "a2", "a10", "b1"]
