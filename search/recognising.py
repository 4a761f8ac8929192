"""What of a search the shop knows by name, for who shows it: "brand Huawei, category phones, up to 500"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from cms.money import count_decimals
from search.ranking.lexicon import ThingKind
from search.ranking.prices import read_price
from search.ranking.understanding import Query
from search.suggesting.selectors import find_lexicon


class PartKind(StrEnum):
    """What a part of a search names."""

    BRAND = "brand"
    CATEGORY = "category"
    PRODUCT_TYPE = "product_type"
    SPECIFICATION = "specification"
    PRICE = "price"


_KINDS = {
    ThingKind.BRAND: PartKind.BRAND,
    ThingKind.CATEGORY: PartKind.CATEGORY,
    ThingKind.PRODUCT_TYPE: PartKind.PRODUCT_TYPE,
    ThingKind.VALUE: PartKind.SPECIFICATION,
}


@dataclass(frozen=True, slots=True)
class UnderstoodPart:
    """The words `text` name `name`. `key` and `value` narrow a list to it; a price has `low` and `high`."""

    kind: PartKind
    text: str
    name: str = ""
    key: str = ""
    value: str = ""
    low: int | None = None
    high: int | None = None


def recognise(text: str, query: Query | None, *, locale: str) -> list[UnderstoodPart]:
    """What is recognised in `text`, which was read as `query`: things of the shop in order, then the price.

    One query of the database, two after the shop's words were collected anew.
    """
    parts = []
    if query is not None and not query.is_empty:
        found = find_lexicon(locale).recognise(query.words)
        parts = [
            UnderstoodPart(_KINDS[each.thing.kind], each.text, each.thing.name, each.thing.key, each.thing.value)
            for each in found
        ]
    wish = read_price(text)
    if wish is not None:
        unit = 10 ** count_decimals(settings.VITRINE_CURRENCY)
        low, high = (None if end is None else round(end * unit) for end in (wish.low, wish.high))
        parts.append(UnderstoodPart(PartKind.PRICE, wish.said, low=low, high=high))
    return parts
