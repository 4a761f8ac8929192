"""The query tree of an understood query: what has to match, and the points for each thing that does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis.stemming import STOP_WORDS
from search.ranking.frequencies import HEAVIEST, Frequencies
from search.ranking.impacts import LEVEL_BITS
from search.ranking.tree import AllOf, AnyOf, Node, Points, ScoredQuery, Term, all_of, any_of
from search.ranking.understanding import WHOLE_SHARE, Evidence, Query
from search.ranking.words import QueryWord, Tokens

# Compared with a rare word in a short title, which is worth about 100 × 40 points.
_STRONG = HEAVIEST * 40
ALL_IN_CORE = _STRONG // 2
ALL_ANYWHERE = _STRONG // 2
NAMES_THE_THING = _STRONG * 3 // 10
IS_OF_THE_TYPE = _STRONG * 3 // 10
# For two words that stand side by side in the title as they do in the query, times the weight of the pair.
SIDE_BY_SIDE = 3
# What another word for the same thing is worth, in percent of the word itself.
SYNONYM_SHARE = 40
# More than all other points together can be, even for a product that is sold out: a SKU finds its product first.
IDENTIFIED = 700_000


# With fewer products than this, those that have only some of the words are shown after them.
FEW = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One way to read a query; taken when the way before it finds fewer than `only_below` products."""

    query: ScoredQuery
    only_below: int


@dataclass(frozen=True, slots=True)
class Merit:
    """Something a product may get points for; `kind` and `text` say what."""

    kind: str
    text: str
    points: tuple[Points, ...]


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
    # A part of a word says little: only where there would be nothing at all; a word such as 的 says nothing ever.
    tokens = {evidence.token for evidence in query.evidence}
    parts = sorted(tokens - STOP_WORDS or tokens)
    matches.append((any_of(*(Term("every", part) for part in parts), identified), 1))
    return matches


def _collect_points(query: Query, frequencies: Frequencies) -> tuple[Points, ...]:
    merits = list_merits(query, frequencies)
    return (*(points for merit in merits for points in merit.points), *query.liked)


def list_merits(query: Query, frequencies: Frequencies) -> list[Merit]:
    """All that a product may get points for, each with why."""
    merits = [
        Merit("word" if each.share == WHOLE_SHARE else "part", each.token, tuple(_weigh_evidence(each, frequencies)))
        for each in query.evidence
    ]
    merits.append(Merit("all_in_core", "", tuple(_share(ALL_IN_CORE, *_have_all(query, "core")))))
    merits.append(Merit("all_anywhere", "", tuple(_share(ALL_ANYWHERE, *_have_all(query, "every")))))
    if query.head:
        name = query.head.text
        merits.append(Merit("head", name, tuple(_share(NAMES_THE_THING, *_name(query.head, "head")))))
        merits.append(Merit("product_type", name, tuple(_share(IS_OF_THE_TYPE, *_name(query.head, "product_type")))))
    for pair in query.pairs:
        points = Points(Term("core", pair), max(1, frequencies.weigh(pair) * SIDE_BY_SIDE))
        merits.append(Merit("pair", pair.replace("+", " "), (points,)))
    if query.identifier:
        merits.append(Merit("identifier", query.identifier, (Points(identify(query), IDENTIFIED),)))
    return merits


def _weigh_evidence(evidence: Evidence, frequencies: Frequencies) -> list[Points]:
    """The points of a token by its level in a product. It and its synonyms share one weight, that of the commonest."""
    weights = [frequencies.weigh(evidence.token)]
    weights += [max(map(frequencies.weigh, tokens)) for tokens in evidence.synonyms]
    weight = max(1, min(weights) * evidence.share // 100)
    shared = weight * SYNONYM_SHARE // 100 if evidence.synonyms else 0
    points = []
    for bit in range(LEVEL_BITS):
        field = f"b{bit}"
        if weight > shared:
            points.append(Points(Term(field, evidence.token), weight - shared << bit))
        if shared:
            points.append(Points(_has_one(((evidence.token,), *evidence.synonyms), field), shared << bit))
    return points


def _has_word(word: QueryWord, field: str) -> Node:
    """The word in `field`, in one of the ways it can be there."""
    return _has_one(word.ways, field)


def _have_all(query: Query, field: str) -> tuple[Node, Node]:
    """All words in `field`: as they are, and in any way."""
    words = query.wanted
    own = all_of(*(_has_one(word.alternatives, field) for word in words))
    return own, all_of(*(_has_word(word, field) for word in words))


def _name(head: QueryWord, field: str) -> tuple[Node, Node]:
    """The word as what names the thing, as it is and in any way; of several words the last one does."""
    own = head.alternatives if len(head.main) == 1 else tuple(way[-1:] for way in head.alternatives)
    return _has_one(own, field), _has_one((*own, *(way[-1:] for way in head.synonyms)), field)


def _share(points: int, own: Node, any_way: Node) -> list[Points]:
    """The points for what the shopper wrote; another word for the same thing gets a part of them."""
    if own == any_way:
        return [Points(own, points)]
    shared = points * SYNONYM_SHARE // 100
    return [Points(own, points - shared), Points(any_way, shared)]


def _has_one(ways: Sequence[Tokens], field: str) -> Node:
    nodes: list[Node] = []
    for tokens in dict.fromkeys(ways):
        terms = tuple(Term(field, token) for token in tokens)
        nodes.append(terms[0] if len(terms) == 1 else AllOf(terms))
    return any_of(*nodes)
