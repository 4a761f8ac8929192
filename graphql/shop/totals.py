"""What a cart page makes of a quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_TROUBLES: dict[str, str | Promise] = {
    "UNKNOWN": pgettext_lazy("cart", "The shop does not have it any more."),
    "OFF_SHELF": pgettext_lazy("cart", "It is not on sale at the moment."),
    "UNAVAILABLE": pgettext_lazy("cart", "It is sold out."),
    "OTHER_CURRENCY": pgettext_lazy("cart", "It is sold in another currency."),
    "SHORT": pgettext_lazy("cart", "There are not that many left."),
}


def describe_problems(problems: Iterable[Mapping[str, str]]) -> dict[str, dict[str, Any]]:
    """By SKU what is the matter, and whether the line is in the sum all the same."""
    return {
        one["sku"]: {"text": _TROUBLES[one["trouble"]], "is_counted": one["trouble"] == "SHORT"} for one in problems
    }


def sum_up_deductions(lines: Iterable[Mapping[str, Any]]) -> list[str]:
    """The promotions that take something off, each once, in the order in which they first do."""
    return list(dict.fromkeys(one["promotion"]["title"] for line in lines for one in line["applied"]))
