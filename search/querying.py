"""From a shopper's request to results: understands the text, relaxes it where little is found, pages, highlights."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.analysis import Analyser, get_analyser, highlight
from search.cursors import Cursor, decode_cursor
from search.engines.base import Engine, FoundHit, Ordering, Position, Reader
from search.faceting import count_facets
from search.filtering import build_filters, join_filters
from search.guidance import Guidance
from search.ranking.factors import prefer
from search.ranking.scoring import FEW, Step, identify, list_steps
from search.ranking.synonyms import get_thesaurus
from search.ranking.tree import Between, Node, ScoredQuery, Term, all_of
from search.ranking.understanding import Query, understand
from search.requests import Hit, SearchRequest, SearchResults, Sort

_ORDERINGS = {
    Sort.NEWEST: Ordering("by_newest"),
    Sort.PRICE_ASC: Ordering("by_price", descending=False),
    Sort.PRICE_DESC: Ordering("by_price"),
    Sort.SALES: Ordering("by_sales"),
}
_BY_DEFAULT = Ordering("by_default")
_BY_SCORE = Ordering(None, tie="by_default")
_LONGEST_EXCERPT = 160
_NO_GUIDANCE = Guidance()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of the engine: the text's part, and the step of relaxation it came from."""

    query: Query
    scored: ScoredQuery
    step: int
    ordering: Ordering


def search(engine: Engine, request: SearchRequest, guidance: Guidance = _NO_GUIDANCE) -> SearchResults:
    """Answer one request as `guidance` says. Raises CursorError, and EngineUnavailable where the engine is away."""
    after = decode_cursor(request.after, sort=request.sort) if request.after else None
    reader = engine.read()
    analyser = get_analyser(reader.vocabulary)
    base: Node = Term("serves", request.locale)
    plan = _make_plan(reader, request, _understand(reader, request, analyser, guidance), base, after)
    filters = build_filters(request.filters)
    wanted = ScoredQuery(all_of(base, plan.scored.match, join_filters(filters)), plan.scored.points)
    position = _locate(reader, wanted, plan, after)
    found = reader.find(wanted, ordering=plan.ordering, first=request.first + 1, after=position)
    hits = [_make_hit(hit, plan, request.sort, reader, analyser) for hit in found.hits[: request.first]]
    return SearchResults(
        hits=hits,
        total=found.total,
        facets=count_facets(reader, request, all_of(base, plan.scored.match), filters),
        has_next_page=len(found.hits) > request.first,
    )


def _understand(reader: Reader, request: SearchRequest, analyser: Analyser, guidance: Guidance) -> Query:
    query = understand(
        request.text,
        analyser,
        thesaurus=get_thesaurus(guidance.synonyms, analyser),
        locale=request.locale,
        knows=reader.frequencies.knows,
    )
    return replace(query, liked=prefer(guidance.interests)) if guidance.interests else query


def _make_plan(reader: Reader, request: SearchRequest, query: Query, base: Node, after: Cursor | None) -> _Plan:
    if query.is_empty:
        # Nothing to be relevant to: what can be bought and sells comes first.
        everything = ScoredQuery(base)
        return _Plan(query, everything, 0, _ORDERINGS.get(request.sort, _BY_DEFAULT))
    steps = list_steps(query, reader.frequencies)
    # A next page is of the same reading as the page before it.
    step = min(after.step, len(steps) - 1) if after else _choose_step(reader, query, steps, base)
    return _Plan(query, steps[step].query, step, _ORDERINGS.get(request.sort, _BY_SCORE))


def _choose_step(reader: Reader, query: Query, steps: list[Step], base: Node) -> int:
    """The strictest reading that finds enough. Filters have no say: choosing one must not loosen the query."""
    chosen, count = 0, reader.count(all_of(base, steps[0].query.match))
    if count < FEW and reader.count(all_of(base, identify(query))):
        return chosen
    for number, step in enumerate(steps[1:], start=1):
        if count >= step.only_below:
            break
        chosen, count = number, reader.count(all_of(base, step.query.match))
    return chosen


def _locate(reader: Reader, wanted: ScoredQuery, plan: _Plan, after: Cursor | None) -> Position | None:
    """Where the page before ended, in today's scores: they change when the tokens have been counted again."""
    if after is None:
        return None
    ordering, place = plan.ordering, after.position
    if ordering.field is not None or after.version == reader.frequencies.version:
        return place
    last = replace(wanted, match=all_of(wanted.match, Between(ordering.tie, place.value, place.value)))
    hits = reader.find(last, ordering=ordering, first=1, after=None).hits
    return replace(place, score=hits[0].position.score) if hits else place


def _make_hit(hit: FoundHit, plan: _Plan, sort: Sort, reader: Reader, analyser: Analyser) -> Hit:
    cursor = Cursor(sort, hit.position, plan.step, reader.frequencies.version)
    return Hit(hit.key, cursor.encode(), hit.position.score, _highlight(hit, plan.query, analyser))


def _highlight(hit: FoundHit, query: Query, analyser: Analyser) -> dict[str, str]:
    if query.is_empty:
        return {}
    words = [word.ways for word in query.wanted]
    marked = {
        "title": highlight(hit.title, words, analyser),
        "summary": highlight(hit.summary, words, analyser, longest=_LONGEST_EXCERPT),
    }
    return {name: html for name, html in marked.items() if html is not None}
