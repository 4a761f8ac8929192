import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking.factors import (
    MAX_FACTOR,
    MIN_FACTOR,
    Interest,
    Signals,
    Weights,
    list_factors,
    prefer,
    weigh_product,
)
from search.ranking.tree import Points, Term

signals = st.builds(
    Signals,
    quality=st.none() | st.integers(0, 100),
    popularity=st.floats(0, 1),
    is_available=st.booleans(),
    stage=st.sampled_from(["", "new", "growth", "mature", "decline"]),
)


@pytest.mark.parametrize(
    ("known", "weight"),
    [
        (Signals(), 10),
        (Signals(is_available=False), 7),
        (Signals(quality=100), 11),
        (Signals(quality=50), 10),
        (Signals(quality=0), 9),
        (Signals(popularity=1.0), 13),
        (Signals(quality=100, popularity=1.0), 14),
        (Signals(stage="decline"), 9),
        (Signals(stage="decline", is_available=False, quality=0), 7),
    ],
)
def test_one_number_says_it_all(known: Signals, weight: int) -> None:
    assert weigh_product(known) == weight


@given(signals, st.builds(Weights, quality=st.floats(0, 0.3), popularity=st.floats(0, 0.5), new=st.floats(0, 0.3)))
def test_the_number_is_bounded_and_better_never_sinks(known: Signals, weights: Weights) -> None:
    weight = weigh_product(known, weights)
    assert MIN_FACTOR <= weight <= MAX_FACTOR
    best = Signals(100, 1.0, True, known.stage)
    assert weigh_product(best, weights) >= weight


def test_weights_out_of_bounds_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'popularity' is 0\.9; it has to be from 0\.0 to 0\.5"):
        Weights(popularity=0.9)


def test_factors_tell_what_changed() -> None:
    assert list_factors(Signals(quality=100, is_available=False)) == [("quality", 1.1), ("sold_out", 0.7)]


def test_interests_are_bounded_points() -> None:
    interests = [Interest("brand", "sony", 1.0), Interest("category", "tea", 0.5), Interest("brand", "lg", 0.0)]
    assert prefer(interests) == (Points(Term("brand", "sony"), 600), Points(Term("category", "tea"), 300))
