"""Reads a text and keeps what came of it: shoppers ask for the same few things again and again.

What is kept depends on nothing but what it was made of: the text, the language, the words of the shop, its synonyms and
how common its tokens are. When one of them is another, the text is read again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from search.analysis import Analyser
from search.ranking.frequencies import Frequencies
from search.ranking.keeping import Same
from search.ranking.scoring import Step, list_steps
from search.ranking.synonyms import SynonymRule, get_thesaurus
from search.ranking.tree import Points
from search.ranking.understanding import Query, understand

MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as understood, and the ways to look for it from strict to loose; none for a text without a word."""

    query: Query
    steps: tuple[Step, ...]


def read_text(
    text: str, locale: str, *, analyser: Analyser, synonyms: tuple[SynonymRule, ...], frequencies: Frequencies
) -> Reading:
    """As `understand` and `list_steps`, from what is kept where the same was read before."""
    return _read(text, locale, analyser, Same(synonyms), Same(frequencies))


def add_liked(reading: Reading, liked: tuple[Points, ...]) -> Reading:
    """The same for a shopper who likes something whatever is asked for: points that are added to every way."""
    steps = [replace(step, query=replace(step.query, points=(*step.query.points, *liked))) for step in reading.steps]
    return Reading(replace(reading.query, liked=liked), tuple(steps))


def forget() -> None:
    """Keep nothing: the next of each text is read anew."""
    _read.cache_clear()


@lru_cache(maxsize=MOST_KEPT)
def _read(
    text: str, locale: str, analyser: Analyser, synonyms: Same[tuple[SynonymRule, ...]], frequencies: Same[Frequencies]
) -> Reading:
    query = understand(
        text,
        analyser,
        thesaurus=get_thesaurus(synonyms.value, analyser),
        locale=locale,
        knows=frequencies.value.knows,
    )
    return Reading(query, () if query.is_empty else tuple(list_steps(query, frequencies.value)))
