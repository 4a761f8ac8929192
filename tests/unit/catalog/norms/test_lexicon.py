"""Banned phrases: found however they are spelt, and not in words that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.catalog.norms.lexicon import Banned, Lexicon, find_source, squeeze_han
from cms.catalog.norms.starter.reading import read_starter_phrases
from cms.catalog.norms.values import Severity

STARTER = Lexicon(read_starter_phrases())


def find(text: str, lexicon: Lexicon = STARTER) -> list[str]:
    return [hit.banned.text for hit in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("国家级工艺", "国家级"),
        ("國家級工藝", "国家级"),
        ("国 家 级工艺", "国家级"),
        ("国*家-级工艺", "国家级"),
        ("国🔥家🔥级工艺", "国家级"),
        ("１００％有效", "100%有效"),
        ("全网最低价", "全网最低价"),
        ("全網 最低價", "全网最低价"),
        ("全网NO.1品牌", "No.1"),
        ("The World's BEST kettle", "world's best"),
        ("world's\n best kettle", "world's best"),
    ],
)
def test_finds_a_phrase_however_it_is_spelt(text: str, found: str) -> None:
    assert find(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "第一次使用前请充满电",
        "世界第一次载人航天纪念",
        "打开包装的第一时间",
        "最近很热",
        "最后请擦干",
        "最大功率 65 W",
        "最好不要用热水冲洗",
        "最佳赏味期 30 天",
        "国家级自然保护区旁的茶园",
        "治愈系插画",
        "打开光源",
        "中学生发明家",
        "货物在转运中心",
        "laptop 1",
        "no. 10 needle",
        "Item No. 1 in the box",
        "the best everyday mug",
    ],
)
def test_passes_over_what_only_looks_like_one(text: str) -> None:
    assert find(text) == []


def test_does_not_join_the_end_of_a_clause_with_the_beginning_of_the_next() -> None:
    assert find("产自这个国家，级别很高") == []


def test_prefers_the_longest_phrase_at_a_place() -> None:
    assert find("全网最低价格") == ["全网最低价"]


def test_says_how_it_stands_in_the_text() -> None:
    assert [hit.found for hit in STARTER.find("真正的国*家 級工艺")] == ["国*家 級"]


def test_names_each_phrase_once() -> None:
    assert find("国家级！国家级！国家级！") == ["国家级"]


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([]).find("国家级 world's best") == []


def test_a_phrase_of_signs_alone_finds_nothing() -> None:
    assert find("anything ***", Lexicon([Banned("***", Severity.WARNS)])) == []


@given(st.text(max_size=40), st.text(alphabet=" *·-~|/", max_size=3), st.text(max_size=40))
def test_finds_it_wherever_it_stands(before: str, between: str, after: str) -> None:
    text = f"{before}。宇{between}宙{between}级。{after}"
    hit = next(hit for hit in STARTER.find(text) if hit.banned.text == "宇宙级")
    assert squeeze_han(hit.found) == "宇宙级"


@given(st.text(max_size=60))
def test_leads_back_to_the_source(text: str) -> None:
    squeezed = squeeze_han(text)
    for place in range(len(squeezed)):
        assert squeezed[place] in squeeze_han(find_source(text, place, place + 1))


def test_the_starter_set_is_whole() -> None:
    phrases = read_starter_phrases()
    assert len(phrases) >= 150
    assert len({one.text for one in phrases}) == len(phrases)
    blocking = [one.text for one in phrases if one.severity == Severity.BLOCKS]
    assert 20 <= len(blocking) <= len(phrases) // 3
    assert all(find(one.text) for one in phrases)
