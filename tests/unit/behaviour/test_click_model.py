from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.click_model import (
    FLOOR,
    PLACES,
    Placement,
    assume_examination,
    correct_place,
    estimate,
)

TRUTH = (1.0, 0.7, 0.5, 0.35, 0.25, 0.2, 0.15, 0.12, 0.1, 0.08)


def simulate(*, queries: int, searches: int, seed: int = 1) -> tuple[list[Placement], dict[tuple[str, str], float]]:
    """Shoppers who look at places as `TRUTH` says, at lists whose order is good but not always the same."""
    chance = random.Random(seed)
    shown: Counter[tuple[str, str, int]] = Counter()
    clicked: Counter[tuple[str, str, int]] = Counter()
    appeals = {}
    for query in map(str, range(queries)):
        appeal = {str(number): chance.random() / 2 for number in range(len(TRUTH))}
        appeals |= {(query, product): value for product, value in appeal.items()}
        for _ in range(searches):
            order = sorted(appeal, key=lambda product: -appeal[product] + chance.gauss(0, 0.35))
            for place, product in enumerate(order, start=1):
                shown[query, product, place] += 1
                clicked[query, product, place] += chance.random() < TRUTH[place - 1] * appeal[product]
    return [Placement(*key, count, clicked[key]) for key, count in shown.items()], appeals


def test_both_parts_of_a_click_are_found_again() -> None:
    placements, appeals = simulate(queries=30, searches=500)
    model = estimate(placements)
    for found, true in zip(model.examination, TRUTH, strict=False):
        assert found == pytest.approx(true, abs=0.13)
    errors = [abs(model.appeals[pair] - true) for pair, true in appeals.items()]
    assert sum(errors) / len(errors) < 0.04


def test_the_order_of_a_query_is_that_of_appeal_and_not_of_clicks() -> None:
    # The better product stands third, where few look: it has fewer clicks in all.
    background, _ = simulate(queries=30, searches=300)
    pair = [Placement("q", "worse", 1, 1000, 200), Placement("q", "better", 3, 1000, 150)]
    model = estimate([*background, *pair])
    assert model.appeals["q", "better"] > model.appeals["q", "worse"]


placements = st.builds(
    Placement,
    query=st.sampled_from("ab"),
    product=st.sampled_from("xyz"),
    place=st.integers(-2, PLACES + 5),
    shown=st.integers(0, 10_000),
    clicked=st.integers(0, 10_000),
)


@given(st.lists(placements, max_size=30))
def test_whatever_is_counted_chances_are_chances(rows: list[Placement]) -> None:
    model = estimate(rows, rounds=5)
    assert model.examination[0] == 1
    assert len(model.examination) == PLACES
    assert all(
        0 < later <= earlier <= 1 for earlier, later in zip(model.examination, model.examination[1:], strict=False)
    )
    assert all(0 < appeal < 1 for appeal in model.appeals.values())


def test_without_clicks_places_are_taken_as_usual() -> None:
    assert estimate([]).examination == assume_examination()
    assert estimate([]).appeals == {}


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_visit_from_further_down_is_worth_more(one: int, other: int) -> None:
    curve = assume_examination()
    low, high = sorted((one, other))
    assert FLOOR <= correct_place(low, curve) <= correct_place(high, curve) <= 1
    assert correct_place(1, curve) == FLOOR
    assert correct_place(None, curve) == correct_place(0, curve) == 1
