from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.click_model import FLOOR, assume_examination
from search.behaviour.learning.tallying import Asked, Fact, Tally, tally

TODAY = date(2041, 11, 11)
CURVE = assume_examination()
SEARCHES = {
    "q1": Asked("en", "tea", TODAY, ("a", "b", "c")),
    "q2": Asked("en", "mug", TODAY, ()),
    "narrow": Asked("en", "tea", TODAY, ("a",), is_narrowed=True),
}
ACTIONS = ("view", "click", "impression", "purchase", "search", "add_to_cart")
facts = st.builds(
    Fact,
    client=st.sampled_from(["c1", "c2"]),
    action=st.sampled_from(ACTIONS),
    product=st.sampled_from(["a", "b", "c"]),
    day=st.sampled_from([TODAY, date(2041, 11, 10)]),
    query_id=st.sampled_from([None, "q1", "q2", "narrow", "gone"]),
    ordinal=st.sampled_from([None, 1, 3]),
)


def count(new: list[Fact], earlier: list[Fact] = ()) -> Tally:  # type: ignore[assignment]
    return tally(new, earlier, SEARCHES, CURVE)


def merge(one: Tally, other: Tally) -> dict[str, object]:
    return {
        "products": {
            row: one.products.get(row, Counter()) + other.products.get(row, Counter())
            for row in one.products | other.products
        },
        **{
            name: getattr(one, name) + getattr(other, name)
            for name in ("followed", "clicked", "shown_at", "clicked_at", "pairs")
        },
    }


@given(st.lists(facts, max_size=25), st.integers(0, 25))
def test_counting_in_two_parts_comes_to_the_same(events: list[Fact], cut: int) -> None:
    first, second = events[:cut], events[cut:]
    assert merge(count(first), count(second, first)) == merge(count(events), Tally())


@given(st.lists(facts, max_size=25), st.randoms())
def test_the_order_of_arrival_does_not_matter(events: list[Fact], chance) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert merge(count(shuffled), Tally()) == merge(count(events), Tally())


def test_a_shopper_counts_once_a_day_for_popularity() -> None:
    view = Fact("c1", "view", "a", TODAY)
    result = count([view, view, Fact("c2", "view", "a", TODAY)], [])
    assert result.products["a", TODAY] == Counter(views=3)
    assert result.weights == {("a", TODAY): 2.0}
    assert count([view], [view]).weights == {}


def test_what_the_top_of_a_list_brought_weighs_less() -> None:
    top = [Fact("c1", "view", "a", TODAY), Fact("c1", "click", "a", TODAY, "q1", 1)]
    organic = [Fact("c1", "view", "b", TODAY)]
    deep = [Fact("c1", "click", "c", TODAY, "q1", 15), Fact("c1", "purchase", "c", TODAY)]
    result = count([*top, *organic, *deep])
    assert result.weights["a", TODAY] == pytest.approx(FLOOR)
    assert result.weights["b", TODAY] == 1
    assert result.weights["c", TODAY] == pytest.approx(11 * FLOOR / max(CURVE[14], FLOOR))


def test_a_search_is_followed_and_clicked_once_a_shopper() -> None:
    search = Fact("c1", "search", "", TODAY, "q1")
    click = Fact("c1", "click", "b", TODAY, "q1", 2)
    result = count(
        [search, click, click, Fact("c2", "search", "", TODAY, "q1"), Fact("c1", "search", "", TODAY, "narrow")]
    )
    assert result.followed == Counter({("en", "tea", TODAY): 2})
    assert result.clicked == Counter({("en", "tea", TODAY): 1})
    assert result.shown_at == Counter({("en", "tea", key, place): 2 for place, key in enumerate("abc", start=1)})
    assert result.clicked_at == Counter({("en", "tea", "b", 2): 1})


def test_products_of_one_shopper_and_day_are_pairs() -> None:
    bought = [Fact("c1", "purchase", key, TODAY) for key in "ab"]
    result = count([*bought, Fact("c1", "view", "c", TODAY), Fact("c2", "view", "a", TODAY)])
    assert result.pairs["bought", "a", "b"] == result.pairs["bought", "b", "a"] == 1
    assert result.pairs["viewed", "a", "c"] == 1
    assert len(result.pairs) == 2 + 6
