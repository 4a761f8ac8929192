"""The neutral query tree as Elasticsearch's query language.

Written as plain dictionaries: a query has some hundred clauses, and an object for each would take longer than the
cluster needs to answer.
"""

from __future__ import annotations

from typing import Any

from search.engines.fields import encode_path
from search.ranking.tree import AllOf, AnyOf, Between, Everything, Node, Not, ScoredQuery, Term

Clause = dict[str, Any]

_NOTHING: Clause = {"match_none": {}}
_LARGEST = 2**63 - 1
# The cluster refuses to look for more than 32,766 bytes, and nothing so long is in an index.
_LONGEST_TERM = 8000


def compile_match(node: Node) -> Clause:
    """What matches, adding nothing to a score."""
    return {"bool": {"filter": _compile(node)}}


def compile_scored(query: ScoredQuery) -> Clause:
    """What matches, with the sum of its points × its weight as score; whole numbers all along."""
    points = [
        {"constant_score": {"filter": _compile(each.clause), "boost": float(each.points)}} for each in query.points
    ]
    matching: Clause = {"filter": _compile(query.match), "should": points, "minimum_should_match": 0}
    return {
        "function_score": {
            "query": {"bool": matching},
            "field_value_factor": {"field": "weight", "missing": 1},
            "boost_mode": "multiply",
        }
    }


def _compile(node: Node) -> Clause:
    match node:
        case Term(field, text):
            return {"term": {field: text}} if len(text) <= _LONGEST_TERM else _NOTHING
        case AllOf(clauses):
            return {"bool": {"filter": [_compile(clause) for clause in clauses]}}
        case AnyOf((), _):
            return _NOTHING
        case AnyOf(clauses, at_least):
            return {"bool": {"should": [_compile(clause) for clause in clauses], "minimum_should_match": at_least}}
        case Not(clause):
            return {"bool": {"must_not": _compile(clause)}}
        case Between():
            return _compile_range(node)
        case Everything():
            return {"match_all": {}}
    raise TypeError(f"{node!r} is no query")


def _compile_range(node: Between) -> Clause:
    ends = {name: value for name, value in (("gte", node.low), ("lte", node.high)) if value is not None}
    if node.path:
        values: Clause = {"filter": [_compile(Term(f"{node.field}.path", encode_path(node.path)))]}
        if ends:
            values["filter"].append({"range": {f"{node.field}.value": ends}})
        return {"nested": {"path": node.field, "query": {"bool": values}, "score_mode": "none"}}
    whole = {name: min(max(int(value), 0), _LARGEST) for name, value in ends.items()}
    if node.high is not None and node.high < 0:
        return _NOTHING
    return {"range": {node.field: whole}}
