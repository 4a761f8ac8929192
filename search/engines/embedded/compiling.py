"""The neutral query tree as tantivy queries."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import tantivy
from tantivy import FieldType, Occur, Query

from search.engines.embedded.schema import build_schema
from search.engines.fields import encode_path
from search.ranking.keeping import Same
from search.ranking.tree import AllOf, AnyOf, Between, Everything, Node, Not, Points, ScoredQuery, Term

_LARGEST = 2**64 - 1
_MOST_KEPT = 500


class Compiler:
    """Compiles for every index, as all have one schema: what is compiled outlives the view that it was asked of."""

    def __init__(self) -> None:
        # An empty one: it parses the ranges of specification numbers, which have no other way in.
        self._index = tantivy.Index(build_schema())
        self._schema = self._index.schema
        # What came of a text that was kept as read is the same object each time.
        self._keep_any = lru_cache(maxsize=_MOST_KEPT)(lambda same: self._compile(same.value))
        self._keep_points = lru_cache(maxsize=_MOST_KEPT)(self._compile_points)
        self._keep_scored = lru_cache(maxsize=_MOST_KEPT)(self._compile_scored)

    def compile_match(self, node: Node) -> Query:
        """What matches, adding nothing to a score."""
        if not isinstance(node, AllOf):
            return Query.const_score_query(self._compile(node), 0.0)
        parts = [
            self._keep_any(Same(clause)) if isinstance(clause, AnyOf) else self._compile(clause)
            for clause in node.clauses
        ]
        return Query.const_score_query(Query.boolean_query([(Occur.Must, part) for part in parts]), 0.0)

    def compile_scored(self, query: ScoredQuery) -> Query:
        """What matches, with the sum of its points as score."""
        match query.match:
            case AllOf((Term() as served, AnyOf() as asked)):
                # Nothing but a language and a text: by far the most.
                return self._keep_scored(served, Same(asked), Same(query.points))
        return self._join(query.match, query.points)

    def _compile_scored(self, served: Term, asked: Same[AnyOf], points: Same[tuple[Points, ...]]) -> Query:
        return self._join(AllOf((served, asked.value)), points.value)

    def _join(self, match: Node, points: tuple[Points, ...]) -> Query:
        return Query.boolean_query([(Occur.Must, self.compile_match(match)), *self._keep_points(Same(points))])

    def _compile_points(self, points: Same[tuple[Points, ...]]) -> list[tuple[Occur, Query]]:
        return [
            (Occur.Should, Query.const_score_query(self._compile(each.clause), float(each.points)))
            for each in points.value
        ]

    def _compile(self, node: Node) -> Query:
        match node:
            case Term(field, text):
                return Query.term_query(self._schema, field, text, "basic")
            case AllOf(clauses):
                return Query.boolean_query([(Occur.Must, self._compile(clause)) for clause in clauses])
            case AnyOf(clauses, at_least):
                return self._compile_any(clauses, at_least)
            case Not(clause):
                without = (Occur.MustNot, self._compile(clause))
                return Query.boolean_query([(Occur.Must, Query.all_query()), without])
            case Between():
                return self._compile_range(node)
            case Everything():
                return Query.all_query()
        raise TypeError(f"{node!r} is no query")

    def _compile_any(self, clauses: tuple[Node, ...], at_least: int) -> Query:
        if not clauses:
            return Query.empty_query()
        parts = [(Occur.Should, self._compile(clause)) for clause in clauses]
        return Query.boolean_query(parts, minimum_number_should_match=at_least)

    def _compile_range(self, node: Between) -> Query:
        if node.path:
            return self._compile_path_range(node)
        low_bound = 0 if node.low is None else max(0, int(node.low))
        high_bound = _LARGEST if node.high is None else int(node.high)
        if high_bound < low_bound:
            return Query.empty_query()
        return Query.range_query(self._schema, node.field, FieldType.Unsigned, low_bound, high_bound)

    def _compile_path_range(self, node: Between) -> Query:
        """Each end by itself: tantivy panics where one is a whole number and the other is not."""
        name = f"{node.field}.{encode_path(node.path)}"
        ends = []
        if node.low is not None:
            ends.append(f"{name}:[{format_number(node.low)} TO *]")
        if node.high is not None:
            ends.append(f"{name}:[* TO {format_number(node.high)}]")
        return Query.boolean_query([(Occur.Must, self._index.parse_query(end, [])) for end in ends])


@lru_cache(maxsize=1)
def get_compiler() -> Compiler:
    """The one of this process."""
    return Compiler()


def format_number(number: float) -> str:
    """Without an exponent, which tantivy's query language does not read."""
    return f"{Decimal(repr(float(number))):f}"
