"""Differences say what changed and nothing else; marked texts still read as what they were."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cms.auditing.comparing import LONGEST, compare, cut, mark, read_markup
from cms.auditing.streams import compare_blocks, read_blocks

values = st.none() | st.text(max_size=5) | st.integers(0, 3) | st.booleans()
states = st.dictionaries(st.sampled_from("abcd"), values, max_size=4)


@given(states)
def test_nothing_differs_from_itself(state: dict[str, Any]) -> None:
    assert list(compare(state, dict(state))) == []


@given(states, states)
def test_the_other_way_round_is_the_same_turned_round(one: dict[str, Any], other: dict[str, Any]) -> None:
    there = {(path, json.dumps(old), json.dumps(new)) for path, old, new in compare(one, other)}
    back = {(path, json.dumps(new), json.dumps(old)) for path, old, new in compare(other, one)}
    assert there == back


@given(st.text("ab 茶。", max_size=30), st.text("ab 茶。", max_size=30))
def test_marked_texts_are_the_texts(before: str, after: str) -> None:
    parts = mark(before, after)
    assert "".join(text for kind, text in parts if kind != "new") == before
    assert "".join(text for kind, text in parts if kind != "gone") == after


def test_words_stay_whole_and_chinese_is_compared_by_the_character() -> None:
    assert mark("black tea", "green tea") == [("gone", "black"), ("new", "green"), ("same", " tea")]
    assert mark("红茶", "绿茶") == [("gone", "红"), ("new", "绿"), ("same", "茶")]


def test_rows_are_matched_by_their_key() -> None:
    before = {"faq": [{"pk": 1, "q": "a"}, {"pk": 2, "q": "b"}]}
    after = {"faq": [{"pk": 2, "q": "c"}, {"pk": None, "q": "d"}]}
    assert list(compare(before, after)) == [
        (("faq", "1"), {"pk": 1, "q": "a"}, None),
        (("faq", "1", "q"), "b", "c"),
        (("faq", "2"), None, {"pk": None, "q": "d"}),
    ]


def test_ways_of_saying_nothing_are_the_same() -> None:
    assert list(compare({"a": "", "b": None, "c": []}, {"a": None, "b": "", "d": {}})) == []


def test_rich_text_is_read_by_the_paragraph() -> None:
    assert read_markup("<p>Tea &amp; <b>cups</b></p><ul><li>one</li><li>two</li></ul>") == "Tea & cups\none\ntwo"


def test_long_texts_are_cut() -> None:
    assert cut("a" * LONGEST) == ("a" * LONGEST, False)
    text, is_cut = cut("a" * (LONGEST + 1))
    assert (len(text), text[-1], is_cut) == (LONGEST, "…", True)


def test_a_stream_is_compared_by_the_block() -> None:
    before = [
        {"id": "1", "type": "heading", "value": "Tea"},
        {"id": "2", "type": "text", "value": "<p>old</p>"},
        {"id": "3", "type": "faq", "value": {"question": "Why?", "items": [{"type": "item", "value": "so"}]}},
    ]
    after = [
        {"id": "3", "type": "faq", "value": {"question": "Why?", "items": [{"type": "item", "value": "so"}]}},
        {"id": "1", "type": "heading", "value": "Green tea"},
    ]
    assert list(compare_blocks(json.dumps(before), after)) == [
        ("2 text", "old", ""),
        ("2 heading", "Tea", "Green tea"),
        ("", "heading → faq", "faq → heading"),
    ]
    assert read_blocks(before)["3"] == ("faq", "question: Why?\nitems: so")


def test_what_is_no_stream_has_no_blocks() -> None:
    assert read_blocks("{") == read_blocks(None) == read_blocks({"a": 1}) == {}
