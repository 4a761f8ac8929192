"""From a shopper's request to results: understands the text, relaxes it where little is found, pages, highlights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from django.conf import settings

from cms.money import count_decimals
from search.analysis import Analyser, get_analyser, highlight
from search.cursors import Cursor, decode_cursor
from search.directing import Course, Placed
from search.engines.base import (
    CountQuestion,
    Engine,
    FindQuestion,
    Found,
    FoundHit,
    Ordering,
    Position,
    Question,
    Reader,
)
from search.faceting import count_facets, foresee_facets
from search.filtering import build_filters, join_filters
from search.guidance import Guidance
from search.ranking.factors import prefer
from search.ranking.prices import read_price
from search.ranking.reading import Reading, add_liked, read_text
from search.ranking.scoring import FEW, Step, identify, list_steps
from search.ranking.tree import Between, Node, ScoredQuery, Term, all_of
from search.ranking.understanding import Query, understand
from search.requests import Hit, SearchRequest, SearchResults, Sort
from search.tiers import Tier, find_tiered

_ORDERINGS = {
    Sort.NEWEST: Ordering("by_newest"),
    Sort.PRICE_ASC: Ordering("by_price", descending=False),
    Sort.PRICE_DESC: Ordering("by_price"),
    Sort.SALES: Ordering("by_sales"),
}
_BY_DEFAULT = Ordering("by_default")
_BY_SCORE = Ordering(None, tie="by_default")
_LONGEST_EXCERPT = 160
NO_GUIDANCE = Guidance()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of the engine: the text's part, and the step of relaxation it came from."""

    query: Query
    scored: ScoredQuery
    step: int
    ordering: Ordering
    version: int
    tiers: Sequence[Tier] = ()


def search(engine: Engine, request: SearchRequest, guidance: Guidance = NO_GUIDANCE) -> SearchResults:
    """Answer one request as `guidance` says. Raises CursorError, and EngineUnavailable where the engine is away."""
    request = _read_price(request)
    after = decode_cursor(request.after, sort=request.sort) if request.after else None
    reader = engine.read()
    analyser = get_analyser(reader.vocabulary)
    course = Course(guidance.directives, request, after)
    base = course.keep_visible(Term("serves", request.locale))
    filters = build_filters(request.filters)
    reading = _read_text(reader, request, analyser, guidance)
    plan = _make_plan(reader, request, reading, base, after, course, filters)
    if meant := _find_meant(reader, request.text, reading, plan, base, guidance, is_first=after is None):
        results = search(engine, replace(request, text=meant), replace(guidance, correct=None))
        return replace(results, did_you_mean=meant)
    allowed = all_of(base, join_filters(filters))
    course.find_pins(reader, allowed, plan.scored.points, plan.ordering)
    wanted = ScoredQuery(all_of(allowed, course.narrow(plan.scored.match)), plan.scored.points)
    position = _locate(reader, wanted, plan, after)
    asked = FindQuestion(wanted, plan.ordering, request.first + 1, position)
    widened = all_of(base, course.widen(plan.scored.match))
    reader.prepare(chain([asked], foresee_facets(request, widened, filters)))
    found = _find(reader, wanted, plan, first=request.first + 1, after=position)
    page = course.arrange(found.hits, most=request.first + 1)
    return SearchResults(
        hits=_make_hits(page[: request.first], plan, request, course, reader, analyser),
        total=found.total + course.count_pins(),
        facets=count_facets(reader, request, widened, filters),
        has_next_page=len(page) > request.first,
        understood=plan.query,
        step=plan.step,
    )


def _read_price(request: SearchRequest) -> SearchRequest:
    """A price in the text is a filter, unless the shopper has chosen another."""
    wish, filters = read_price(request.text), request.filters
    if wish is None or filters.price_min is not None or filters.price_max is not None:
        return request
    unit = 10 ** count_decimals(settings.VITRINE_CURRENCY)
    low, high = (None if end is None else round(end * unit) for end in (wish.low, wish.high))
    return replace(request, text=wish.rest, filters=replace(filters, price_min=low, price_max=high))


def _find_meant(
    reader: Reader,
    text: str,
    reading: Reading,
    plan: _Plan,
    base: Node,
    guidance: Guidance,
    *,
    is_first: bool,
) -> str | None:
    """A text that is found, for one that nothing has as it is; whatever page is asked for, the same."""
    if guidance.correct is None or plan.query.is_empty or (is_first and plan.step == 0):
        return None
    if reader.count(all_of(base, reading.steps[0].query.match)):
        return None
    meant = guidance.correct(text)
    if meant is None:
        return None
    better = list_steps(understand(meant, get_analyser(reader.vocabulary)), reader.frequencies)
    return meant if better and reader.count(all_of(base, better[0].query.match)) else None


