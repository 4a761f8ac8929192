"""The stage that sales speak for: what moves it, what does not, and that it does not flicker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.shelving.rules.slope import (
    DECLINE,
    GROWTH,
    MATURE,
    NEW,
    find_agreement,
    find_slope,
    find_trend,
    suggest_stage,
)

STAGES = st.sampled_from([NEW, GROWTH, MATURE, DECLINE])
WEEKS = st.lists(st.integers(0, 500), min_size=6, max_size=12)


@pytest.mark.parametrize(
    ("weeks", "present", "stage", "percent"),
    [
        ([20, 22, 25, 28, 31, 35, 39, 44], MATURE, GROWTH, 11),
        ([44, 39, 35, 31, 28, 25, 22, 20], MATURE, DECLINE, -11),
        ([30, 31, 29, 30, 30, 31, 30, 29], GROWTH, MATURE, 0),
        # A week of a campaign, and one without stock, are no trend.
        ([30, 31, 30, 300, 31, 0, 30, 31], MATURE, MATURE, 0),
        # Three percent a week: enough to stay, too little to come in.
        ([100, 103, 106, 109, 112, 115, 118, 121], GROWTH, GROWTH, 3),
        ([100, 103, 106, 109, 112, 115, 118, 121], MATURE, MATURE, 3),
    ],
)
def test_stages(weeks: list[int], present: str, stage: str, percent: int) -> None:
    found = suggest_stage(weeks, present, released_days=None)
    assert found is not None
    assert found.value == stage
    assert [(one.code, one.values) for one in found.reasons] == [("slope", {"weeks": len(weeks), "percent": percent})]


def test_too_little_says_nothing() -> None:
    assert suggest_stage([9, 9, 9, 9, 9], MATURE, released_days=None) is None
    assert suggest_stage([2, 3, 2, 3, 2, 3, 2, 2], MATURE, released_days=None) is None
    # Of eight weeks it was for sale in five only.
    assert suggest_stage([0, 0, 0, 9, 9, 9, 9, 9], MATURE, released_days=46) is not None
    assert suggest_stage([0, 0, 0, 90, 90, 90, 90, 90], MATURE, released_days=45).value == MATURE


def test_what_was_released_lately_is_new() -> None:
    found = suggest_stage([0] * 8, MATURE, released_days=12)
    assert (found.value, found.reasons[0].values) == (NEW, {"days": 12})


@given(WEEKS, st.integers(2, 9))
def test_the_unit_does_not_matter(weeks: list[int], times: int) -> None:
    one, many = find_trend(weeks), find_trend([times * count for count in weeks])
    assert many.share == pytest.approx(one.share)
    assert many.agreement == one.agreement


@given(WEEKS)
def test_time_backwards_turns_the_trend(weeks: list[int]) -> None:
    assert find_slope(weeks[::-1]) == -find_slope(weeks)
    assert find_agreement(weeks[::-1]) == -find_agreement(weeks)


@given(WEEKS, st.integers(1, 50))
def test_a_steady_rise_adds_exactly_itself(weeks: list[int], rise: int) -> None:
    risen = [count + rise * place for place, count in enumerate(weeks)]
    assert find_slope(risen) == pytest.approx(find_slope(weeks) + rise)


@given(WEEKS, STAGES)
def test_what_is_suggested_stays(weeks: list[int], present: str) -> None:
    first = suggest_stage(weeks, present, released_days=None)
    if first is not None:
        assert suggest_stage(weeks, first.value, released_days=None).value == first.value


@given(st.integers(3, 500), st.integers(6, 12), STAGES)
def test_what_never_changes_is_mature(count: int, weeks: int, present: str) -> None:
    found = suggest_stage([count] * weeks, present, released_days=None)
    assert found is None or found.value == MATURE
