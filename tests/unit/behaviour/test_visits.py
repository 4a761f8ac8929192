"""The visits of the demo shop are such as a shop has, and the same each time."""

from __future__ import annotations

from collections import Counter

from search.behaviour.demo.visits import DAYS, Thing, make_visits

THINGS = [
    Thing(f"tea-{number}", {"zh-hans": ["茶"], "en": ["tea"]}, "tea", sold=number * 40) for number in range(6)
] + [Thing(f"mug-{number}", {"zh-hans": ["杯子"], "en": ["mugs"]}, "home", sold=number * 10) for number in range(6)]


def test_visits_are_the_same_each_time() -> None:
    assert list(make_visits(THINGS)) == list(make_visits(THINGS))
    assert list(make_visits(THINGS, seed=2)) != list(make_visits(THINGS))
    assert list(make_visits([])) == []


def test_visitors_do_everything_there_is_a_report_on() -> None:
    visits = list(make_visits(THINGS))
    acts = Counter(act.action for visit in visits for act in visit.acts)
    assert set(acts) == {"search", "click", "view", "favourite", "add_to_cart", "purchase"}
    assert acts["view"] > acts["add_to_cart"] > acts["purchase"]
    searches = [one for visit in visits for one in visit.searches]
    assert any(not one.hits for one in searches)
    assert any(one.took_ms > 200 for one in searches)
    assert {one.locale for one in searches} == {"zh-hans", "en"}
    assert all(0 < act.hours < DAYS * 24 for visit in visits for act in visit.acts)


def test_a_click_is_on_what_the_search_showed() -> None:
    for visit in make_visits(THINGS):
        hits = {one.number: one.hits for one in visit.searches}
        for act in visit.acts:
            if act.action == "click":
                assert hits[act.search][act.ordinal - 1] == act.product
