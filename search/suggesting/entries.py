"""PURE. What can be suggested, as values that a snapshot keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from search.ranking.lexicon import Naming


class SuggestionKind(StrEnum):
    """What a suggestion leads to: a search, or the page of a thing."""

    QUERY = "query"
    CATEGORY = "category"
    BRAND = "brand"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to suggest. `key` names what it leads to, "" for a search; `weight` orders what fits equally.

    `spelt` is the text in Latin letters by words and syllables (丝绒口红: si rong/kou hong), "" without Chinese.
    """

    text: str
    kind: SuggestionKind
    key: str = ""
    weight: int = 0
    spelt: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionSource:
    """A query that shoppers made, with how often, and how many products it found."""

    text: str
    count: int
    found: int


@dataclass(frozen=True, slots=True)
class Content:
    """All of one language: what is suggested, every word that the shop knows with how many products have it, and
    what its things are called.
    """

    entries: tuple[Entry, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    namings: tuple[Naming, ...] = ()
