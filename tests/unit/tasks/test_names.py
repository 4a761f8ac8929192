"""Which names are mentioned in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tasks.mentions.names import find_names

NAMES = ["lin", "linda", "林知远", "林知", "Mary Chen", "wang.wei"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@lin please", ["lin"]),
        ("@linda and @lin.", ["linda", "lin"]),
        ("@lind", []),
        ("请@林知远看一下", ["林知远"]),
        ("请＠林知看一下", ["林知"]),
        ("@mary chen: look", ["Mary Chen"]),
        ("@Mary", []),
        ("mail lin@lin.example", []),
        ("@lin @lin @LIN", ["lin"]),
        ("@wang.wei!", ["wang.wei"]),
        ("@", []),
        ("", []),
    ],
)
def test_names_behind_an_at(text: str, found: list[str]) -> None:
    assert find_names(text, NAMES) == found


@given(st.text(alphabet="@＠lin da林知远.,", max_size=60))
def test_only_names_that_stand_in_the_text_are_found(text: str) -> None:
    found = find_names(text, NAMES)
    assert len(found) == len(set(found))
    assert all(name.casefold() in text.casefold() for name in found)


def test_without_names_nobody_is_mentioned() -> None:
    assert find_names("@lin", []) == []
