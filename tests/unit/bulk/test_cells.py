"""Laws of cells: nothing written is run, and what is written comes back the same."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from cms.bulk.cells.escaping import escape, is_dangerous, unescape

texts = st.text(st.sampled_from("=+-@\t\r\n'＝＋－＠ a中1\"，,;"), max_size=8) | st.text(max_size=30)


@given(texts)
def test_escaping_is_undone(text: str) -> None:
    assert unescape(escape(text)) == text


@given(texts)
def test_no_escaped_text_begins_as_a_formula_does(text: str) -> None:
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@given(texts)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert (escape(text) == text) is not is_dangerous(text)


@given(st.lists(texts.filter(lambda text: "\r" not in text and "\0" not in text), min_size=1))
def test_a_line_of_csv_comes_back(cells: list[str]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([escape(cell) for cell in cells])
    text.seek(0)
    assert [unescape(cell) for cell in next(csv.reader(text))] == cells or cells == [""]
