"""PURE. What new events add to the counts, knowing what the same shoppers did before on the same day.

Counting is additive: whatever arrives, in whatever order and in however many parts, the counts come to the same, but
for the correction of places, which goes by what is known when an event is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from search.behaviour.learning.click_model import PLACES, correct_place

COLUMNS = {
    "view": "views",
    "click": "clicks",
    "impression": "impressions",
    "favourite": "favourites",
    "add_to_cart": "carts",
    "purchase": "purchases",
    "review": "reviews",
    "share": "shares",
}
"""By action the column of a product's day."""
WEIGHTS = {
    "view": 1.0,
    "click": 1.0,
    "favourite": 3.0,
    "add_to_cart": 5.0,
    "purchase": 10.0,
    "review": 4.0,
    "share": 2.0,
}
"""What each action says about a product's popularity, once a shopper and day. A click is the beginning of a view."""
_INTEREST = {"view": "view", "click": "view"}
_LOOKING = frozenset({"view", "click", "favourite", "add_to_cart", "purchase"})
LARGEST_BASKET = 40
"""Who looks at more products in a day pairs everything with everything, which says nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An event as it is counted; `product` is "" for what is about none."""

    client: str
    action: str
    product: str
    day: date
    query_id: str | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was answered."""

    locale: str
    phrase: str
    day: date
    hits: tuple[str, ...] = ()
    is_narrowed: bool = False


@dataclass(slots=True)
class Tally:
    """What is to be added. Keys are those of the rows."""

    products: dict[tuple[str, date], Counter[str]] = field(default_factory=dict)
    weights: dict[tuple[str, date], float] = field(default_factory=dict)
    followed: Counter[tuple[str, str, date]] = field(default_factory=Counter)
    clicked: Counter[tuple[str, str, date]] = field(default_factory=Counter)
    shown_at: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    clicked_at: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str, str]] = field(default_factory=Counter)


class _Known:
    """What has been counted of these shoppers."""

    def __init__(self) -> None:
        self.weighed: set[tuple[str, date, str, str]] = set()
        self.places: dict[tuple[str, date, str], int] = {}
        self.followed: set[tuple[str, str]] = set()
        self.clicked: set[tuple[str, str]] = set()
        self.clicked_products: set[tuple[str, str, str]] = set()
        self.baskets: dict[tuple[str, str, date], dict[str, None]] = {}


def tally(
    new: Sequence[Fact], earlier: Iterable[Fact], searches: Mapping[str, Asked], examination: Sequence[float]
) -> Tally:
    """What `new` adds, where `earlier` has been counted before."""
    known = _Known()
    _count(Tally(), known, earlier, searches, examination)
    result = Tally()
    # A click says where the view behind it came from.
    _count(result, known, sorted(new, key=lambda fact: fact.action != "click"), searches, examination)
    return result


def _count(
    result: Tally, known: _Known, facts: Iterable[Fact], searches: Mapping[str, Asked], examination: Sequence[float]
) -> None:
    for fact in facts:
        if fact.query_id is not None and fact.query_id in searches:
            _count_search(result, known, fact, fact.query_id, searches[fact.query_id])
        if fact.product and fact.action in COLUMNS:
            _count_product(result, known, fact, examination)
            _pair(result, known, fact)


def _count_product(result: Tally, known: _Known, fact: Fact, examination: Sequence[float]) -> None:
    row = (fact.product, fact.day)
    result.products.setdefault(row, Counter())[COLUMNS[fact.action]] += 1
    visit = (fact.client, fact.day, fact.product)
    if fact.action == "click" and fact.ordinal is not None:
        known.places.setdefault(visit, fact.ordinal)
    kind = _INTEREST.get(fact.action, fact.action)
    mark = (*visit, kind)
    if fact.action in WEIGHTS and mark not in known.weighed:
        known.weighed.add(mark)
        place = known.places.get(visit, fact.ordinal if fact.query_id else None)
        worth = WEIGHTS[fact.action] * correct_place(place, examination)
        result.weights[row] = result.weights.get(row, 0.0) + worth


def _count_search(result: Tally, known: _Known, fact: Fact, query_id: str, asked: Asked) -> None:
    who, row = (fact.client, query_id), (asked.locale, asked.phrase, asked.day)
    if not asked.phrase or asked.is_narrowed:
        return
    if who not in known.followed:
        known.followed.add(who)
        result.followed[row] += 1
        for place, key in enumerate(asked.hits[:PLACES], start=1):
            result.shown_at[asked.locale, asked.phrase, key, place] += 1
    if fact.action != "click":
        return
    if who not in known.clicked:
        known.clicked.add(who)
        result.clicked[row] += 1
    if (*who, fact.product) not in known.clicked_products and fact.product in asked.hits[:PLACES]:
        known.clicked_products.add((*who, fact.product))
        place = asked.hits.index(fact.product) + 1
        result.clicked_at[asked.locale, asked.phrase, fact.product, place] += 1


def _pair(result: Tally, known: _Known, fact: Fact) -> None:
    if fact.action not in _LOOKING:
        return
    kinds = ("viewed", "bought") if fact.action == "purchase" else ("viewed",)
    for kind in kinds:
        basket = known.baskets.setdefault((kind, fact.client, fact.day), {})
        if fact.product in basket or len(basket) >= LARGEST_BASKET:
            continue
        for other in basket:
            result.pairs[kind, fact.product, other] += 1
            result.pairs[kind, other, fact.product] += 1
        basket[fact.product] = None
