"""What shoppers like, from what they did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.interests import MOST_OF_A_FIELD, Deed, judge_strength, score_interests
from search.behaviour.learning.tallying import WEIGHTS

DEEDS = st.builds(
    Deed,
    action=st.sampled_from([*WEIGHTS, "search"]),
    days=st.floats(0, 100),
    product=st.sampled_from("abcd"),
    brand=st.sampled_from(["", "acme", "kaori"]),
    category=st.sampled_from(["", "mugs", "pots"]),
)


def test_the_weightiest_deed_of_a_day_counts_once_and_fades() -> None:
    deeds = [
        Deed("view", 0, "a", "acme", "mugs"),
        Deed("purchase", 0.5, "a", "acme", "mugs"),
        Deed("view", 10, "a", "acme", ""),
        Deed("impression", 0, "b", "kaori", "mugs"),
    ]
    scores = score_interests(deeds, {"view": 1.0, "purchase": 10.0}, 10)
    bought = 10 * 0.5 ** (0.5 / 10)
    assert scores == {
        ("brand", "acme"): pytest.approx(bought + 0.5),
        ("category", "mugs"): pytest.approx(bought),
    }


def test_of_each_field_the_strongest_are_kept() -> None:
    deeds = [Deed("view", number, str(number), f"brand-{number:02}", f"kind-{number:02}") for number in range(20)]
    scores = score_interests(deeds, WEIGHTS, 14)
    expected = {
        (field, f"{name}-{n:02}") for field, name in (("brand", "brand"), ("category", "kind")) for n in range(8)
    }
    assert set(scores) == expected
    assert len(expected) == 2 * MOST_OF_A_FIELD


@given(st.lists(DEEDS, max_size=30), DEEDS)
def test_doing_more_never_takes_a_liking_away(deeds: list[Deed], more: Deed) -> None:
    before = score_interests(deeds, WEIGHTS, 14)
    after = score_interests([*deeds, more], WEIGHTS, 14)
    same_day = [deed for deed in deeds if deed.product == more.product and int(deed.days) == int(more.days)]
    if not same_day:
        assert all(after[place] >= score for place, score in before.items())


@given(st.floats(-1, 1e9))
def test_strength_is_bounded(score: float) -> None:
    assert 0 <= judge_strength(score) <= 1
    assert judge_strength(12) == 0.5
