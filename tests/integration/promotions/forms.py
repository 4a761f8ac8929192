"""The form of a promotion as the editing screen posts it."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, streamfield

TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"


def make_list(*values: Any) -> dict[str, Any]:
    """The value of a list block."""
    rows = [{"value": value, "deleted": "", "order": str(at), "id": ""} for at, value in enumerate(values)]
    return {"count": str(len(rows)), **{str(at): row for at, row in enumerate(rows)}}


def make_target(**given: Any) -> dict[str, Any]:
    """Which products; nothing given is everything."""
    named = {"products": "", "categories": make_list(), "brands": make_list(), "tags": ""}
    return {**named, "price_min": "", "price_max": "", "exclude": dict(named), **given}


def spend(threshold: str, value: str, **target: Any) -> list[tuple[str, dict[str, Any]]]:
    """满减 of one step."""
    tiers = make_list({"threshold": threshold, "value": value})
    return [("amount_tiers", {"by": "amount", "tiers": tiers, "target": make_target(**target), "cap": ""})]


def fill_in(action: Any, *, conditions: Any = (), **fields: Any) -> dict[str, str]:
    """Everything that a browser sends."""
    values = {
        "name": "茶饮满减",
        "starts_at": "",
        "ends_at": "",
        "announced_at": "",
        "action": streamfield(list(action)),
        "conditions": streamfield(list(conditions)),
        "coupon_kind": "",
        "coupon_code": "",
        "limit_total": "",
        "limit_per_shopper": "",
        "budget": "",
        "funding": streamfield([]),
        "layer": "",
        "group": "",
        "priority": "0",
        "stacks_with_coupons": "on",
        "texts": streamfield([]),
        **fields,
    }
    return nested_form_data(values)
