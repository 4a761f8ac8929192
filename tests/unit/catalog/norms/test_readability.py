"""Readability: what is measured, which sentence is named, and that a full stop never makes it worse."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.catalog.norms.judging import make_norm
from cms.catalog.norms.readability import measure_text
from cms.catalog.norms.reading import judge_readability
from cms.catalog.norms.values import Flaw, Kind, Norm, Severity, Subject
from tests.unit.catalog.norms.subjects import GOOD, judge_good, list_codes

LONG = "这款耳机采用主动降噪技术，佩戴舒适，续航四十小时，适合长途旅行和每日通勤使用，" * 4
PLAIN = "The strap is soft. You can wash it."


def make(**parameters: int) -> Norm:
    return make_norm(Kind.READABILITY, Severity.INFORMS, weight=1, parameters=parameters)


def find(text: str, norm: Norm | None = None, *, locale: str = "zh-hans", **changes: Any) -> list[Flaw]:
    subject = Subject(locale, "x", details=text, **changes)
    return judge_readability(subject, norm or make()) or []


class TestMeasure:
    def test_chinese_is_counted_in_characters_without_spaces_and_full_stops(self) -> None:
        reading = measure_text("轻，小。 充一次电，听 40 小时！\n可水洗")
        assert reading is not None
        assert [(one.number, one.length) for one in reading.sentences] == [(1, 3), (2, 10), (3, 3)]
        assert [(one.number, one.length) for one in reading.paragraphs] == [(1, 13), (2, 3)]
        assert (reading.is_spaced, reading.total, reading.lix, reading.average) == (False, 16, None, None)

    def test_other_languages_are_counted_in_words(self) -> None:
        reading = measure_text("Bluetooth 5.3 pairs quickly. It's noise-cancelling (really).")
        assert reading is not None
        assert [(one.length, one.start) for one in reading.sentences] == [
            (5, "Bluetooth 5.3 pairs quickly"),
            (3, "It's noise-cancelling (really)"),
        ]
        assert (reading.is_spaced, reading.total, reading.long_words) == (True, 8, 3)

    def test_lix_is_words_a_sentence_and_the_percentage_of_long_words(self) -> None:
        reading = measure_text("The battery charges in an hour and lasts a week. " * 3)
        assert reading is not None
        assert reading.lix == pytest.approx(10 + 100 * 2 / 10)

    def test_an_english_name_makes_no_english_text(self) -> None:
        reading = measure_text("Sony WH-1000XM5 头戴式降噪耳机")
        assert reading is not None and not reading.is_spaced

    @pytest.mark.parametrize("text", ["", " \n", "——。！", "★★★"])
    def test_without_a_letter_there_is_nothing_to_read(self, text: str) -> None:
        assert measure_text(text) is None


class TestJudge:
    def test_names_the_sentence_to_split(self) -> None:
        flaw = find("轻。\n小。\n" + LONG)[0]
        assert (flaw.code, flaw.field) == ("sentence_long", "details")
        assert flaw.reason == "sentence 3, “这款耳机采用主动降噪…”, has 156 characters, and should have at most 100"
        assert flaw.way_out == "Split it where the next thought begins"

    def test_names_the_three_longest_as_they_stand(self) -> None:
        text = "。".join("长" * length for length in (110, 140, 20, 120, 130))
        assert [flaw.numbers["number"] for flaw in find(text) if flaw.code == "sentence_long"] == [2, 4, 5]

    def test_english_sentences_are_counted_in_words(self) -> None:
        flaws = find("It is " + "very " * 40 + "soft. " + PLAIN, locale="en")
        assert [flaw.code for flaw in flaws] == ["sentence_long"]
        assert flaws[0].reason == "sentence 1, “It is very very…”, has 43 words, and should have at most 40"

    def test_long_words_make_a_text_hard(self) -> None:
        flaws = find("Multifunctional interoperability accommodates heterogeneous configurations. " * 8, locale="en")
        assert [(flaw.code, flaw.reason) for flaw in flaws] == [
            ("text_hard", "its readability index (LIX) is 105, and should be at most 60")
        ]

    def test_an_average_tells_of_commas_where_full_stops_belong(self) -> None:
        flaws = find("".join("字" * 60 + "。" for _ in range(3)))
        assert [(flaw.code, flaw.reason) for flaw in flaws] == [
            ("sentences_long", "its sentences have 60 characters on average, and should have at most 45")
        ]

    def test_a_long_paragraph_is_broken_or_made_a_list(self) -> None:
        text = "耳罩是记忆海绵。" * 60
        assert [flaw.code for flaw in find(text)] == ["paragraph_long"]
        assert find(text.replace("。", "。\n")) == []
        assert [flaw.code for flaw in find(PLAIN * 30, locale="en")] == ["paragraph_long"]

    def test_selling_points_are_read_as_well(self) -> None:
        flaws = find("", selling_points=("轻", "长" * 101))
        assert [(flaw.field, flaw.code) for flaw in flaws] == [
            ("selling_points", "sentence_long"),
            ("selling_points", "sentences_long"),
        ]
        assert flaws[0].numbers["number"] == 2

    def test_no_limit_is_not_looked_at(self) -> None:
        none = make(longest=0, average=0, paragraph=0, words=0, lix=0, paragraph_words=0)
        assert find(LONG * 9, none) == find("word " * 900, none) == []

    def test_without_texts_nothing_is_judged(self) -> None:
        assert judge_readability(Subject("en", "x", selling_points=("",)), make()) is None

    def test_the_starter_set_informs_of_it(self) -> None:
        verdict = judge_good(details=LONG + GOOD.details)
        assert list_codes(verdict) == ["sentence_long"]
        assert [finding.severity for finding in verdict.findings] == [Severity.INFORMS]


def measure_harm(text: str) -> float:
    """What the flaws of `text` cost together."""
    return sum(flaw.share for flaw in find(text))


@given(st.text(st.sampled_from("长字，。5. a\n”"), max_size=700), st.data())
def test_a_full_stop_more_never_makes_chinese_worse(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert measure_harm("字" * 60 + text[:place] + "。" + text[place:]) <= measure_harm("字" * 60 + text) + 1e-9


@given(st.lists(st.sampled_from(["a", "strap", "washable", "5.3", "(soft)", "end.", "so,"]), max_size=200), st.data())
def test_a_full_stop_more_never_makes_english_worse(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    before, behind = " ".join(["Soft", *words[:place]]), " ".join(words[place:])
    assert measure_harm(f"{before}. {behind}") <= measure_harm(f"{before} {behind}") + 1e-9


@given(st.text(st.sampled_from("长字，。a b.\n"), max_size=600), st.data())
def test_a_paragraph_more_never_makes_it_worse(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert measure_harm(text[:place] + "\n" + text[place:]) <= measure_harm(text) + 1e-9


@given(st.text(max_size=400))
def test_any_text_is_measured_and_costs_no_more_than_there_is(text: str) -> None:
    reading = measure_text(text)
    if reading is not None:
        assert sum(one.length for one in reading.sentences) <= reading.total
        assert reading.total > 0 and len(reading.sentences) >= len(reading.paragraphs) > 0
    assert all(0 <= flaw.share <= 1 for flaw in find(text))
