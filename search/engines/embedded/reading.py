"""Answers queries from one consistent view of the tantivy index."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import tantivy

from search.engines.base import (
    CountQuestion,
    EngineError,
    FindQuestion,
    Found,
    FoundHit,
    NumberQuestion,
    NumberSummary,
    Ordering,
    Position,
    Question,
    RangesQuestion,
    ValuesQuestion,
)
from search.engines.embedded.compiling import get_compiler
from search.engines.embedded.counting import Counts, CountsQuestion
from search.engines.embedded.schema import read_source
from search.engines.state import State
from search.ranking.tree import Between, Node, ScoredQuery, all_of

# Equal scores are common and tantivy orders them its own way: a few more hits are fetched, then ordered by the tie.
_SPARE = 16
# Where more are equal than that, so many times as many are fetched.
_GROWTH = 8
# Beyond that, those with one score are found by the tie itself.
_MOST_FETCHED = 200

_Hits = list[tuple[float, tantivy.DocAddress]]
_Ranked = tuple[int, int, tantivy.DocAddress]


class EmbeddedReader:
    """One view; `state` belongs to the same generation. `begin` gives each search its own, with answers it keeps."""

    def __init__(self, index: tantivy.Index, state: State) -> None:
        self.frequencies = state.frequencies
        self.vocabulary = state.vocabulary
        self._searcher = index.searcher()
        self._compiler = get_compiler()
        self._foreseen: list[FindQuestion] = []
        self._found: list[tuple[FindQuestion, Found]] = []
        self._counts: list[Counts] = []

    def begin(self) -> EmbeddedReader:
        """The same view for another search, which knows of no answers yet."""
        reader = object.__new__(EmbeddedReader)
        reader.__dict__.update(self.__dict__)
        reader._foreseen, reader._found, reader._counts = [], [], []
        return reader

    @property
    def documents(self) -> int:
        return self._searcher.num_docs

    def prepare(self, questions: Iterable[Question]) -> None:
        """Nothing is done yet; what is asked about the same products will be answered together."""
        for question in questions:
            if isinstance(question, FindQuestion):
                self._foreseen.append(question)
            elif not isinstance(question, CountQuestion):
                self._find_counts(question.match).expect([question])

    def find(self, query: ScoredQuery, *, ordering: Ordering, first: int, after: Position | None) -> Found:
        asked = FindQuestion(query, ordering, first, after)
        for question, found in self._found:
            if question == asked:
                return found
        if ordering.field is not None:
            return self._find_sorted(query, ordering.field, ordering.descending, first, after)
        return self._find_ranked(query, ordering.tie, first, after)

    def _find_sorted(
        self, query: ScoredQuery, field: str, descending: bool, first: int, after: Position | None
    ) -> Found:
        """In the order of a unique number: the next page is a range of it."""
        match = query.match
        passed = after.passed if after else 0
        if after is not None:
            beyond = Between(field, None, after.value - 1) if descending else Between(field, after.value + 1, None)
            match = all_of(match, beyond)
        order = tantivy.Order.Desc if descending else tantivy.Order.Asc
        compiled = self._compiler.compile_match(match)
        result, count = self._search(compiled, max(first, 1), order_by_field=field, order=order)
        hits = [
            self._load(address, Position(int(value), passed=passed + number))
            for number, (value, address) in enumerate(result[:first], start=1)
        ]
        total = count if after is None else self.count(query.match)
        return Found(hits, total)

    def _find_ranked(self, query: ScoredQuery, tie: str, first: int, after: Position | None) -> Found:
        """By score, then by the tie, both descending."""
        compiled = self._compiler.compile_scored(query)
        passed = after.passed if after else 0
        limit = passed + first + _SPARE
        while True:
            result, count = self._search(compiled, limit, weight_by_field="weight")
            is_all = len(result) < limit
            # More may follow with the score of the last one: which of them comes first is not known yet.
            lowest = int(result[-1][0]) if result else 0
            ranked = self._rank(result if is_all else result[: _find_place(result, lowest)], tie, first, after)
            if is_all or len(ranked) >= first:
                break
            if limit > _MOST_FETCHED and (after is None or lowest <= after.score):
                ranked += self._find_equals(query, tie, lowest, first - len(ranked), after)
                if len(ranked) >= first:
                    break
            limit = min(limit * _GROWTH, max(count, 1) + 1)
        hits = [
            self._load(address, Position(value, score, passed + number))
            for number, (score, value, address) in enumerate(ranked[:first], start=1)
        ]
        return Found(hits, count)

    def _rank(self, hits: _Hits, tie: str, first: int, after: Position | None) -> list[_Ranked]:
        """Those after `after` in order, at least the `first` of them where there are so many."""
        if after is not None:
            hits = hits[_find_place(hits, after.score) :]
        elif len(hits) > first > 0:
            # Whatever scores less than the last one wanted comes after it: its tie need not be read.
            hits = hits[: _find_place(hits, int(hits[first - 1][0]) - 1)]
        addresses = [address for _, address in hits]
        values = [int(value or 0) for value in self._searcher.fast_field_values(tie, addresses)]
        # Hits come by score, and sorting keeps equals as they are.
        order = sorted(range(len(hits)), key=values.__getitem__, reverse=True)
        scores = [int(score) for score, _ in hits]
        order.sort(key=scores.__getitem__, reverse=True)
        ranked = [(scores[at], values[at], addresses[at]) for at in order]
        if after is not None:
            ranked = [each for each in ranked if each[:2] < (after.score, after.value)]
        return ranked

    def _find_equals(
        self, query: ScoredQuery, tie: str, score: int, most: int, after: Position | None
    ) -> list[_Ranked]:
        """The first by the tie of all that have this very score, without fetching the others.

        What matches is looked at from the top of the tie; so far down as that goes, all with the score are known.
        """
        match, points, size = query.match, query.points, max(most, _SPARE) * _GROWTH
        if after is not None and after.score == score:
            match = all_of(match, Between(tie, None, after.value - 1))
        while True:
            compiled = self._compiler.compile_match(match)
            top, _ = self._search(compiled, size, order_by_field=tie, order=tantivy.Order.Desc)
            end = int(top[-1][0]) if len(top) == size else None
            above = ScoredQuery(match if end is None else all_of(match, Between(tie, end, None)), points)
            hits, _ = self._search(self._compiler.compile_scored(above), max(len(top), 1), weight_by_field="weight")
            equals = hits[_find_place(hits, score) : _find_place(hits, score - 1)]
            if len(equals) >= most or end is None:
                return self._rank(equals, tie, len(equals), None)[:most]
            size *= _GROWTH

    def _load(self, address: tantivy.DocAddress, position: Position) -> FoundHit:
        source = read_source(self._searcher.doc(address))
        return FoundHit(source.key, position, source.title, source.summary, source.weight, source.signals)

    def count(self, match: Node) -> int:
        for question in self._foreseen:
            if question.after is None and question.query.match == match:
                # Its list is wanted next, most likely, and says the count as well.
                found = self.find(question.query, ordering=question.ordering, first=question.first, after=None)
                self._found.append((question, found))
                return found.total
        return self._search(self._compiler.compile_match(match), 1)[1]

    def _search(self, compiled: tantivy.Query, limit: int, **options: Any) -> tuple[_Hits, int]:
        """The hits, and how many match in all."""
        with translate_panics():
            result = self._searcher.search(compiled, limit, **options)
        return result.hits, result.count  # type: ignore[attr-defined]  # missing in the library's stub

    def count_values(self, match: Node, field: str, *, limit: int, path: str = "") -> list[tuple[str, int]]:
        return self._ask(ValuesQuestion(match, field, limit, path))

    def count_ranges(self, match: Node, field: str, edges: Sequence[int]) -> list[int]:
        return self._ask(RangesQuestion(match, field, tuple(edges)))

    def summarise_number(self, match: Node, field: str, *, path: str = "") -> NumberSummary:
        return self._ask(NumberQuestion(match, field, path))

    def _ask(self, question: CountsQuestion) -> Any:
        return self._find_counts(question.match).answer(question, self._aggregate)

    def _find_counts(self, match: Node) -> Counts:
        # They are few, and mostly made of the very same parts: comparing is quicker than a hash of all of them.
        for counts in self._counts:
            if counts.match == match:
                return counts
        self._counts.append(Counts(match))
        return self._counts[-1]

    def _aggregate(self, match: Node, aggregations: dict[str, Any]) -> dict[str, Any]:
        with translate_panics():
            return self._searcher.aggregate(self._compiler.compile_match(match), aggregations)

    def list_hashes(self) -> Iterator[tuple[str, str, str]]:
        hits = self._searcher.search(tantivy.Query.all_query(), max(self.documents, 1)).hits
        for _, address in hits:
            source = read_source(self._searcher.doc(address))
            yield source.key, source.locale, source.content_hash

    @cached_property
    def token_counts(self) -> list[tuple[str, int]]:
        """Every token with the number of products that have it."""
        return self._searcher.terms_with_prefix("every", "")


def _find_place(hits: _Hits, score: int) -> int:
    """Where those begin that score so much or less."""
    return bisect_left(hits, -score, key=lambda hit: -int(hit[0]))


@contextmanager
def translate_panics() -> Iterator[None]:
    """A panic of the library is no Exception and would end a whole thread: make it an error of the engine."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError(f"tantivy failed on this query: {error}") from error
