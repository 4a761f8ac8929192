import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import get_analyser
from search.ranking.understanding import MOST_EVIDENCE, Evidence, Query, understand
from search.ranking.words import QueryWord
from tests.unit.search.test_normalisation import difficult

analyser = get_analyser()


def test_a_plain_query() -> None:
    speaker = QueryWord("Speakers", (("speaker",),))
    assert understand("Bluetooth Speakers", analyser) == Query(
        words=(QueryWord("Bluetooth", (("bluetooth",),)), speaker),
        evidence=(Evidence("bluetooth", 100), Evidence("speaker", 100)),
        head=speaker,
        identifier="bluetoothspeakers",
        pairs=("bluetooth+speaker",),
    )


def test_a_compound_may_be_there_whole_or_in_parts() -> None:
    assert understand("ps4", analyser).words == (QueryWord("ps4", (("ps4",), ("ps", "4"))),)


def test_a_compound_is_known_in_one_word_or_two() -> None:
    apart = understand("smart watch", analyser, knows={"smartwatch"}.__contains__)
    assert apart.words == (QueryWord("smart watch", (("smart", "watch"),), synonyms=(("smartwatch",),)),)
    together = understand("smartwatch", analyser, knows={"smart+watch"}.__contains__)
    assert together.words == (QueryWord("smartwatch", (("smartwatch",),), synonyms=(("smart+watch",),)),)
    assert [word.text for word in understand("usb hub", analyser).words] == ["usb", "hub"]


def test_a_chinese_word_may_be_there_as_its_pairs() -> None:
    query = understand("充电器", analyser)
    assert query.words == (QueryWord("充电器", (("充电器",), ("充电", "电器"))),)
    assert {(each.token, each.share) for each in query.evidence} == {
        ("充电器", 100), ("充", 100), ("电", 100), ("器", 100), ("充电", 50), ("电器", 50),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("case for iphone", "case"),
        ("laptop bag", "bag"),
        ("the boys", "boys"),
        ("for", "for"),
        ("无线蓝牙耳机", "耳机"),
    ],
)
def test_the_head_names_what_is_looked_for(text: str, head: str) -> None:
    found = understand(text, analyser).head
    assert found is not None
    assert found.text == head


def test_stop_words_need_not_be_there_unless_there_is_nothing_else() -> None:
    assert [word.text for word in understand("bag for the laptop", analyser).wanted] == ["bag", "laptop"]
    assert [word.text for word in understand("the", analyser).wanted] == ["the"]


@pytest.mark.parametrize("text", ["", "   ", "!?…", "🎧"])
def test_no_words_is_an_empty_query(text: str) -> None:
    assert understand(text, analyser).is_empty


@given(st.one_of(difficult, st.text(max_size=600)))
def test_it_never_raises_and_stays_bounded(text: str) -> None:
    query = understand(text, analyser)
    assert len(query.words) <= 16
    assert len(query.evidence) <= MOST_EVIDENCE
    assert (query.head is None) == query.is_empty
