"""Worked examples, each computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.rules.fields import FieldError
from tests.unit.rules.carts import STACK, decisions, discounts, line, quote, rule

TIER = {"amount_at_least": "1", "value": "1"}


def test_every_300_takes_50_at_most_three_times() -> None:
    rules = [rule("R", "amount", value="50.00", every={"amount": "300.00", "max_times": 3})]
    assert quote([line("a", "499.00", 2)], rules)["discount"] == "150.00"
    found = quote([line("a", "320.00", 2)], rules)
    assert found["discount"] == "100.00"
    assert found["decisions"][0]["next"] == {"required": "900.00", "observed": "640.00", "missing": "260.00"}


def test_the_second_at_half_price_takes_the_cheapest() -> None:
    rules = [rule("R", "buy_get", "line", percent="50", repeat=False)]
    assert discounts(quote([line("a", "128.00"), line("b", "39.90", 2)], rules)) == {"a": "0.00", "b": "19.95"}


def test_three_for_99_bundles_the_dearest() -> None:
    rules = [rule("R", "bundle_price", "line", quantity=3, value="99.00")]
    found = quote([line("a", "45.00", 2), line("b", "39.00", 2)], rules)
    assert discounts(found) == {"a": "20.93", "b": "9.07"}


def test_a_bundle_of_components_takes_one_of_each() -> None:
    components = [
        {"target": {"categories": ["pot"]}, "quantity": 1},
        {"target": {"categories": ["cup"]}, "quantity": 2},
    ]
    lines = [line("pot", "100.00", 2, categories=["pot"]), line("cup", "30.00", 5, categories=["cup"])]
    found = quote(lines, [rule("R", "bundle_price", "line", components=components, value="120.00")])
    assert found["discount"] == "80.00"
    assert discounts(found) == {"cup": "30.00", "pot": "50.00"}


def test_a_unit_serves_one_rule_of_a_layer() -> None:
    rules = [
        rule("A", "buy_get", "line", buy={"quantity": 2}, priority=2),
        rule("B", "bundle_price", "line", quantity=2, value="10.00", priority=1),
    ]
    found = quote([line("a", "10.00", 4)], rules, groups=STACK)
    assert decisions(found) == {"A": "applied 10.00", "B": "units_taken"}
    both = quote([line("a", "10.00", 5)], rules, groups=STACK)
    assert decisions(both) == {"A": "applied 10.00", "B": "applied 10.00"}


def test_a_long_line_costs_what_a_short_one_does() -> None:
    found = quote([line("a", "10.00", 6000)], [rule("R", "buy_get", "line", buy={"quantity": 2})])
    assert found["discount"] == "20000.00"


def test_best_takes_the_larger_and_tells_the_other() -> None:
    rules = [rule("A", "percent", value="10"), rule("B", "amount", value="30.00", priority=5)]
    assert decisions(quote([line("a", "200.00")], rules)) == {"A": "beaten", "B": "applied 30.00"}
    assert decisions(quote([line("a", "400.00")], rules)) == {"A": "applied 40.00", "B": "beaten"}
    assert decisions(quote([line("a", "300.00")], rules)) == {"A": "beaten", "B": "applied 30.00"}


def test_first_takes_the_highest_priority_that_applies() -> None:
    rules = [
        rule("A", "amount", value="5.00", priority=9, condition={"amount_at_least": "500.00"}),
        rule("B", "amount", value="1.00", priority=5),
        rule("C", "amount", value="50.00"),
    ]
    found = quote([line("a", "200.00")], rules, groups={"order/default": "first"})
    assert decisions(found) == {"A": "below_threshold", "B": "applied 1.00", "C": "beaten"}


def test_stack_works_on_what_is_left() -> None:
    rules = [rule("A", "percent", value="50", priority=2), rule("B", "percent", value="50")]
    found = quote([line("a", "100.00")], rules, groups=STACK)
    assert decisions(found) == {"A": "applied 50.00", "B": "applied 25.00"}


def test_an_exclusive_rule_closes_its_layer_alone() -> None:
    rules = [
        rule("A", "amount", value="1.00", exclusive=True),
        rule("B", "amount", value="50.00", priority=9),
        rule("G", "gift", sku="mug"),
        rule("S", "shipping", "shipping", percent="100"),
    ]
    found = quote([line("a", "100.00")], rules, shipping="12.00", groups=STACK)
    assert decisions(found) == {"B": "excluded", "A": "applied 1.00", "G": "applied 0.00", "S": "applied 12.00"}
    assert found["gifts"] == [{"rule": "G", "sku": "mug", "quantity": 1}]
    assert (found["total"], found["shipping"]) == ("99.00", "0.00")


def test_flash_sales_of_two_products_both_apply_and_exclude_line_by_line() -> None:
    rules = [
        rule("A", "set_price", "item", value="80.00", target={"skus": ["a"]}, exclusive=True),
        rule("B", "set_price", "item", value="50.00", target={"skus": ["b"]}),
        rule("C", "percent", "item", value="10"),
    ]
    found = quote([line("a", "100.00"), line("b", "100.00"), line("c", "9.99")], rules)
    assert discounts(found) == {"a": "20.00", "b": "50.00", "c": "1.00"}
    assert decisions(found) == {"A": "applied 20.00", "B": "applied 50.00", "C": "applied 1.00"}


def test_a_new_unit_price_is_rounded_half_up() -> None:
    found = quote([line("a", "0.05", 3)], [rule("R", "percent", "item", value="50")])
    assert found["lines"][0]["total"] == "0.09"


def test_what_a_floor_refuses_goes_to_other_lines_only_across() -> None:
    lines = [line("a", "50.00", floor="48.00"), line("b", "50.00")]
    across = quote(lines, [rule("R", "amount", value="20.00")])
    assert discounts(across) == {"a": "2.00", "b": "18.00"}
    assert "floored" not in across["decisions"][0]
    each = quote(lines, [rule("R", "amount", value="20.00", allocation="each")])
    assert discounts(each) == {"a": "2.00", "b": "20.00"}
    assert each["decisions"][0]["floored"] == "18.00"
    nothing = quote([line("a", "50.00", floor="50.00")], [rule("R", "percent", value="10")])
    assert decisions(nothing) == {"R": "floored"}


def test_an_item_floor_holds_for_the_whole_line() -> None:
    found = quote([line("a", "10.00", 2, floor="6.00")], [rule("R", "set_price", "item", value="3.00")])
    assert (found["lines"][0]["total"], found["decisions"][0]["floored"]) == ("12.00", "6.00")


def test_once_takes_the_cheapest_free() -> None:
    rules = [rule("R", "percent", value="100", allocation="once")]
    assert discounts(quote([line("a", "20.00", 2), line("b", "15.00")], rules)) == {"a": "0.00", "b": "15.00"}
    dearest = [rule("R", "percent", value="100", allocation="once", select="dearest", max_quantity=2)]
    assert discounts(quote([line("a", "20.00"), line("b", "15.00", 3)], dearest)) == {"a": "20.00", "b": "15.00"}


def test_a_cap_limits_the_whole_discount() -> None:
    found = quote([line("a", "60.00"), line("b", "40.00")], [rule("R", "percent", value="50", cap="30.00")])
    assert discounts(found) == {"a": "18.00", "b": "12.00"}


@pytest.mark.parametrize(
    ("limits", "more", "expected"),
    [
        ({"total": 5, "total_used": 5}, {}, "limit_reached"),
        ({"per_shopper": 1}, {}, "limit_reached"),
        ({"per_shopper": 1}, {"shopper": {"id": "m1"}}, "applied 10.00"),
        ({"per_shopper": 1}, {"shopper": {"id": "m1", "used": {"R": 1}}}, "limit_reached"),
        ({"budget": "9.99"}, {}, "budget_spent"),
        ({"budget": "19.99", "budget_used": "9.99"}, {}, "applied 10.00"),
    ],
)
def test_limits(limits: dict[str, Any], more: dict[str, Any], expected: str) -> None:
    found = quote([line("a", "100.00")], [rule("R", "amount", value="10.00", limits=limits)], **more)
    assert decisions(found) == {"R": expected}


@pytest.mark.parametrize("layer", ["item", "order"])
def test_a_budget_may_be_clipped(layer: str) -> None:
    rules = [rule("R", "percent", layer, value="50", limits={"budget": "30.00"}, over_budget="clip")]
    found = quote([line("a", "40.00"), line("b", "40.00")], rules)
    assert (found["discount"], decisions(found)) == ("30.00", {"R": "applied 30.00"})


def test_a_rule_refused_for_its_budget_does_not_compete() -> None:
    rules = [
        rule("A", "percent", "item", value="50", limits={"budget": "10.00"}),
        rule("B", "percent", "item", value="10"),
    ]
    assert decisions(quote([line("a", "40.00")], rules)) == {"A": "budget_spent", "B": "applied 4.00"}


def test_coupons_and_rules_that_do_not_go_with_them_are_alternatives() -> None:
    def make(value: str) -> list[dict[str, Any]]:
        alone = rule("A", "amount", value=value, stackable_with_coupons=False)
        return [alone, rule("C", "amount", "coupon", value="30.00", coupon="SAVE30")]

    lines = [line("a", "100.00")]
    assert decisions(quote(lines, make("20.00"), coupons=["SAVE30"])) == {"A": "beaten", "C": "applied 30.00"}
    assert decisions(quote(lines, make("40.00"), coupons=["SAVE30"])) == {"A": "applied 40.00", "C": "beaten"}
    assert decisions(quote(lines, make("30.00"), coupons=["SAVE30"])) == {"A": "beaten", "C": "applied 30.00"}
    assert decisions(quote(lines, make("20.00"))) == {"A": "applied 20.00"}


def test_the_best_of_the_shoppers_coupons_is_chosen() -> None:
    rules = [
        rule("A", "amount", "coupon", value="5.00", coupon="FIVE"),
        rule("B", "percent", "coupon", value="10", coupon=True),
    ]
    shopper = {"id": "m", "coupons": ["FIVE", {"code": "X1", "rule": "B"}, "OTHER"]}
    found = quote([line("a", "100.00")], rules, coupons="best", shopper=shopper)
    assert (found["discount"], found["coupons"]) == ("10.00", [{"code": "X1", "rule": "B"}])
    assert quote([line("a", "100.00")], rules, coupons=["X1"])["discount"] == "0.00"


def test_tiers_take_the_highest_reached() -> None:
    tiers = [{"quantity_at_least": 2, "value": "10"}, {"quantity_at_least": 3, "value": "20"}]
    rules = [rule("R", "percent", tiers=tiers)]
    assert quote([line("a", "19.90", 3)], rules)["discount"] == "11.94"
    two = quote([line("a", "19.90", 2)], rules)
    assert two["decisions"][0]["next"] == {"required": 3, "observed": 2, "missing": 1}
    one = quote([line("a", "19.90", 1)], rules)["decisions"][0]
    assert (one["reason"], one["missing"], one["message"]["zh"]) == ("below_threshold", 1, "再买 1 件 享 9 折")


def test_a_threshold_says_what_is_missing_in_words() -> None:
    condition = {"all": [{"amount_at_least": "300.00"}, {"distinct_at_least": 2}]}
    decision = quote([line("a", "149.70")], [rule("R", "amount", value="50.00", condition=condition)])["decisions"][0]
    assert decision == {
        "rule": "R",
        "status": "skipped",
        "reason": "below_threshold",
        "required": "300.00",
        "observed": "149.70",
        "missing": "150.30",
        "thresholds": [
            {"required": "300.00", "observed": "149.70", "missing": "150.30"},
            {"required": 2, "observed": 1, "missing": 1},
        ],
        "message": {"zh": "再买 ¥150.30 减 ¥50", "en": "Spend ¥150.30 more for ¥50 off"},
    }


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"weekday": 3}, True),
        ({"weekday": [1, 2]}, False),
        ({"time_between": ["00:00", "09:00"]}, True),
        ({"time_between": ["22:00", "00:00"]}, False),
        ({"time_between": ["22:00", "06:00"]}, True),
        ({"segment": ["new", "vip"]}, True),
        ({"tier": "gold"}, False),
        ({"first_order": True}, True),
        ({"order_count_between": [None, 0]}, True),
        ({"order_count_between": [1, None]}, False),
        ({"any": [{"tier": "gold"}, {"channel": "app"}]}, True),
        ({"not": {"channel": "app"}}, False),
        ({"coupon": "SAVE"}, True),
        ({"line_quantity_at_least": 3}, False),
        ({"amount_at_least": "20.00", "target": {"exclude": {"skus": ["a"]}}}, False),
        ({"amount_at_least": "20.00", "target": {"price_between": ["10.00", None]}}, True),
    ],
)
def test_conditions(condition: dict[str, Any], holds: bool) -> None:
    shopper = {"id": "m", "segments": ["new"], "orders": 0}
    found = quote(
        [line("a", "10.00", 2)],
        [rule("R", "amount", value="1.00", condition=condition)],
        shopper=shopper,
        channel="app",
        coupons=["SAVE"],
        timezone="Asia/Shanghai",
    )
    assert (found["discount"] == "1.00") == holds


def test_funding_is_split_by_largest_remainder() -> None:
    rules = [rule("R", "amount", value="0.05", funding={"platform": "60", "brand": "40"})]
    assert quote([line("a", "1.00")], rules)["funding"] == {"brand": "0.02", "platform": "0.03"}


@pytest.mark.parametrize(("currency", "price", "expected"), [("JPY", "101", "51"), ("KWD", "1.001", "0.501")])
def test_currencies_have_their_own_decimals(currency: str, price: str, expected: str) -> None:
    assert quote([line("a", price)], [rule("R", "percent", value="50")], currency=currency)["discount"] == expected


def test_a_deposit_is_worth_more_at_the_balance() -> None:
    rules = [rule("D", "deposit", deposit="50.00", worth="100.00")]
    first = quote([line("a", "500.00", 2)], rules, stage="deposit")
    assert (first["total"], first["deposits"][0]["paid"], first["deposits"][0]["due"]) == (
        "1000.00",
        "100.00",
        "800.00",
    )
    then = quote([line("a", "500.00", 2)], rules, stage="balance")
    assert (then["total"], then["deposits"][0]["paid"], then["deposits"][0]["due"]) == ("900.00", "100.00", "800.00")


@pytest.mark.parametrize(
    ("cart", "field"),
    [
        ({"at": "2026-11-11"}, "at"),
        ({"currency": "yuan"}, "currency"),
        ({"lines": [{"unit_price": "1"}]}, "lines[0].id"),
        ({"lines": [{"id": "a", "unit_price": 1.5}]}, "lines[0].unit_price"),
        ({"lines": [{"id": "a", "unit_price": "1.555"}]}, "lines[0].unit_price"),
        ({"lines": [{"id": "a", "unit_price": "1", "colour": "red"}]}, "lines[0].colour"),
        ({"rules": [rule("R", "percent", value="120")]}, "rules[0].action.value"),
        ({"rules": [rule("R", "amount", "shipping", value="1")]}, "rules[0].action.kind"),
        ({"rules": [rule("R", "gift", "item", sku="a")]}, "rules[0].action.kind"),
        ({"rules": [rule("R", "amount", value="1", max_quantity=2)]}, "rules[0].action.max_quantity"),
        (
            {"rules": [rule("R", "amount", value="1", tiers=[{"amount_at_least": "1", "value": "1"}])]},
            "rules[0].action.value",
        ),
        ({"rules": [rule("R", "amount", value="1", condition={"tier": "a", "segment": "b"})]}, "rules[0].condition"),
        ({"rules": [rule("R", "amount", value="1"), rule("R", "amount", value="1")]}, "rules[1].id"),
        ({"groups": {"order": "best"}}, "groups.order"),
    ],
)
def test_what_is_wrong_is_named(cart: dict[str, Any], field: str) -> None:
    lines = cart.pop("lines", [line("a", "1.00")])
    with pytest.raises(FieldError) as caught:
        quote(lines, cart.pop("rules", []), **cart)
    assert caught.value.field == field
