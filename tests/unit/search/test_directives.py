from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.ranking.directives import (
    MOST_ADJUSTMENTS,
    MOST_PINS,
    MOST_STRENGTH,
    POINTS_OF_ONE,
    Adjustment,
    Pin,
    Touch,
    TouchKind,
    choose_pins,
    describe_adjustment,
    list_points,
    settle_places,
)
from search.ranking.factors import MAX_FACTOR
from search.ranking.tree import Not, Points, Term

CUPS, POTS = Term("category", "cups"), Term("category", "pots")

pins = st.lists(st.builds(Pin, st.sampled_from("abcdefgh"), st.integers(1, 30)), max_size=30)
adjustments = st.lists(st.builds(Adjustment, st.sampled_from([CUPS, POTS]), st.integers(-10_000, 10_000)), max_size=30)


def test_a_burial_gives_its_points_to_everything_else():
    assert list_points([Adjustment(CUPS, 30), Adjustment(POTS, -5), Adjustment(POTS, 0)]) == (
        Points(CUPS, 3_000),
        Points(Not(POTS), 500),
    )


def test_an_adjustment_says_what_it_does():
    assert describe_adjustment(Adjustment(CUPS, 30, "spring")) == Touch(TouchKind.BOOST, 3_000, "spring")
    assert describe_adjustment(Adjustment(CUPS, -300, "spring")) == Touch(TouchKind.BURIAL, -10_000, "spring")


@given(adjustments)
def test_all_points_together_leave_room_for_those_of_the_text(given_adjustments: list[Adjustment]):
    points = list_points(given_adjustments)
    assert len(points) <= MOST_ADJUSTMENTS
    assert all(0 < each.points <= MOST_STRENGTH * POINTS_OF_ONE for each in points)
    assert (sum(each.points for each in points) + 900_000) * MAX_FACTOR < 2**24


@given(pins)
def test_each_pinned_product_has_one_place_and_each_place_one_product(given_pins: list[Pin]):
    settled = settle_places(choose_pins(given_pins))
    assert {pin.key for pin in settled} == {pin.key for pin in given_pins}
    assert len({pin.key for pin in settled}) == len({pin.place for pin in settled}) == len(settled)
    first = {key: min(pin.place for pin in given_pins if pin.key == key) for key in {pin.key for pin in given_pins}}
    assert all(pin.place >= first[pin.key] for pin in settled)


def test_no_more_pins_are_followed_than_a_page_can_bear():
    assert len(choose_pins([Pin(f"p{number}", number) for number in range(1, 40)])) == MOST_PINS


def test_of_two_pins_at_one_place_the_first_stands_there():
    assert settle_places(choose_pins([Pin("b", 2), Pin("a", 2), Pin("c", 3), Pin("d", 9)])) == [
        Pin("b", 2),
        Pin("a", 3),
        Pin("c", 4),
        Pin("d", 9),
    ]
