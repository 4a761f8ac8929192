"""Recommends products: similar, bought together, popular, for one member; each with why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Sum

from cms.delivery.selectors import find_documents
from cms.members.consents import has_consent
from cms.members.models import ConsentKind, Member
from search.behaviour.exclusions import Bars, keep_allowed, read_bars
from search.behaviour.learning.blending import Candidate, blend, relate, weigh_seeds
from search.behaviour.learning.tallying import WEIGHTS
from search.behaviour.models import Event, ProductPair, ProductPopularity
from search.behaviour.models.learnt import PairKind
from search.behaviour.similar import find_similar
from search.engines import find_stand_in, get_engine
from search.engines.base import Engine, EngineUnavailable, Ordering, Reader
from search.ranking.tree import ScoredQuery

SPARE = 4
"""So many more are named than asked for: some may have left the shelf since the index was written."""
_POOL = 100
_MOST_PAIRS = 60
_SEEDS = 4
_LOOKS_BACK = timedelta(days=30)
_MOST_EVENTS = 300


class Kind(StrEnum):
    """What kind of recommendations there are."""

    RELATED = "related"
    SIMILAR = "similar"
    BOUGHT_TOGETHER = "bought_together"
    POPULAR = "popular"
    FOR_YOU = "for_you"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `kind` of list it comes from; `seed` is the product that led to it, "" for none; `count` of shoppers."""

    kind: str
    seed: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `cart` is never recommended; `member` is who asks, where that matters."""

    kind: Kind
    locale: str
    at: datetime
    first: int
    cart: tuple[str, ...] = ()
    member: Member | None = None


# How loud each list is in a blend.
_WEIGHTS = {"bought": 1.0, "similar": 0.8, "viewed": 0.6, "interest": 1.0, "popular": 0.2}


def recommend(
    wish: Wish, groups: Mapping[str, Sequence[str]], *, bars: Bars | None = None
) -> dict[str, list[Candidate]]:
    """For each group of products what goes with them, the best first; the same number of queries for any groups.

    `bars` of the locale are given by who has read them already. While the cluster is away, the embedded index stands
    in; raises EngineUnavailable where there is none.
    """
    bars = bars or read_bars(wish.locale)
    try:
        return _recommend(wish, groups, get_engine(), bars)
    except EngineUnavailable:
        stand_in = find_stand_in()
        if stand_in is None:
            raise
        return _recommend(wish, groups, stand_in, bars)


def _recommend(
    wish: Wish, groups: Mapping[str, Sequence[str]], engine: Engine, bars: Bars
) -> dict[str, list[Candidate]]:
    lists = _Lists(wish, groups, engine.read(), bars)
    found = {name: lists.collect(keys) for name, keys in groups.items()}
    allowed = lists.keep_allowed(found.values())
    return {
        name: [one for one in _blend(parts, {*groups[name], *wish.cart, *lists.known}) if one.key in allowed][
            : wish.first + SPARE
        ]
        for name, parts in found.items()
    }


def _blend(parts: Mapping[str, Sequence[Candidate]], without: set[str]) -> list[Candidate]:
    return blend(parts, _WEIGHTS, without=without)


class _Lists:
    """The lists of candidates of one answer, each read once."""

    def __init__(self, wish: Wish, groups: Mapping[str, Sequence[str]], reader: Reader, bars: Bars) -> None:
        self.wish, self.reader, self.bars = wish, reader, bars
        self.seeds = _read_seeds(wish) if wish.kind is Kind.FOR_YOU else []
        named = [key for keys in groups.values() for key in keys]
        self.keys = list(dict.fromkeys([*named, *(key for key, _worth in self.seeds)]))
        needs_text = wish.kind in {Kind.RELATED, Kind.SIMILAR, Kind.FOR_YOU}
        self.documents = (
            find_documents("product", self.keys, locale=wish.locale, at=wish.at) if needs_text and self.keys else {}
        )
        needs_pairs = wish.kind in {Kind.RELATED, Kind.BOUGHT_TOGETHER, Kind.FOR_YOU}
        self.pairs = _read_pairs(self.keys) if needs_pairs and self.keys else {}
        self.popular = self._list_popular() if wish.kind in {Kind.POPULAR, Kind.FOR_YOU} else []

    @property
    def known(self) -> set[str]:
        """What the member has looked at already."""
        return {key for key, _worth in self.seeds}

    def collect(self, keys: Sequence[str]) -> dict[str, list[Candidate]]:
        """The lists for one group."""
        kind = self.wish.kind
        if kind is Kind.POPULAR:
            return {"popular": self.popular}
        if kind is Kind.FOR_YOU:
            return {**self._list_interests(), "popular": self.popular}
        lists: dict[str, list[Candidate]] = {}
        if kind in {Kind.RELATED, Kind.BOUGHT_TOGETHER}:
            lists |= {name: self._list_pairs(name, keys) for name in PairKind.values}
        if kind in {Kind.RELATED, Kind.SIMILAR}:
            lists["similar"] = [one for key in keys[:_SEEDS] for one in self._list_similar(key)]
        return lists

    def _list_pairs(self, kind: str, keys: Iterable[str]) -> list[Candidate]:
        return [one for key in keys for one in self.pairs.get((kind, key), [])]

    def _list_similar(self, key: str) -> list[Candidate]:
        document = self.documents.get(key)
        if document is None:
            return []
        return find_similar(
            key,
            document.data,
            allowed=self.bars.allowed,
            reader=self.reader,
            limit=(self.wish.first + SPARE) * 2,
            reason=Reason("similar", key),
        )

    def _list_interests(self) -> dict[str, list[Candidate]]:
        """What goes with each thing the member was interested in, as much as they were."""
        found: list[Candidate] = []
        for seed, worth in self.seeds:
            parts = {
                "similar": self._list_similar(seed),
                **{name: self._list_pairs(name, [seed]) for name in PairKind.values},
            }
            blended = blend(parts, _WEIGHTS)
            highest = blended[0].score if blended else 1.0
            found += [Candidate(one.key, worth * one.score / highest, Reason("interest", seed)) for one in blended]
        best: dict[str, Candidate] = {}
        for one in found:
            if one.key not in best or one.score > best[one.key].score:
                best[one.key] = one
        return {"interest": list(best.values())}

    def _list_popular(self) -> list[Candidate]:
        """The most popular, then what sells best as the feeds say."""
        rows = (
            ProductPopularity.objects.filter(score__gt=0).order_by("-score", "pk").values_list("product_key", "score")
        )
        popular = [Candidate(key, score, Reason("popular")) for key, score in rows[:_POOL]]
        selling = self.reader.find(
            ScoredQuery(self.bars.allowed), ordering=Ordering("by_default"), first=_POOL // 2, after=None
        )
        least = min((one.score for one in popular), default=1.0)
        known = {one.key for one in popular}
        return popular + [
            Candidate(hit.key, least / (place + 2), Reason("selling"))
            for place, hit in enumerate(selling.hits)
            if hit.key not in known
        ]

    def keep_allowed(self, found: Iterable[Mapping[str, Sequence[Candidate]]]) -> set[str]:
        """The candidates that may be shown. What the index gave as similar has been asked for in that way already."""
        keys = {one.key for parts in found for candidates in parts.values() for one in candidates}
        return self.bars.drop_tagged(keep_allowed(keys, self.bars, self.reader))


def _read_pairs(keys: Sequence[str]) -> dict[tuple[str, str], list[Candidate]]:
    """By kind and product what goes with it; two queries."""
    rows = ProductPair.objects.filter(product_key__in=keys, count__gte=2).order_by("-count", "other_key")
    together: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for kind, key, other, count in rows.values_list("kind", "product_key", "other_key", "count")[
        : _MOST_PAIRS * 2 * len(keys)
    ]:
        together.setdefault((kind, key), []).append((other, count))
    totals: dict[str, dict[str, int]] = {}
    others = {other for pairs in together.values() for other, _count in pairs[:_MOST_PAIRS]}
    sums = ProductPair.objects.filter(product_key__in=others).values("kind", "product_key").annotate(total=Sum("count"))
    for row in sums:
        totals.setdefault(row["kind"], {})[row["product_key"]] = row["total"]
    return {
        (kind, key): [
            Candidate(other, strength, Reason(kind, key, dict(pairs)[other]))
            for other, strength in relate(pairs[:_MOST_PAIRS], totals.get(kind, {}))
        ]
        for (kind, key), pairs in together.items()
    }


def _read_seeds(wish: Wish) -> list[tuple[str, float]]:
    """What the member has been interested in lately, the most first; nothing without their consent. Two queries."""
    if not has_consent(wish.member, ConsentKind.PERSONALISATION):
        return []
    events = Event.objects.filter(
        member=wish.member,
        object_id_field="product",
        action_name__in=list(WEIGHTS),
        occurred_at__gt=wish.at - _LOOKS_BACK,
    ).order_by("-occurred_at")
    ages = [
        (key, action, (wish.at - occurred_at).total_seconds() / 86_400)
        for key, action, occurred_at in events.values_list("object_id", "action_name", "occurred_at")[:_MOST_EVENTS]
    ]
    return weigh_seeds(ages, WEIGHTS)[:_SEEDS]
