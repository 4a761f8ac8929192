"""The neutral query tree as tantivy queries."""

from __future__ import annotations

from decimal import Decimal

import tantivy
from tantivy import FieldType, Occur, Query

from search.engines.fields import encode_path
from search.ranking.tree import AllOf, AnyOf, Between, Everything, Node, Not, ScoredQuery, Term

_LARGEST = 2**64 - 1


class Compiler:
    """Compiles for one index; `index` parses the ranges of specification numbers, which have no other way in."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema

    def compile_match(self, node: Node) -> Query:
        """What matches, adding nothing to a score."""
        return Query.const_score_query(self._compile(node), 0.0)

    def compile_scored(self, query: ScoredQuery) -> Query:
        """What matches, with the sum of its points as score."""
        clauses = [(Occur.Must, self.compile_match(query.match))]
        for each in query.points:
            clauses.append((Occur.Should, Query.const_score_query(self._compile(each.clause), float(each.points))))
        return Query.boolean_query(clauses)

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


def format_number(number: float) -> str:
    """Without an exponent, which tantivy's query language does not read."""
    return f"{Decimal(repr(float(number))):f}"