def _read_text(reader: Reader, request: SearchRequest, analyser: Analyser, guidance: Guidance) -> Reading:
    """The text as the shop reads it, and what this shopper likes."""
    reading = read_text(
        request.text,
        request.locale,
        analyser=analyser,
        synonyms=guidance.synonyms,
        frequencies=reader.frequencies,
    )
    return add_liked(reading, prefer(guidance.interests, guidance.weights)) if guidance.interests else reading


def _make_plan(
    reader: Reader,
    request: SearchRequest,
    reading: Reading,
    base: Node,
    after: Cursor | None,
    course: Course,
    filters: dict[str, Node],
) -> _Plan:
    query, steps = reading.query, reading.steps
    version = course.sign(reader.frequencies.version, query.liked)
    if query.is_empty:
        # Nothing to be relevant to: what can be bought and sells comes first.
        everything = ScoredQuery(base, course.points)
        by_default = _BY_SCORE if course.points else _BY_DEFAULT
        return _Plan(query, everything, 0, _ORDERINGS.get(request.sort, by_default), version, course.tiers)
    if after is None:
        reader.prepare(_foresee(request, base, steps[0].query, course, filters))
    # A next page is of the same reading as the page before it.
    step = min(after.step, len(steps) - 1) if after else _choose_step(reader, query, steps, base)
    scored = course.add_points(steps[step].query)
    return _Plan(query, scored, step, _ORDERINGS.get(request.sort, _BY_SCORE), version)


def _foresee(
    request: SearchRequest, base: Node, scored: ScoredQuery, course: Course, filters: dict[str, Node]
) -> Iterator[Question]:
    """All that will be asked if the strictest reading finds enough, as it mostly does."""
    yield CountQuestion(all_of(base, scored.match))
    match = all_of(base, join_filters(filters), course.narrow(scored.match))
    wanted = ScoredQuery(match, course.add_points(scored).points)
    yield FindQuestion(wanted, _ORDERINGS.get(request.sort, _BY_SCORE), request.first + 1)
    yield from foresee_facets(request, all_of(base, course.widen(scored.match)), filters)


def _choose_step(reader: Reader, query: Query, steps: Sequence[Step], base: Node) -> int:
    """The strictest reading that finds enough. Filters have no say: choosing one must not loosen the query."""
    chosen, count = 0, reader.count(all_of(base, steps[0].query.match))
    if count < FEW:
        matches = [identify(query), *(step.query.match for step in steps[1:])]
        reader.prepare(CountQuestion(all_of(base, match)) for match in matches)
    if count < FEW and reader.count(all_of(base, identify(query))):
        return chosen
    for number, step in enumerate(steps[1:], start=1):
        if count >= step.only_below:
            break
        chosen, count = number, reader.count(all_of(base, step.query.match))
    return chosen


def _find(reader: Reader, wanted: ScoredQuery, plan: _Plan, *, first: int, after: Position | None) -> Found:
    if plan.tiers:
        return find_tiered(reader, wanted.match, plan.tiers, ordering=_BY_DEFAULT, first=first, after=after)
    return reader.find(wanted, ordering=plan.ordering, first=first, after=after)


def _locate(reader: Reader, wanted: ScoredQuery, plan: _Plan, after: Cursor | None) -> Position | None:
    """Where the page before ended, in today's scores: they change when the tokens have been counted again."""
    if after is None or after.position is None:
        return None
    ordering, place = plan.ordering, after.position
    if ordering.field is not None or after.version == plan.version:
        return place
    last = replace(wanted, match=all_of(wanted.match, Between(ordering.tie, place.value, place.value)))
    hits = _find(reader, last, plan, first=1, after=None).hits
    return place._replace(score=hits[0].position.score) if hits else place


def _make_hits(
    page: list[Placed], plan: _Plan, request: SearchRequest, course: Course, reader: Reader, analyser: Analyser
) -> list[Hit]:
    touches = course.find_touches(reader, [placed.hit.key for placed in page]) if request.explains else {}
    pins = course.pins
    hits = []
    for placed in page:
        found = placed.hit
        cursor = Cursor(request.sort, placed.position, plan.step, plan.version, pins, placed.shown)
        hits.append(
            Hit(
                found.key,
                found.position.score,
                (*placed.touches, *touches.get(found.key, ())),
                found.weight,
                found.signals,
                cursor.encode,
                partial(_highlight, found, plan.query, analyser),
            )
        )
    return hits


def _highlight(hit: FoundHit, query: Query, analyser: Analyser) -> dict[str, str]:
    if query.is_empty:
        return {}
    words = [word.ways for word in query.wanted]
    marked = {
        "title": highlight(hit.title, words, analyser),
        "summary": highlight(hit.summary, words, analyser, longest=_LONGEST_EXCERPT),
    }
    return {name: html for name, html in marked.items() if html is not None}
