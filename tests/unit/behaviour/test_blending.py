from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.behaviour.learning.blending import Candidate, blend, relate, weigh_seeds

keys = st.sampled_from("abcdefgh")
lists = st.dictionaries(
    st.sampled_from(["similar", "popular"]),
    st.lists(st.builds(Candidate, key=keys, score=st.floats(-1, 100)), max_size=8, unique_by=lambda one: one.key),
)


@given(lists, st.sets(keys))
def test_a_blend_holds_each_product_once_and_nothing_left_out(given_lists, without) -> None:
    blended = blend(given_lists, {"similar": 2.0}, without=without)
    found = [one.key for one in blended]
    assert len(found) == len(set(found))
    assert not set(found) & without
    assert set(found) <= {one.key for many in given_lists.values() for one in many if one.score > 0}
    assert [one.score for one in blended] == sorted((one.score for one in blended), reverse=True)


def test_the_reason_is_that_of_the_loudest_list() -> None:
    blended = blend(
        {
            "similar": [Candidate("a", 5, "like it"), Candidate("b", 10, "like it")],
            "popular": [Candidate("a", 7, "sells")],
        },
        {"similar": 1.0, "popular": 0.9},
    )
    assert [(one.key, one.reason) for one in blended] == [("a", "sells"), ("b", "like it")]


def test_what_goes_with_everything_says_little() -> None:
    assert [key for key, _strength in relate([("bag", 6), ("lid", 5), ("odd", 1)], {"bag": 900, "lid": 9})] == [
        "lid",
        "bag",
    ]


@given(st.lists(st.tuples(keys, st.sampled_from(["view", "purchase", "nothing"]), st.floats(0, 90))))
def test_interest_is_never_negative_and_ordered(ages) -> None:
    found = weigh_seeds(ages, {"view": 1.0, "purchase": 10.0})
    assert [worth for _key, worth in found] == sorted((worth for _key, worth in found), reverse=True)
    assert {key for key, _worth in found} == {key for key, action, _days in ages if action != "nothing"}


def test_what_was_done_lately_and_meant_most_comes_first() -> None:
    ages = [("old", "purchase", 60.0), ("new", "view", 0.0), ("cart", "add_to_cart", 1.0)]
    assert [key for key, _ in weigh_seeds(ages, {"view": 1.0, "add_to_cart": 5.0, "purchase": 10.0})] == [
        "cart",
        "new",
        "old",
    ]
