"""Small carts for the rules' tests, and carts that hypothesis makes up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from campaigns.rules.desk import Desk

AT = "2026-11-11T00:00:00+08:00"
STACK = {f"{layer}/default": "stack" for layer in ("item", "line", "order", "coupon", "shipping")}


def line(identity: str, unit_price: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": identity, "sku": identity, "unit_price": unit_price, "quantity": quantity, **more}


def rule(identity: str, kind: str, layer: str = "order", **more: Any) -> dict[str, Any]:
    """A rule; what belongs to the action goes into it."""
    own = {"condition", "priority", "group", "exclusive", "base", "coupon", "limits", "funding", "channels"}
    own |= {"starts_at", "ends_at", "stackable_with_coupons", "over_budget", "name"}
    action = {name: value for name, value in more.items() if name not in own}
    outer = {name: value for name, value in more.items() if name in own}
    return {"id": identity, "layer": layer, "action": {"kind": kind, **action}, **outer}


def quote(lines: list[dict[str, Any]], rules: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return Desk().quote({"at": AT, "lines": lines, "rules": rules, **more})


def discounts(quoted: dict[str, Any]) -> dict[str, str]:
    """By line what was taken off."""
    return {one["id"]: one["discount"] for one in quoted["lines"]}


def decisions(quoted: dict[str, Any]) -> dict[str, str]:
    """By rule "applied 3.00", or why it was skipped."""
    return {
        one["rule"]: f"applied {one['amount']}" if one["status"] == "applied" else one["reason"]
        for one in quoted["decisions"]
    }


_SKUS = ("a", "b", "c", "d")
_KINDS = ("item", "percent", "amount", "set_price", "buy_get", "bundle_price", "shipping", "gift")
_amounts = st.integers(0, 40000).map(lambda minor: f"{minor / 100:.2f}")
_targets = st.one_of(
    st.none(),
    st.lists(st.sampled_from(_SKUS), min_size=1, max_size=3, unique=True).map(lambda skus: {"skus": skus}),
    st.sampled_from(["x", "y"]).map(lambda name: {"categories": [name]}),
)


@st.composite
def made_lines(draw: st.DrawFn) -> list[dict[str, Any]]:
    count = draw(st.integers(1, 4))
    return [
        {
            "id": f"l{at}",
            "sku": draw(st.sampled_from(_SKUS)),
            "unit_price": draw(_amounts),
            "quantity": draw(st.integers(1, 5)),
            "categories": draw(st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True)),
            **({"floor": draw(_amounts)} if draw(st.booleans()) and draw(st.booleans()) else {}),
        }
        for at in range(count)
    ]


@st.composite
def made_rule(draw: st.DrawFn, identity: str, kinds: tuple[str, ...] | None = None) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(
            kinds or ("item", "percent", "amount", "set_price", "buy_get", "bundle_price", "shipping", "gift")
        )
    )
    more: dict[str, Any] = {"priority": draw(st.integers(0, 2))}
    if (target := draw(_targets)) and kind != "shipping":
        more["target"] = target
    if draw(st.booleans()):
        more["condition"] = draw(
            st.one_of(
                _amounts.map(lambda amount: {"amount_at_least": amount}),
                st.integers(1, 6).map(lambda number: {"quantity_at_least": number}),
                st.just({"all": [{"distinct_at_least": 2}, {"not": {"segment": "new"}}]}),
            )
        )
    if draw(st.integers(0, 5)) == 0:
        more["exclusive"] = True
    if draw(st.integers(0, 4)) == 0:
        more["limits"] = {"budget": draw(_amounts)}
    percents = st.integers(0, 100).map(str)
    layer = draw(st.sampled_from(["line", "order", "coupon"]))
    match kind:
        case "item":
            kind, layer = draw(st.sampled_from(["percent", "amount", "set_price"])), "item"
            more["value"] = draw(percents if kind == "percent" else _amounts)
        case "percent" | "amount" | "set_price":
            more["value"] = draw(percents if kind == "percent" else _amounts)
            more["allocation"] = draw(st.sampled_from(["across", "each", "once"]))
            more["select"] = draw(st.sampled_from(["cheapest", "dearest"]))
            if more["allocation"] != "across" and draw(st.booleans()):
                more["max_quantity"] = draw(st.integers(1, 4))
        case "buy_get":
            more |= {"buy": {"quantity": draw(st.integers(1, 3))}, "get": {"quantity": draw(st.integers(1, 2))}}
            more["percent"] = draw(percents)
        case "bundle_price":
            more |= {"quantity": draw(st.integers(1, 4)), "value": draw(_amounts)}
        case "shipping":
            layer, more["percent"] = "shipping", draw(percents)
        case "gift":
            more["sku"] = "gift"
            more.pop("limits", None)
    return rule(identity, kind, layer, **more)


@st.composite
def made_carts(draw: st.DrawFn, kinds: tuple[str, ...] | None = None, most: int = 5) -> dict[str, Any]:
    rules = [draw(made_rule(f"R{at}", kinds)) for at in range(draw(st.integers(0, most)))]
    groups = {
        f"{layer}/default": draw(st.sampled_from(["best", "first", "stack"]))
        for layer in ("item", "line", "order", "coupon", "shipping")
    }
    shipping = draw(_amounts)
    return {
        "at": AT,
        "lines": draw(made_lines()),
        "rules": rules,
        "groups": groups,
        "shipping": shipping,
        "explain": "all",
    }
