"""How deep a promotion cuts at most, told without a cart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from campaigns.promotions.depth import list_priced, measure_depth

PRICES = {"a": Decimal(100), "b": Decimal(80)}


@pytest.mark.parametrize(
    ("action", "depth"),
    [
        ({"kind": "percent", "value": "20"}, 20),
        ({"kind": "percent", "tiers": [{"quantity_at_least": 2, "value": "10"}, {"value": "35"}]}, 35),
        ({"kind": "amount", "tiers": [{"amount_at_least": "300", "value": "60"}]}, 20),
        ({"kind": "amount", "tiers": [{"amount_at_least": x, "value": "1"} for x in ("9", "4")]}, 25),
        ({"kind": "amount", "value": "50", "every": {"amount": "200"}}, 25),
        ({"kind": "amount", "value": "50"}, None),
        ({"kind": "amount", "tiers": [{"quantity_at_least": 2, "value": "60"}]}, None),
        ({"kind": "buy_get", "buy": {"quantity": 2}, "get": {"quantity": 1}}, Decimal(100) / 3),
        ({"kind": "buy_get", "buy": {}, "get": {}, "percent": "50"}, 25),
        ({"kind": "set_price", "value": "60", "target": {"skus": ["a", "b"]}}, 40),
        ({"kind": "set_price", "value": "60", "target": {"skus": ["a", "gone"]}}, None),
        ({"kind": "set_price", "value": "60", "target": {"categories": ["c"]}}, None),
        ({"kind": "bundle_price", "quantity": 3, "value": "99"}, None),
        ({"kind": "gift", "sku": "g"}, 0),
        ({"kind": "shipping", "percent": "100"}, 0),
        ({"kind": "points", "multiplier": "2"}, 0),
    ],
)  # fmt: skip
def test_depth(action: dict[str, Any], depth: Any) -> None:
    assert measure_depth([{"action": action}], PRICES) == depth


def test_the_deepest_of_several_counts_and_one_unknown_makes_all_unknown() -> None:
    rules = [
        {"action": {"kind": "set_price", "value": value, "target": {"skus": [sku]}}}
        for sku, value in (("a", "90"), ("b", "40"))
    ]
    assert measure_depth(rules, PRICES) == 50
    assert list_priced(rules) == {"a", "b"}
    assert measure_depth([*rules, {"action": {"kind": "amount", "value": "1"}}], PRICES) is None
