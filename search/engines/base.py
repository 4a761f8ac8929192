"""What an engine is to the rest: it takes index documents and answers neutral query trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from search.ranking.factors import NO_SIGNALS, ORDINARY, Signals
from search.ranking.frequencies import Frequencies
from search.ranking.impacts import ProductText
from search.ranking.tree import Node, ScoredQuery


class EngineError(Exception):
    """The engine could not do what was asked; the message says why and what to do."""


class EngineUnavailable(EngineError):
    """The engine does not answer, or its index cannot be used; trying again later may help."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One product in one language, as any engine indexes it.

    `serves` are the locales it is found in: its own, and those that have no text of their own. `sequence` is unique
    to the product and orders equals. `specifications` are (key, value) pairs to filter by; `facets` says which of
    the keys are counted; `numbers` are the numeric ones.
    """

    key: str
    locale: str
    serves: tuple[str, ...]
    sequence: int
    text: ProductText
    title: str
    summary: str = ""
    brand: str = ""
    categories: tuple[str, ...] = ()
    stage: str = ""
    price_minor: int = 0
    is_available: bool = True
    weight: int = 1
    popularity: float = 0.0
    quality: int | None = None
    released: int = 0
    sold_recently: int = 0
    sold_total: int = 0
    specifications: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()
    facets: tuple[str, ...] = ()
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class Ordering:
    """By `field`, a whole number unique to each product; None orders by score, then by `tie` descending."""

    field: str | None = None
    descending: bool = True
    tie: str = "by_default"


class Position(NamedTuple):
    """A place in an order: what comes after it is the next page. `passed` hits came before it, as a hint."""

    value: int
    score: int = 0
    passed: int = 0


class FoundHit(NamedTuple):
    """A product as found; `position` is its place in the order, `weight` its number in the score, made of `signals`."""

    key: str
    position: Position
    title: str
    summary: str
    weight: int = ORDINARY
    signals: Signals = NO_SIGNALS


@dataclass(frozen=True, slots=True)
class Found:
    hits: list[FoundHit]
    total: int


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """The spread of a number over the matching products."""

    count: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FindQuestion:
    """Arguments of `Reader.find`."""

    query: ScoredQuery
    ordering: Ordering
    first: int
    after: Position | None = None


@dataclass(frozen=True, slots=True)
class ValuesQuestion:
    """Arguments of `Reader.count_values`."""

    match: Node
    field: str
    limit: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """Arguments of `Reader.summarise_number`."""

    match: Node
    field: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class RangesQuestion:
    """Arguments of `Reader.count_ranges`."""

    match: Node
    field: str
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """Arguments of `Reader.count`."""

    match: Node


Question = FindQuestion | ValuesQuestion | NumberQuestion | RangesQuestion | CountQuestion


class Reader(Protocol):
    """One consistent view of the index: everything asked of it sees the same products."""

    frequencies: Frequencies
    vocabulary: frozenset[str]

    def prepare(self, questions: Iterable[Question]) -> None:
        """What is about to be asked: an engine behind a network answers all of it in one journey."""

    def find(self, query: ScoredQuery, *, ordering: Ordering, first: int, after: Position | None) -> Found:
        """The `first` products after `after`, and how many match in all."""

    def count(self, match: Node) -> int:
        """How many products match."""

    def count_values(self, match: Node, field: str, *, limit: int, path: str = "") -> list[tuple[str, int]]:
        """The most frequent values of a field among the matching products, the most frequent first."""

    def count_ranges(self, match: Node, field: str, edges: Sequence[int]) -> list[int]:
        """How many matching products are below the first edge, from it to below the next, …, from the last on."""

    def summarise_number(self, match: Node, field: str, *, path: str = "") -> NumberSummary:
        """The spread of a number among the matching products."""

    def list_hashes(self) -> Iterator[tuple[str, str, str]]:
        """(key, locale, content hash) of everything in the index."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild left behind."""

    documents: int
    replayed: int
    name: str


class Rebuild(Protocol):
    """A new index being written beside the one that serves.

    `resume_after` is the last product key that a rebuild which was cut off has written; "" begins with the first.
    """

    resume_after: str

    def add(self, documents: Iterable[IndexDocument], *, up_to: str = "") -> dict[str, str]:
        """Write a batch; returns why a product could not be. `up_to`: all keys up to this one are written then."""

    def finish(self, load: Callable[[Sequence[str]], Iterable[IndexDocument]]) -> Rebuilt:
        """Replay what changed meanwhile (`load` gives the present state of those keys), look it over and swap."""


class Engine(Protocol):
    name: str

    def read(self) -> Reader:
        """The index as it is now. Raises EngineUnavailable."""

    def apply(self, documents: Sequence[IndexDocument], *, replaces: Iterable[str]) -> dict[str, str]:
        """Make `documents` all there is of the product keys `replaces`; returns why a key could not be."""

    def rebuild(self, *, vocabulary: frozenset[str] = frozenset()) -> AbstractContextManager[Rebuild]:
        """Start a new index beside the live one; left without `finish` it is thrown away."""

    def describe(self) -> dict[str, Any]:
        """Facts for people and monitoring: where it is, how many documents, which version."""
