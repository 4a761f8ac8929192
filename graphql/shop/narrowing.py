"""PURE. How a list is narrowed: from an address to the API's filter and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

SPECIFICATION = "spec."
SORTS = {
    "relevance": "RELEVANCE",
    "best": "BEST_SELLING",
    "new": "NEWEST",
    "cheap": "PRICE_ASC",
    "dear": "PRICE_DESC",
}
_MOST_VALUES = 30
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a shopper has chosen in the filters of a list."""

    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    specifications: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_min: str = ""
    price_max: str = ""
    in_stock: bool = False
    sort: str = ""
    after: str = ""
    text: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order and the place in the list is chosen."""
        plain = (self.brands, self.categories, self.specifications, self.price_min, self.price_max, self.in_stock)
        return any(plain)

    def to_filter(self, *, categories: Iterable[str] = (), brands: Iterable[str] = ()) -> dict[str, Any]:
        """The API's filter; `categories` and `brands` hold where the shopper has chosen none."""
        price = {name: value for name, value in (("min", self.price_min), ("max", self.price_max)) if value}
        filters: dict[str, Any] = {
            "brands": list(self.brands or brands),
            "categories": list(self.categories or categories),
            "price": price,
            "specifications": [
                {"key": key, "values": list(values)} for key, values in self.specifications.items() if values
            ],
        }
        if self.in_stock:
            filters["isAvailable"] = True
        return {name: value for name, value in filters.items() if value}

    def to_pairs(self) -> list[tuple[str, str]]:
        """What stands in the address, place in the list apart."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [("brand", value) for value in self.brands]
        pairs += [("category", value) for value in self.categories]
        pairs += [(SPECIFICATION + key, value) for key, values in self.specifications.items() for value in values]
        plain = (("min", self.price_min), ("max", self.price_max), ("stock", "1" if self.in_stock else ""))
        pairs += [(name, value) for name, value in plain if value]
        return [*pairs, ("sort", self.sort)] if self.sort else pairs

    def to_query(self, *, after: str = "") -> str:
        """ "?brand=a&after=…", or "" for the whole list from its beginning."""
        query = urlencode([*self.to_pairs(), *([("after", after)] if after else [])])
        return f"?{query}" if query else ""

    def without(self, name: str, value: str = "") -> Narrowing:
        """The same with one choice taken back; `name` as in the address, "price" for both its ends."""
        if name == "price":
            return replace(self, price_min="", price_max="", after="")
        if name == "stock":
            return replace(self, in_stock=False, after="")
        if name.startswith(SPECIFICATION):
            key = name.removeprefix(SPECIFICATION)
            rest = _drop(self.specifications.get(key, ()), value)
            others = {other: values for other, values in self.specifications.items() if other != key}
            return replace(self, specifications={**others, **({key: rest} if rest else {})}, after="")
        if name == "brand":
            return replace(self, brands=_drop(self.brands, value), after="")
        return replace(self, categories=_drop(self.categories, value), after="")


def read_narrowing(query: Mapping[str, Sequence[str]], *, text: str = "") -> Narrowing:
    """What an address asks for; what makes no sense in it is passed over."""
    specifications = {
        name.removeprefix(SPECIFICATION): _read_values(query, name)
        for name in query
        if name.startswith(SPECIFICATION) and name != SPECIFICATION
    }
    low, high = _read_price(query, "min"), _read_price(query, "max")
    if low and high and Decimal(low) > Decimal(high):
        low, high = high, low
    sort = _read_one(query, "sort")
    return Narrowing(
        brands=_read_values(query, "brand"),
        categories=_read_values(query, "category"),
        specifications={key: values for key, values in specifications.items() if values},
        price_min=low,
        price_max=high,
        in_stock=_read_one(query, "stock") == "1",
        sort=sort if sort in SORTS else "",
        after=_read_one(query, "after"),
        text=text,
    )


def _read_values(query: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    values = dict.fromkeys(value for value in query.get(name, ()) if value and len(value) <= _LONGEST)
    return tuple(values)[:_MOST_VALUES]


def _read_one(query: Mapping[str, Sequence[str]], name: str) -> str:
    values = query.get(name, ())
    return values[-1].strip() if values else ""


def _read_price(query: Mapping[str, Sequence[str]], name: str) -> str:
    text = _read_one(query, name)
    try:
        price = Decimal(text)
    except InvalidOperation:
        return ""
    if not price.is_finite() or not 0 <= price < 10**9:
        return ""
    return format(price.quantize(Decimal("0.01")), "f") if price != price.to_integral_value() else str(int(price))


def _drop(values: Sequence[str], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != value)
