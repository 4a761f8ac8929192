"""The query tree of an understood query: what has to match, and the points for each thing that does."""

from __future__ import annotations

import math
from dataclasses import dataclass

from search.ranking.frequencies import HEAVIEST, Frequencies
from search.ranking.impacts import LEVEL_BITS
from search.ranking.tree import AllOf, AnyOf, Node, Points, ScoredQuery, Term, all_of, any_of
from search.ranking.understanding import Query, QueryWord

# Compared with a rare word in a short title, which is worth about 100 × 40 points.
_STRONG = HEAVIEST * 40
ALL_IN_CORE = _STRONG // 2
ALL_ANYWHERE = _STRONG // 2
NAMES_THE_THING = _STRONG * 3 // 10
IS_OF_THE_TYPE = _STRONG * 3 // 10
# More than all other points together can be, even for a product that is sold out: a SKU finds its product first.
IDENTIFIED = 500_000


# With fewer products than this, those that have only some of the words are shown after them.
FEW = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One way to read a query; taken when the way before it finds fewer than `only_below` products."""

    query: ScoredQuery
    only_below: int


def list_steps(query: Query, frequencies: Frequencies) -> list[Step]:
    """The query from strict to loose: all words, most of them, any, parts of one. Points are the same in each."""
    points = _collect_points(query, frequencies)
    return [Step(ScoredQuery(match, points), only_below) for match, only_below in _list_matches(query)]


def identify(query: Query) -> Node:
    """Products whose SKU, GTIN or model number is the whole query."""
    return Term("identifier", query.identifier)


def _list_matches(query: Query) -> list[tuple[Node, int]]:
    words = tuple(_has_word(word, "every") for word in query.wanted)
    identified = identify(query)
    matches: list[tuple[Node, int]] = [(any_of(all_of(*words), identified), 0)]
    if len(words) > 2:
        most = AnyOf(words, at_least=math.ceil(len(words) * 2 / 3))
        matches.append((any_of(most, identified), FEW))
    if len(words) > 1:
        matches.append((any_of(*words, identified), FEW))
    # A part of a word says little: only where there would be nothing at all.
    parts = sorted({evidence.token for evidence in query.evidence})
    matches.append((any_of(*(Term("every", part) for part in parts), identified), 1))
    return matches


def _collect_points(query: Query, frequencies: Frequencies) -> tuple[Points, ...]:
    points = [
        Points(Term(f"b{bit}", evidence.token), weight << bit)
        for evidence in query.evidence
        for weight in (max(1, frequencies.weigh(evidence.token) * evidence.share // 100),)
        for bit in range(LEVEL_BITS)
    ]
    points.append(Points(all_of(*(_has_word(word, "core") for word in query.wanted)), ALL_IN_CORE))
    points.append(Points(all_of(*(_has_word(word, "every") for word in query.wanted)), ALL_ANYWHERE))
    if query.head:
        points.append(Points(_has_word(query.head, "head"), NAMES_THE_THING))
        points.append(Points(_has_word(query.head, "product_type"), IS_OF_THE_TYPE))
    if query.identifier:
        points.append(Points(identify(query), IDENTIFIED))
    return tuple(points)


def _has_word(word: QueryWord, field: str) -> Node:
    """The word in `field`, in one of the ways it can be there."""
    ways: list[Node] = []
    for tokens in word.alternatives:
        terms = tuple(Term(field, token) for token in tokens)
        ways.append(terms[0] if len(terms) == 1 else AllOf(terms))
    return any_of(*ways)
