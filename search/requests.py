"""What a shopper may ask the search for, and what comes back: plain values, whichever engine answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from search.ranking.directives import Touch
from search.ranking.factors import Signals
from search.ranking.understanding import Query


class Sort(StrEnum):
    """The orders of a result list. Equals are ordered by what sells, then the newest first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Narrows a result: values of one field are alternatives, fields have to hold together.

    A category means the node and all below it. Prices are minor units, both ends included. A specification takes
    values as the facets give them; a numeric one also ranges: "5..10", "..10", "5..".
    """

    brands: Sequence[str] = ()
    categories: Sequence[str] = ()
    price_min: int | None = None
    price_max: int | None = None
    available: bool | None = None
    stages: Sequence[str] = ()
    specifications: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keys: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. `facets`: "brand", "category", "price", "availability", "stage", "specification:KEY", or
    "specification" for those that most of the products found have.
    """

    text: str
    locale: str
    filters: ProductFilter = ProductFilter()
    sort: Sort = Sort.RELEVANCE
    first: int = 24
    after: str | None = None
    facets: Sequence[str] = ()
    explains: bool = False
    """Whether each hit says which boosts and burials moved it; pins are told anyway."""


@dataclass(eq=False)
class Hit:
    """A product found. `touches` say which directives moved it. `weight` is its number in its score, made of `signals`.

    Its cursor and its highlights are worked out when they are asked for: many who search need the keys alone.
    """

    key: str
    score: int
    touches: tuple[Touch, ...]
    weight: int
    signals: Signals
    encode: Callable[[], str] = field(repr=False)
    mark: Callable[[], dict[str, str]] = field(repr=False)

    @cached_property
    def cursor(self) -> str:
        """Its place: the next page begins after it."""
        return self.encode()

    @cached_property
    def highlights(self) -> dict[str, str]:
        """HTML with <mark>, of "title" and "summary", where something matched."""
        return self.mark()


@dataclass(slots=True)
class FacetValue:
    value: str
    count: int
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Values with their counts; a facet does not count itself out, so other brands stay there to choose.

    `key` is a specification's key, else the same as `kind`. A price's values are ranges of minor units such as
    "1000..1999", both ends included. `low` and `high` are the ends of a price or a numeric specification.
    """

    key: str
    kind: str
    values: list[FacetValue]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """`degraded`: the answer comes from a stand-in because the engine is away.

    `understood` is how the text was read, `step` how far that was relaxed: 0 where every word has to be there.
    `did_you_mean` is what was searched for instead, where nothing has the text as it was typed.
    """

    hits: list[Hit]
    total: int
    facets: list[Facet] = field(default_factory=list)
    has_next_page: bool = False
    degraded: bool = False
    understood: Query | None = None
    step: int = 0
    did_you_mean: str = ""


class CursorError(ValueError):
    """A cursor that this search did not give, or gave for another order."""
