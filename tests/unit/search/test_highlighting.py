import re

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import get_analyser, highlight
from search.analysis.highlighting import merge_spans
from search.ranking.understanding import understand
from tests.unit.search.test_normalisation import difficult

analyser = get_analyser()


def mark(text: str, query: str, longest: int | None = None) -> str | None:
    words = [word.alternatives for word in understand(query, analyser).wanted]
    return highlight(text, words, analyser, longest=longest)


def test_words_are_marked_in_every_form() -> None:
    assert mark("Rechargeable Batteries, 4 pcs", "battery") == "Rechargeable <mark>Batteries</mark>, 4 pcs"


def test_traditional_text_is_marked_for_a_simplified_query() -> None:
    assert mark("無線藍牙耳機", "蓝牙") == "無線<mark>藍牙</mark>耳機"


def test_the_rest_is_escaped() -> None:
    assert mark("<b>tea & cup</b>", "tea") == "&lt;b&gt;<mark>tea</mark> &amp; cup&lt;/b&gt;"


def test_a_compound_is_marked_whole_and_its_parts_only_where_it_is_not_there() -> None:
    assert mark("PS4 with 4 games", "ps4") == "<mark>PS4</mark> with 4 games"
    assert mark("PS 4 Pro", "ps4") == "<mark>PS</mark> <mark>4</mark> Pro"


def test_nothing_found_is_none() -> None:
    assert mark("green tea", "coffee") is None


def test_long_text_is_cut_round_the_first_match() -> None:
    text = "word " * 50 + "teapot " + "more " * 50
    excerpt = mark(text, "teapot", longest=60)
    assert excerpt == "…word word <mark>teapot</mark> more more more more more more more more…"


def test_spans_that_touch_become_one() -> None:
    assert merge_spans([(4, 6), (0, 2), (2, 3), (5, 9)]) == [(0, 3), (4, 9)]


@given(st.one_of(difficult, st.text(max_size=60)), st.one_of(difficult, st.text(max_size=10)))
def test_without_marks_it_is_the_escaped_text(text: str, query: str) -> None:
    from html import escape

    marked = mark(text, query)
    if marked is not None:
        assert re.sub("</?mark>", "", marked) == escape(text)
