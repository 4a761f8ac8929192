"""What holds whatever the cart and the rules are."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.rules.desk import Desk
from tests.unit.rules.carts import made_carts, made_lines, made_rule, rule

EXAMPLES = settings(max_examples=150, deadline=None)


def _quote(cart: dict[str, Any]) -> dict[str, Any]:
    return Desk().quote(cart)


def _sum(values: Any) -> Decimal:
    return sum(map(Decimal, values), Decimal())


@EXAMPLES
@given(made_carts())
def test_parts_sum_to_the_whole(cart: dict[str, Any]) -> None:
    quote = _quote(cart)
    for line in quote["lines"]:
        assert Decimal(line["subtotal"]) == Decimal(line["unit_price"]) * line["quantity"]
        assert Decimal(line["total"]) == Decimal(line["subtotal"]) - Decimal(line["discount"])
        assert _sum(each["amount"] for each in line["applied"]) == Decimal(line["discount"])
    assert _sum(line["subtotal"] for line in quote["lines"]) == Decimal(quote["subtotal"])
    assert _sum(line["discount"] for line in quote["lines"]) == Decimal(quote["discount"])
    assert Decimal(quote["total"]) == Decimal(quote["subtotal"]) - Decimal(quote["discount"]) + Decimal(
        quote["shipping"]
    )
    saved = Decimal(quote["discount"]) + Decimal(cart["shipping"]) - Decimal(quote["shipping"])
    assert _sum(each["amount"] for each in quote["decisions"] if each["status"] == "applied") == saved


@EXAMPLES
@given(made_carts())
def test_nothing_falls_below_zero_or_its_floor(cart: dict[str, Any]) -> None:
    floors = {line["id"]: Decimal(line.get("floor", "0")) * line["quantity"] for line in cart["lines"]}
    for line in _quote(cart)["lines"]:
        assert Decimal(line["total"]) >= min(floors[line["id"]], Decimal(line["subtotal"]))
        assert Decimal(line["discount"]) >= 0


@EXAMPLES
@given(made_carts(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_rules_means_nothing(cart: dict[str, Any], chance: Any) -> None:
    shuffled = copy.deepcopy(cart)
    chance.shuffle(shuffled["lines"])
    chance.shuffle(shuffled["rules"])
    assert json.dumps(_quote(shuffled)) == json.dumps(_quote(cart))


@EXAMPLES
@given(made_carts())
def test_an_inert_rule_changes_nothing(cart: dict[str, Any]) -> None:
    before = _quote(cart)
    inert = rule("ZZ", "amount", value="5.00", ends_at="2026-01-01T00:00:00+08:00", priority=9)
    after = _quote({**cart, "rules": [*cart["rules"], inert]})
    assert [each for each in after["decisions"] if each["rule"] != "ZZ"] == before["decisions"]
    for name in ("lines", "total", "shipping", "gifts"):
        assert after[name] == before[name]


@EXAMPLES
@given(made_carts())
def test_every_rule_has_one_decision_and_the_index_hides_none_that_is_told(cart: dict[str, Any]) -> None:
    everything = _quote(cart)
    assert sorted(each["rule"] for each in everything["decisions"]) == sorted(each["id"] for each in cart["rules"])
    brief = _quote({name: value for name, value in cart.items() if name != "explain"})
    silent = {"outside_window", "wrong_channel", "wrong_segment", "coupon_missing", "no_matching_line"}
    assert brief["decisions"] == [each for each in everything["decisions"] if each.get("reason") not in silent]
    assert brief["lines"] == everything["lines"]


@EXAMPLES
@given(made_lines(), st.data())
def test_the_best_set_of_unit_rules_equals_trying_them_all(lines: list[dict[str, Any]], data: st.DataObject) -> None:
    rules = [
        {**data.draw(made_rule(f"R{at}", ("buy_get", "bundle_price"))), "layer": "line", "exclusive": False}
        for at in range(data.draw(st.integers(2, 5)))
    ]
    cart = {"at": "2026-11-11T00:00:00+08:00", "lines": lines, "rules": rules}
    found = Decimal(_quote(cart)["discount"])
    stacked = {"groups": {"line/default": "stack"}}
    tried = [
        Decimal(_quote({**cart, **stacked, "rules": list(chosen)})["discount"])
        for size in range(len(rules) + 1)
        for chosen in combinations(rules, size)
        if all(each["id"] in _applies_alone(cart, rules) for each in chosen)
    ]
    assert found == max(tried)


def _applies_alone(cart: dict[str, Any], rules: list[dict[str, Any]]) -> set[str]:
    return {each["id"] for each in rules if Decimal(_quote({**cart, "rules": [each]})["discount"])}


@EXAMPLES
@given(made_lines(), st.data())
def test_raising_by_what_is_missing_reaches_the_tier(lines: list[dict[str, Any]], data: st.DataObject) -> None:
    threshold = data.draw(st.integers(1, 100000))
    rules = [rule("R", "gift", sku="g", condition={"amount_at_least": f"{threshold / 100:.2f}"})]
    decision = _quote({"at": "2026-11-11T00:00:00+08:00", "lines": lines, "rules": rules})["decisions"][0]
    if decision["status"] == "applied":
        return
    more = {"id": "more", "unit_price": decision["missing"]}
    again = _quote({"at": "2026-11-11T00:00:00+08:00", "lines": [*lines, more], "rules": rules})
    assert again["decisions"][0]["status"] == "applied"
    less = {**more, "unit_price": f"{Decimal(decision['missing']) - Decimal('0.01')}"}
    assert (
        _quote({"at": "2026-11-11T00:00:00+08:00", "lines": [*lines, less], "rules": rules})["decisions"][0]["status"]
        == "skipped"
    )


@EXAMPLES
@given(made_lines(), st.integers(0, 100), st.sampled_from(["percent", "amount"]))
def test_splitting_a_line_costs_at_most_a_minor_unit(lines: list[dict[str, Any]], value: int, kind: str) -> None:
    for line in lines:
        line.pop("floor", None)
    rules = [rule("R", kind, value=str(value))]
    split = []
    for line in lines:
        if line["quantity"] == 1:
            split.append(line)
            continue
        split += [{**line, "quantity": 1}, {**line, "id": line["id"] + "-", "quantity": line["quantity"] - 1}]
    whole = Decimal(_quote({"at": "2026-11-11T00:00:00+08:00", "lines": lines, "rules": rules})["total"])
    parts = Decimal(_quote({"at": "2026-11-11T00:00:00+08:00", "lines": split, "rules": rules})["total"])
    assert abs(whole - parts) <= Decimal("0.01")
