"""What the shop's people tell the search to do, and what it has learnt: given to each search as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from search.ranking.directives import Directives
from search.ranking.factors import DEFAULT_WEIGHTS, Interest, Weights
from search.ranking.synonyms import SynonymRule


@dataclass(frozen=True, slots=True)
class Guidance:
    """`synonyms` widen the query; `directives` change the list that it finds; `interests` are the shopper's own,
    and `weights` say how much they count.

    `correct` gives a text that finds nothing as it was meant, None where there is nothing better.
    """

    synonyms: tuple[SynonymRule, ...] = ()
    directives: Directives = field(default_factory=Directives)
    interests: tuple[Interest, ...] = ()
    weights: Weights = DEFAULT_WEIGHTS
    correct: Callable[[str], str | None] | None = None
