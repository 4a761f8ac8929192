"""What each form of an action means as a rule."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from campaigns.promotions.composing import Draft, compose_rules
from campaigns.promotions.composing_targets import Word, list_words
from campaigns.rules.compiling import compile_rules

TEA = {"products": [], "categories": [{"type": "item", "value": "tea", "id": "x"}], "brands": [], "tags": []}
WORDS = {"A1": Word(("A1",)), "tea-1": Word(("A1", "A2"), "tea-1"), "tea-2": Word(("B1",), "tea-2")}


def compose(kind: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
    rules = compose_rules(Draft("r", "n", {"type": kind, "value": value}, **more), WORDS)
    compile_rules(rules, decimals=2)
    assert len(rules) == 1
    return rules[0]


@pytest.mark.parametrize(
    ("kind", "value", "layer", "action"),
    [
        (
            "amount",
            {"value": "30.00", "allocation": "across", "select": "cheapest", "target": TEA},
            "order",
            {"kind": "amount", "value": "30", "allocation": "across", "target": {"categories": ["tea"]}},
        ),
        (
            "percent",
            {"value": "12.50", "allocation": "once", "select": "dearest", "max_quantity": 2, "cap": "9.90"},
            "order",
            {
                "kind": "percent",
                "value": "12.5",
                "allocation": "once",
                "max_quantity": 2,
                "select": "dearest",
                "cap": "9.9",
            },
        ),
        (
            "amount_tiers",
            {"by": "amount", "tiers": [{"threshold": "200", "value": "30"}, {"threshold": "400", "value": "80"}]},
            "order",
            {
                "kind": "amount",
                "tiers": [{"amount_at_least": "200", "value": "30"}, {"amount_at_least": "400", "value": "80"}],
            },
        ),
        (
            "percent_tiers",
            {"by": "quantity", "tiers": [{"threshold": "3.0", "value": "15"}]},
            "order",
            {"kind": "percent", "tiers": [{"quantity_at_least": 3, "value": "15"}]},
        ),
        (
            "amount_every",
            {"every": "300", "value": "50", "max_times": 3},
            "order",
            {"kind": "amount", "value": "50", "every": {"amount": "300", "max_times": 3}},
        ),
        (
            "set_price",
            {"value": "19.90", "max_quantity": 2},
            "item",
            {"kind": "set_price", "value": "19.9", "allocation": "each", "max_quantity": 2},
        ),
        (
            "bundle_price",
            {"quantity": 3, "value": "99", "repeats": False, "max_times": 4},
            "line",
            {"kind": "bundle_price", "quantity": 3, "value": "99", "repeat": False},
        ),
        (
            "bundle_set",
            {
                "components": [{"quantity": 1, "target": TEA}, {"quantity": 2, "target": {"brands": ["x"]}}],
                "value": "9",
            },
            "line",
            {
                "kind": "bundle_price",
                "components": [
                    {"quantity": 1, "target": {"categories": ["tea"]}},
                    {"quantity": 2, "target": {"brands": ["x"]}},
                ],
                "value": "9",
            },
        ),
        (
            "buy_get",
            {"buy_quantity": 2, "buy": TEA, "get_quantity": 1, "percent": "50", "select": "cheapest", "max_times": 1},
            "line",
            {
                "kind": "buy_get",
                "buy": {"quantity": 2, "target": {"categories": ["tea"]}},
                "get": {"quantity": 1, "target": {"categories": ["tea"]}},
                "percent": "50",
                "select": "cheapest",
                "max_times": 1,
            },
        ),
        ("gift", {"sku": " G1 ", "quantity": 1}, "order", {"kind": "gift", "sku": "G1", "quantity": 1}),
        (
            "add_on_price",
            {"value": "9.9", "quantity": 1, "target": {"products": ["A1"]}},
            "order",
            {"kind": "add_on_price", "value": "9.9", "quantity": 1, "target": {"skus": ["A1"]}},
        ),
        ("shipping", {"by": "free"}, "shipping", {"kind": "shipping", "percent": "100"}),
        ("shipping", {"by": "price", "value": "5"}, "shipping", {"kind": "shipping", "set_price": "5"}),
        (
            "deposit",
            {"deposit": "50", "worth": "100", "balance_from": "2026-11-10T16:00:00Z"},
            "order",
            {"kind": "deposit", "deposit": "50", "worth": "100", "balance_from": "2026-11-10T16:00:00Z"},
        ),
        ("points", {"multiplier": "2"}, "order", {"kind": "points", "multiplier": "2"}),
    ],
)
def test_each_form_means_its_rule(kind: str, value: dict[str, Any], layer: str, action: dict[str, Any]) -> None:
    rule = compose(kind, value)

    assert (rule["layer"], rule["action"]) == (layer, action)


def test_a_price_list_is_a_rule_a_sku() -> None:
    prices = [
        {"type": "item", "value": {"sku": "A1 ", "price": "9.90", "max_quantity": 1, "orders": 100}},
        {"type": "item", "value": {"sku": "B1", "price": "19", "max_quantity": None, "orders": None}},
    ]

    rules = compose_rules(Draft("r", "n", {"type": "price_list", "value": {"prices": prices}}, limit_total=7), {})

    compile_rules(rules, decimals=2)
    assert [(rule["id"], rule["limits"], rule["action"]["target"]) for rule in rules] == [
        ("r/A1", {"total": 100}, {"skus": ["A1"]}),
        ("r/B1", {"total": 7}, {"skus": ["B1"]}),
    ]


def test_an_amount_of_the_item_layer_is_that_of_each_piece() -> None:
    rule = compose("amount", {"value": "5", "allocation": "across", "cap": "3", "select": "cheapest"}, layer="item")

    assert rule["action"] == {"kind": "amount", "value": "5", "allocation": "each", "select": "cheapest"}


def test_a_coupons_reduction_is_in_the_layer_of_coupons() -> None:
    assert compose("amount", {"value": "5"}, coupon="SAVE5")["layer"] == "coupon"


@pytest.mark.parametrize(
    ("products", "target"),
    [
        (["tea-1", "tea-2"], {"products": ["tea-1", "tea-2"]}),
        (["A1"], {"skus": ["A1"]}),
        (["tea-1", "A1", "unknown"], {"skus": ["A1", "A2", "unknown"]}),
    ],
)
def test_listed_words_are_products_or_skus_never_both(products: list[str], target: dict[str, Any]) -> None:
    assert compose("amount", {"value": "5", "target": {"products": products}})["action"]["target"] == target


def test_a_target_says_price_tags_and_exceptions() -> None:
    target = {"tags": ["双十一", "Gift"], "price_min": "10.00", "price_max": None, "exclude": {"products": ["A1"]}}

    assert compose("amount", {"value": "5", "target": target})["action"]["target"] == {
        "tags": ["gift", "双十一"],
        "price_between": ["10", None],
        "exclude": {"skus": ["A1"]},
    }


@pytest.mark.parametrize(
    ("blocks", "condition"),
    [
        ([], None),
        ([{"type": "first_order", "value": "no"}], {"first_order": False}),
        (
            [{"type": "segments", "value": ["new", "b"]}, {"type": "weekdays", "value": ["6", "7"]}],
            {"all": [{"segment": ["b", "new"]}, {"weekday": [6, 7]}]},
        ),
        (
            [{"type": "none", "value": [{"type": "times", "value": {"starts": "20:00:00", "ends": "22:00:00"}}]}],
            {"not": {"any": [{"time_between": ["20:00", "22:00"]}]}},
        ),
        (
            [{"type": "amount", "value": {"at_least": "150.50", "is_original": True, "target": TEA}}],
            {"amount_at_least": "150.5", "base": "original", "target": {"categories": ["tea"]}},
        ),
        (
            [{"type": "any", "value": [{"type": "order_count", "value": {"at_least": 1, "at_most": None}}]}],
            {"any": [{"order_count_between": [1, None]}]},
        ),
        ([{"type": "distinct", "value": {"at_least": 2}}], {"distinct_at_least": 2}),
        ([{"type": "tiers", "value": []}], None),
    ],
)
def test_conditions(blocks: list[dict[str, Any]], condition: dict[str, Any] | None) -> None:
    assert compose("amount", {"value": "5"}, conditions=blocks).get("condition") == condition


def test_everything_about_the_rule_is_said_once_and_only_where_it_differs() -> None:
    at = datetime(2026, 11, 10, tzinfo=UTC)

    plain = compose("points", {"multiplier": "2"})
    full = compose(
        "amount",
        {"value": "5"},
        group="g",
        priority=3,
        is_exclusive=True,
        is_original=True,
        stacks_with_coupons=False,
        starts_at=at,
        channels=["web", "app"],
        limit_total=10,
        limit_per_shopper=1,
        budget=Decimal("300000.000"),
        clips_budget=True,
        funding=[{"payer": "platform", "share": "60.00"}],
    )

    assert plain == {
        "id": "r",
        "name": "n",
        "layer": "order",
        "group": "default",
        "priority": 0,
        "action": {"kind": "points", "multiplier": "2"},
    }
    assert {**full, "action": None} == {
        "id": "r",
        "name": "n",
        "layer": "order",
        "group": "g",
        "priority": 3,
        "exclusive": True,
        "base": "original",
        "stackable_with_coupons": False,
        "starts_at": "2026-11-10T00:00:00+00:00",
        "channels": ["app", "web"],
        "limits": {"total": 10, "per_shopper": 1, "budget": "300000"},
        "over_budget": "clip",
        "funding": {"platform": "60"},
        "action": None,
    }


def test_words_are_found_wherever_they_are_listed() -> None:
    value = {"target": {"products": ["a"]}, "components": [{"type": "item", "value": {"target": {"products": ["b"]}}}]}

    assert list_words([value, [{"type": "any", "value": [{"value": {"target": {"products": ["c"]}}}]}]]) == {
        "a",
        "b",
        "c",
    }
