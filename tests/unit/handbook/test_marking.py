from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.handbook.dates import add_months
from cms.handbook.marking import read_blocks
from cms.handbook.releases import read_releases


def test_every_kind_of_paragraph_becomes_its_block() -> None:
    text = """
    First **bold** & plain,
    going on.

    ## Heading

    1. One
    2. Two
       goes on

    - a
    - b

    ? A tip.

    ! A warning.

    | A | B |
    | 1 | 2 |

    -> members:index: Open
    -> home
    """
    assert read_blocks(text) == (
        {"type": "text", "value": "<p>First <b>bold</b> &amp; plain, going on.</p>"},
        {"type": "heading", "value": "Heading"},
        {"type": "steps", "value": ["<p>One</p>", "<p>Two goes on</p>"]},
        {"type": "text", "value": "<ul><li>a</li><li>b</li></ul>"},
        {"type": "tip", "value": "<p>A tip.</p>"},
        {"type": "warning", "value": "<p>A warning.</p>"},
        {
            "type": "table",
            "value": {
                "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}],
                "rows": [{"values": ["<p>1</p>", "<p>2</p>"]}],
                "caption": "",
            },
        },
        {"type": "screen", "value": {"screen": "members:index", "label": "Open"}},
        {"type": "screen", "value": {"screen": "home", "label": ""}},
    )


@given(st.text(max_size=200))
def test_no_text_is_markup_of_its_own(text: str) -> None:
    assert all("<script" not in str(block) for block in read_blocks(f"a {text}"))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_releases_say_the_same_in_both_languages_the_newest_first() -> None:
    chinese, english = read_releases("zh-hans"), read_releases("en")
    assert [(one.on, one.name, len(one.notes)) for one in chinese] == [
        (one.on, one.name, len(one.notes)) for one in english
    ]
    assert [one.on for one in english] == sorted((one.on for one in english), reverse=True)
    assert chinese[0].title != english[0].title
