"""Products like another one, from the index: of its kind and brand, with its specifications and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from search.analysis import Analyser, get_analyser
from search.behaviour.learning.blending import Candidate
from search.engines.base import Ordering, Reader
from search.ranking.tree import Node, Not, Points, ScoredQuery, Term, all_of, any_of

_BY_SCORE = Ordering(None, tie="by_default")
_SAME_CATEGORY, _NEAR_CATEGORY, _SAME_BRAND = 4_000, 1_500, 1_200
_A_WORD_OF_THE_TITLE, _A_WORD_OF_THE_SPECIFICATIONS = 12, 4
"""Times the weight of the word, 1 to 100: rare words say more."""
_MOST_WORDS = 24


def find_similar(
    key: str, data: Mapping[str, Any], *, allowed: Node, reader: Reader, limit: int, reason: Any
) -> list[Candidate]:
    """What is most like the product of this document, the most alike first; one call of the engine.

    Only of its own category, of the one above, or of its brand; a product that has neither has nothing like it.
    """
    crumbs = [crumb["key"] for crumb in data["breadcrumbs"]]
    brand = data["brand"]["key"] if data["brand"] else ""
    near: list[Node] = [Term("category", crumb) for crumb in crumbs[-2:]]
    near += [Term("brand", brand)] if brand else []
    if not near:
        return []
    analyser = get_analyser(reader.vocabulary)
    points = [*_count_places(crumbs, brand), *_count_words(data, reader, analyser)]
    match = all_of(allowed, any_of(*near), Not(Term("key", key)))
    found = reader.find(ScoredQuery(match, tuple(points)), ordering=_BY_SCORE, first=limit, after=None)
    return [Candidate(hit.key, float(hit.position.score), reason) for hit in found.hits]


def _count_places(crumbs: list[str], brand: str) -> Iterator[Points]:
    if crumbs:
        yield Points(Term("category", crumbs[-1]), _SAME_CATEGORY)
    if len(crumbs) > 1:
        yield Points(Term("category", crumbs[-2]), _NEAR_CATEGORY)
    if brand:
        yield Points(Term("brand", brand), _SAME_BRAND)


def _count_words(data: Mapping[str, Any], reader: Reader, analyser: Analyser) -> Iterator[Points]:
    title = " ".join([data["title"], *data["sellingPoints"]])
    labels = " ".join(str(one["label"]) for one in data["specifications"] if one["type"] != "boolean")
    for field, text, worth in (
        ("core", title, _A_WORD_OF_THE_TITLE),
        ("every", labels, _A_WORD_OF_THE_SPECIFICATIONS),
    ):
        tokens = dict.fromkeys(token for run in analyser.split(text) for token in run.tokens)
        for token in list(tokens)[:_MOST_WORDS]:
            yield Points(Term(field, token), worth * reader.frequencies.weigh(token))
