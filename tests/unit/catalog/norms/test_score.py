"""Laws of the score: bounded, explained to the point, monotone, and the same in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.catalog.norms.score import Judged, share_out

SHARES = st.lists(st.floats(0, 1), max_size=5).map(tuple)
JUDGED = st.builds(Judged, st.integers(0, 30), SHARES)
MANY = st.lists(JUDGED, max_size=12)


@given(MANY)
def test_is_bounded_and_every_point_is_explained(judged: list[Judged]) -> None:
    score, points = share_out(judged)
    assert 0 <= score <= 100
    assert sum(map(sum, points)) == 100 - score
    assert all(point >= 0 for costs in points for point in costs)
    assert [len(costs) for costs in points] == [len(one.shares) for one in judged]


@given(MANY, st.data())
def test_a_graver_flaw_never_raises_it(judged: list[Judged], data: st.DataObject) -> None:
    flawed = [place for place, one in enumerate(judged) if one.shares]
    if not flawed:
        return
    place = data.draw(st.sampled_from(flawed))
    number = data.draw(st.integers(0, len(judged[place].shares) - 1))
    shares = list(judged[place].shares)
    shares[number] = data.draw(st.floats(shares[number], 1))
    graver = [*judged[:place], Judged(judged[place].weight, tuple(shares)), *judged[place + 1 :]]
    assert share_out(graver)[0] <= share_out(judged)[0]


@given(MANY, st.data())
def test_a_flaw_more_never_raises_it(judged: list[Judged], data: st.DataObject) -> None:
    if not judged:
        return
    place = data.draw(st.integers(0, len(judged) - 1))
    one = judged[place]
    more = [*judged[:place], Judged(one.weight, (*one.shares, data.draw(st.floats(0, 1)))), *judged[place + 1 :]]
    assert share_out(more)[0] <= share_out(judged)[0]


@given(MANY, st.randoms())
def test_the_order_of_the_norms_makes_no_difference(judged: list[Judged], chance: object) -> None:
    mixed = judged.copy()
    chance.shuffle(mixed)
    score, points = share_out(judged)
    other_score, other_points = share_out(mixed)
    assert score == other_score
    assert sorted(map(sum, points)) == sorted(map(sum, points)) and sorted(
        point for costs in points for point in costs
    ) == sorted(point for costs in other_points for point in costs)


def test_without_a_flaw_it_is_a_hundred() -> None:
    assert share_out([Judged(5), Judged(3, (0.0,))]) == (100, [[], [0]])
    assert share_out([]) == (100, [])


def test_a_norm_takes_no_more_than_its_share() -> None:
    assert share_out([Judged(1, (1.0, 1.0, 1.0)), Judged(3)]) == (75, [[9, 8, 8], []])


def test_what_weighs_nothing_costs_nothing() -> None:
    assert share_out([Judged(0, (1.0,)), Judged(4)]) == (100, [[0], []])


def test_something_wrong_is_never_nothing() -> None:
    assert share_out([Judged(1, (0.001,)), Judged(99)])[0] == 99
