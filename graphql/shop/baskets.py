"""PURE. What a shopper has put into the cart: SKUs and pieces, and codes of coupons. Prices are the API's to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

MOST_LINES = 50
MOST_PIECES = 99
MOST_CODES = 10
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Basket:
    """`lines` in the order in which they were put in."""

    lines: Mapping[str, int] = field(default_factory=dict)
    codes: Sequence[str] = ()

    @property
    def pieces(self) -> int:
        return sum(self.lines.values())

    def add(self, sku: str, quantity: int) -> Basket:
        """With so many more of `sku`."""
        return self.put(sku, self.lines.get(sku, 0) + quantity)

    def put(self, sku: str, quantity: int) -> Basket:
        """With so many of `sku`, none for nought; as it is where there is no room for another line."""
        lines = dict(self.lines)
        if quantity < 1:
            lines.pop(sku, None)
        elif sku and len(sku) <= _LONGEST and (sku in lines or len(lines) < MOST_LINES):
            lines[sku] = min(quantity, MOST_PIECES)
        return replace(self, lines=lines)

    def add_code(self, code: str) -> Basket:
        code = code.strip()
        if not code or len(code) > _LONGEST or len(self.codes) >= MOST_CODES:
            return self
        return replace(self, codes=tuple(dict.fromkeys((*self.codes, code))))

    def drop_code(self, code: str) -> Basket:
        return replace(self, codes=tuple(one for one in self.codes if one != code))

    def write(self) -> list[Any]:
        """As little as can be, for a cookie."""
        return [[[sku, quantity] for sku, quantity in self.lines.items()], list(self.codes)]


def read_basket(written: Any) -> Basket:
    """What `write` has written; an empty basket for anything else."""
    basket = Basket()
    try:
        lines, codes = written
        for sku, quantity in lines:
            basket = basket.put(str(sku), int(quantity))
        for code in codes:
            basket = basket.add_code(str(code))
    except (TypeError, ValueError):
        return Basket()
    return basket


def read_count(text: str, *, otherwise: int = 1) -> int:
    """How many a form says."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
