from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.trends import divide, measure_growth

counts = st.integers(0, 10**9)


@given(counts, counts)
def test_more_than_before_is_growth_and_few_searches_are_little_of_it(recent: int, before: int) -> None:
    assert (measure_growth(recent, before) > 1) == (recent > before)
    assert measure_growth(3, 1) < measure_growth(300, 100)


def test_a_share_of_nothing_is_no_share() -> None:
    assert divide(1, 4) == 0.25
    assert divide(0, 0) is None
