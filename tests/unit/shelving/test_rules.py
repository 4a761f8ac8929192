"""Conditions, the order of rules, roles and windows: all from values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.shelving.rules.choosing import choose, is_change
from campaigns.shelving.rules.judging import judge, lies_within
from campaigns.shelving.rules.roles import IMAGE, POTENTIAL, PROFIT, TRAFFIC, describe_category, suggest_role
from campaigns.shelving.rules.selling import count_units, find_cover, list_weeks
from campaigns.shelving.rules.values import OFF, ON, ROLE, SHELF, STAGE, Conditions, Facts, Rule
from campaigns.shelving.windows import Window, is_open, put_on, take_off

AT = datetime(2026, 11, 11, 12, tzinfo=UTC)
TODAY = AT.date()


def ago(days: int) -> datetime:
    return AT - timedelta(days=days)


def day(days: int) -> date:
    return TODAY - timedelta(days=days)


TEA = Facts(
    1,
    "tea",
    category_path="00010002",
    brand_id=7,
    stage="growth",
    role="traffic",
    score=80,
    on_shelf_since=ago(40),
    released_at=ago(100),
    stock=60,
    sold=90,
    daily={day(1): 4, day(8): 2},
    category_median=45.0,
)
OUT = replace(TEA, stock=0, out_since=ago(5), sold=0, daily={}, is_in_campaign=True)


@pytest.mark.parametrize(
    ("facts", "asked", "reasons"),
    [
        (TEA, {"category_path": "0001", "brand_id": 7, "stage": "growth", "role": "traffic"}, []),
        (TEA, {"category_path": "0002"}, None),
        (TEA, {"brand_id": 8}, None),
        (TEA, {"stage": "new"}, None),
        (TEA, {"role": "none"}, None),
        (replace(TEA, role=""), {"role": "none"}, []),
        (TEA, {"score_min": 80, "score_max": 80}, [("score", {"count": 80})]),
        (replace(TEA, score=None), {"score_max": 80}, None),
        (TEA, {"on_shelf_days": 40}, [("on-shelf-days", {"days": 40})]),
        (TEA, {"on_shelf_days": 41}, None),
        (TEA, {"off_shelf_days": 0}, None),
        (
            replace(TEA, is_on_shelf=False, off_shelf_since=ago(3)),
            {"off_shelf_days": 2},
            [("off-shelf-days", {"days": 3})],
        ),
        (TEA, {"released_days": 100}, [("released-days", {"days": 100})]),
        (TEA, {"stock_min": 60, "stock_max": 60}, [("stock", {"count": 60})]),
        (TEA, {"stock_max": 59}, None),
        (replace(TEA, stock=None), {"stock_min": 0}, None),
        (OUT, {"out_days": 5}, [("out-days", {"days": 5})]),
        (TEA, {"out_days": 1}, None),
        (TEA, {"cover_max": 20}, [("cover", {"count": 20})]),
        (OUT, {"cover_max": 20}, None),
        (TEA, {"units_min": 21, "sales_days": 7}, [("units", {"count": 21, "days": 7})]),
        (TEA, {"units_max": 89}, None),
        (OUT, {"unsold_days": 40}, [("unsold", {"days": 40})]),
        (OUT, {"unsold_days": 41}, None),
        (TEA, {"unsold_days": 5}, None),
        (TEA, {"median_min": 200}, [("median", {"count": 200})]),
        (replace(TEA, category_median=None), {"median_min": 1}, None),
        (OUT, {"campaign": "some"}, [("campaign", {})]),
        (OUT, {"campaign": "none"}, None),
        (TEA, {"campaign": "none"}, []),
        (
            TEA,
            {"season": "in", "season_from": (11, 1), "season_until": (2, 28)},
            [("season-in", {"since": "11-1", "until": "2-28"})],
        ),
        (TEA, {"season": "out", "season_from": (11, 1), "season_until": (2, 28)}, None),
    ],
)
def test_conditions(facts: Facts, asked: dict[str, Any], reasons: Any) -> None:
    found = judge(Conditions(**asked), facts, at=AT, today=TODAY)
    assert reasons == (None if found is None else [(one.code, dict(one.values)) for one in found])


def rule(number: int, kind: str, value: str, **conditions: Any) -> Rule:
    return Rule(number, f"rule {number}", kind, value, Conditions(**conditions))


def test_the_first_rule_wins_and_the_others_are_named() -> None:
    rules = [
        rule(1, SHELF, ON, campaign="some"),
        rule(2, SHELF, OFF, stock_max=0),
        rule(3, SHELF, ON, stock_max=0),
        rule(4, STAGE, "decline", unsold_days=30),
        rule(5, ROLE, "image", stock_min=1),
    ]
    wishes = choose(rules, OUT, at=AT, today=TODAY)
    assert [(one.kind, one.value, one.rule.id, [other.id for other in one.overruled]) for one in wishes] == [
        (SHELF, ON, 1, [2]),
        (STAGE, "decline", 4, []),
    ]
    # It is on the shelf: the first rule changes nothing, and keeps the second from it.
    assert [is_change(one, OUT) for one in wishes] == [False, True]


CONDITIONS = st.builds(Conditions, stock_max=st.integers(0, 90) | st.none(), units_min=st.integers(0, 90) | st.none())
RULES = st.lists(
    st.builds(Rule, st.integers(1, 99), st.just("r"), st.just(SHELF), st.sampled_from([ON, OFF]), CONDITIONS),
    max_size=6,
)


@given(RULES, st.integers(0, 90), st.integers(0, 90))
def test_the_wish_is_that_of_the_first_rule_that_holds(rules: list[Rule], stock: int, sold: int) -> None:
    facts = replace(TEA, stock=stock, sold=sold)
    holding = [one for one in rules if judge(one.conditions, facts, at=AT, today=TODAY) is not None]
    wishes = choose(rules, facts, at=AT, today=TODAY)
    assert [one.value for one in wishes] == [one.value for one in holding[:1]]
    if wishes:
        assert all(other.value != wishes[0].value for other in wishes[0].overruled)


@pytest.mark.parametrize(
    ("shown", "inside"), [(date(2026, 11, 1), True), (date(2027, 2, 28), True), (date(2026, 10, 31), False)]
)
def test_a_season_goes_over_the_new_year(shown: date, inside: bool) -> None:
    assert lies_within(shown, (11, 1), (2, 28)) is inside


def test_selling() -> None:
    assert count_units(TEA, 30, today=TODAY) == 90
    assert count_units(replace(TEA, sold=0), 7, today=TODAY) == 4
    assert find_cover(TEA, today=TODAY) == 20
    assert find_cover(replace(TEA, sold=0, daily={}), today=TODAY) is None
    assert list_weeks({**TEA.daily, TODAY: 50}, 3, today=TODAY) == [0, 2, 4]


def test_roles() -> None:
    figures = describe_category([10, 20, 30, 400], [100, 200, 300, 4000], [1000, 2000, 3000, 90000])

    def suggest(**changes: Any) -> str | None:
        found = suggest_role(replace(TEA, role="", stage="mature", **changes), figures)
        return found and found.value

    assert suggest(sold=400, price_minor=1000) == TRAFFIC
    assert suggest(sold=60, price_minor=5000, revenue_minor=300000) == PROFIT
    assert suggest(sold=2, price_minor=90000) == IMAGE
    assert suggest(sold=2, price_minor=2000) is None
    assert suggest_role(replace(TEA, price_minor=2000, sold=2), figures).value == POTENTIAL
    assert suggest_role(TEA, describe_category([1], [1], [1])) is None


def test_what_comes_back_is_what_left_last() -> None:
    windows = {
        "old": Window(None, ago(90)),
        "a": Window(ago(200), ago(3)),
        "b": Window(None, ago(3)),
        "coming": Window(AT + timedelta(days=9), None),
    }
    assert put_on(windows, AT) == {"a": Window(ago(200), None), "b": Window(None, None)}
    assert put_on({"coming": windows["coming"]}, AT) == {"coming": Window(AT, None)}
    assert put_on({**windows, "here": Window(None, None)}, AT) == {}
    assert take_off({**windows, "here": Window(AT, None)}, AT) == {"here": Window(None, AT)}


TIMES = st.none() | st.integers(-50, 50).map(lambda days: AT + timedelta(days=days))
WINDOWS = st.dictionaries(st.sampled_from("abcd"), st.builds(Window, TIMES, TIMES)).map(
    lambda found: {
        sku: one for sku, one in found.items() if one.since is None or one.until is None or one.since < one.until
    }
)


@given(WINDOWS)
def test_taken_off_nothing_is_open_and_put_on_something_is(windows: dict[str, Window]) -> None:
    off = {**windows, **take_off(windows, AT)}
    assert not any(is_open(one, AT) for one in off.values())
    on = {**off, **put_on(off, AT)}
    has_opened = any(is_open(one, AT) for one in on.values())
    assert has_opened == bool(put_on(off, AT))
    assert all(one.since is None or one.until is None or one.since < one.until for one in on.values())
