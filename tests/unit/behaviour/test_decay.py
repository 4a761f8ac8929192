from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.decay import fade, scale_popularity, score_days

days = st.floats(0, 3650)
half_lives = st.floats(0.5, 365)


@given(days, half_lives)
def test_after_a_half_life_half_is_left(ago: float, half_life: float) -> None:
    assert fade(0, half_life) == 1
    assert fade(ago + half_life, half_life) == pytest.approx(fade(ago, half_life) / 2)
    assert fade(-ago, half_life) == 1


@given(st.lists(st.tuples(days, st.floats(0, 1e6))), half_lives, st.floats(0, 100))
def test_a_later_look_at_all_of_it_is_the_earlier_one_faded(counts, half_life, later) -> None:
    now = score_days(counts, half_life)
    then = score_days([(ago + later, weight) for ago, weight in counts], half_life)
    assert then == pytest.approx(now * fade(later, half_life), rel=1e-6, abs=1e-9)


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_popularity_is_between_0_and_1_and_keeps_the_order(one: float, other: float) -> None:
    highest = max(one, other)
    low, high = sorted((scale_popularity(one, highest), scale_popularity(other, highest)))
    assert 0 <= low <= high <= 1
    assert scale_popularity(max(one, other), highest) == high
    assert scale_popularity(highest, highest) == (1 if highest else 0)
