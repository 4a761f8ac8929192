"""Which products rules are about: what they take something off, what they give, and what has to be in the cart."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.promotions.named_targets import list_named_targets

TEA, CUPS = {"categories": ["tea"]}, {"skus": ["cup-1"]}


def make_rule(action: dict[str, Any], condition: Any = None) -> dict[str, Any]:
    return {"id": "r", "action": action, **({"condition": condition} if condition else {})}


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"kind": "percent", "value": "10", "target": TEA}, [TEA]),
        ({"kind": "percent", "value": "10"}, [{}]),
        ({"kind": "buy_get", "buy": {"target": TEA}, "get": {"target": CUPS}}, [TEA, CUPS]),
        ({"kind": "buy_get", "buy": {"quantity": 1}, "get": {"target": CUPS}}, [{}, CUPS]),
        ({"kind": "bundle_price", "components": [{"target": TEA}, {"target": CUPS}]}, [TEA, CUPS]),
        ({"kind": "gift", "sku": "cup-1", "target": TEA}, [{"skus": ["cup-1"]}, TEA]),
        ({"kind": "gift", "sku": "cup-1"}, [{"skus": ["cup-1"]}, {}]),
    ],
)
def test_each_kind_of_action(action: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    assert list_named_targets([make_rule(action)]) == expected


def test_conditions_add_what_they_name_and_nothing_else() -> None:
    condition = {"all": [{"amount_at_least": "100"}, {"not": {"any": [{"quantity_at_least": 1, "target": CUPS}]}}]}
    rule = make_rule({"kind": "percent", "value": "10", "target": TEA}, condition)
    assert list_named_targets([rule]) == [CUPS, TEA]


def test_a_gift_is_about_what_has_to_be_bought_for_it() -> None:
    rule = make_rule({"kind": "gift", "sku": "cup-1"}, {"amount_at_least": "100", "target": TEA})
    assert list_named_targets([rule]) == [TEA, {"skus": ["cup-1"]}]
