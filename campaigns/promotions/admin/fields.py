"""Which fields of the form a kind of action has no use for."""

from __future__ import annotations

_OF_MONEY = ("is_exclusive", "is_original", "priority", "group", "layer", "budget", "clips_budget", "funding")
_OF_THE_REST = ("is_original", "layer")

UNUSED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("gift", "add_on_price", "points", "deposit"), _OF_MONEY),
    **dict.fromkeys(("set_price", "price_list", "shipping", "bundle_price", "bundle_set", "buy_get"), _OF_THE_REST),
}
"""By kind of action; the fields keep their value, so that another kind can be chosen."""
