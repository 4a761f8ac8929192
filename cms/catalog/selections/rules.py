"""What an editor chose, read from raw stream data: a list of SKUs and keys, or a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from cms.money import Money, MoneyError

LARGEST_SELECTION = 20
"""The most products a selection shows."""
LONGEST_LIST = 500
"""The most words a pasted list may have."""

LIST, RULE, SEARCH = "products", "rule", "search"
NEWEST, SALES, PRICE_ASC, PRICE_DESC = "newest", "sales", "price_asc", "price_desc"


@dataclass(frozen=True, slots=True)
class Rule:
    """Products that meet every condition given; one without conditions is met by all.

    Prices are minor units of the shop's currency, of the cheapest offer on the shelf, both ends included.
    """

    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    stages: tuple[str, ...] = ()
    is_available: bool = False
    sort: str = NEWEST
    limit: int = LARGEST_SELECTION

    def list_targets(self) -> set[str]:
        """What a document that shows this rule's products depends on: its narrowest membership."""
        for name, values in (
            ("category", self.categories),
            ("brand", self.brands),
            ("tag", map(str.casefold, self.tags)),
        ):
            if targets := {name_membership(name, value) for value in values}:
                return targets
        return {ANY}


ANY = "selection:any"


def name_membership(name: str, value: object) -> str:
    """The target of everything that is chosen by belonging: to a category and what is below it, a brand, a tag."""
    return f"selection:{name}:{value}"


def name_listed(key: str) -> str:
    """The target of every document that lists the product `key`."""
    return f"selection:product:{key}"


def name_word(word: str) -> str:
    """The target of a document whose list names `word`, which is no SKU and no key of any product yet."""
    return f"selection:word:{word}"[:240]


@dataclass(frozen=True, slots=True)
class Selection:
    """What stands in one block: exactly one of the sources counts."""

    source: str
    words: tuple[str, ...] = ()
    rule: Rule | None = None
    text: str = ""
    limit: int = LARGEST_SELECTION


def read_selection(raw: Mapping[str, Any] | None) -> Selection:
    """A selection from the raw value of its block; what is missing or damaged counts as not given."""
    raw = raw or {}
    limit = _read_limit(raw.get("limit"))
    source = raw.get("source") or LIST
    if source == RULE:
        return Selection(source, rule=read_rule(raw.get("rule"), limit), limit=limit)
    if source == SEARCH:
        return Selection(source, text=(raw.get("text") or "").strip(), limit=limit)
    return Selection(LIST, words=tuple(raw.get("products") or ()), limit=LARGEST_SELECTION)


def read_rule(raw: Mapping[str, Any] | None, limit: int) -> Rule:
    """A rule from the raw value of its block."""
    raw = raw or {}
    return Rule(
        categories=_read_keys(raw.get("categories")),
        brands=_read_keys(raw.get("brands")),
        tags=tuple(raw.get("tags") or ()),
        price_min=_read_price(raw.get("price_min")),
        price_max=_read_price(raw.get("price_max")),
        stages=tuple(raw.get("stages") or ()),
        is_available=bool(raw.get("is_available")),
        sort=raw.get("sort") or NEWEST,
        limit=limit,
    )


def list_values(raw: Iterable[Any] | None) -> list[Any]:
    """The values of a raw ListBlock, with or without the ids of its items."""
    return [child.get("value") if _is_item(child) else child for child in raw or ()]


def _is_item(child: Any) -> bool:
    return isinstance(child, Mapping) and child.get("type") == "item" and "value" in child


def _read_keys(raw: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in list_values(raw) if isinstance(value, str) and value))


def _read_limit(raw: Any) -> int:
    return min(max(raw, 1), LARGEST_SELECTION) if isinstance(raw, int) else LARGEST_SELECTION


def _read_price(raw: Any) -> int | None:
    if raw in (None, ""):
        return None
    try:
        return Money.parse(str(Decimal(str(raw))), settings.VITRINE_CURRENCY).minor
    except (InvalidOperation, MoneyError):
        return None
