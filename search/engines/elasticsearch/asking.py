"""Questions as requests, and their answers: everything asked about the same products travels together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from search.engines.base import (
    CountQuestion,
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
from search.engines.elasticsearch.compiling import compile_match, compile_scored
from search.engines.elasticsearch.mapping import SHOWN_FIELDS
from search.engines.fields import encode_path
from search.ranking.factors import Signals
from search.ranking.tree import Node

Answer = Any


@dataclass(slots=True)
class Request:
    """One search of the cluster: what matches, at most one list of hits, any number of counts."""

    match: Node
    find: FindQuestion | None = None
    counts: list[ValuesQuestion | NumberQuestion | RangesQuestion] = field(default_factory=list)

    def build_body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"track_total_hits": True, "size": 0}
        find = self.find
        if find is None:
            body["query"] = compile_match(self.match)
        else:
            is_ranked = find.ordering.field is None
            body["query"] = compile_scored(find.query) if is_ranked else compile_match(self.match)
            body |= {
                "size": find.first,
                "sort": _build_sort(find.ordering),
                "_source": False,
                "stored_fields": list(SHOWN_FIELDS),
            }
            if find.after is not None:
                place = find.after
                body["search_after"] = [place.score, place.value] if is_ranked else [place.value]
        if self.counts:
            body["aggs"] = {str(number): _build_count(each) for number, each in enumerate(self.counts)}
        return body

    def read(self, response: dict[str, Any]) -> Iterator[tuple[Question, Answer]]:
        """The answers, by question."""
        total = response["hits"]["total"]["value"]
        yield CountQuestion(self.match), total
        if self.find is not None:
            yield self.find, Found(list(_read_hits(self.find, response["hits"]["hits"])), total)
        for number, each in enumerate(self.counts):
            yield each, _read_count(each, response["aggregations"][str(number)])


def plan_requests(questions: Iterable[Question]) -> list[Request]:
    """As few requests as answer all of them."""
    requests: dict[Node, Request] = {}
    further: list[Request] = []
    for question in questions:
        match = question.query.match if isinstance(question, FindQuestion) else question.match
        request = requests.setdefault(match, Request(match))
        if isinstance(question, FindQuestion):
            if request.find not in (None, question):
                further.append(Request(match, question))
                continue
            request.find = question
        elif not isinstance(question, CountQuestion) and question not in request.counts:
            request.counts.append(question)
    return [*requests.values(), *further]


def answer_with_nothing(question: Question) -> Answer:
    """What an index that is not there yet says."""
    match question:
        case FindQuestion():
            return Found([], 0)
        case ValuesQuestion():
            return []
        case NumberQuestion():
            return NumberSummary(0, None, None)
        case RangesQuestion():
            return [0] * (len(question.edges) + 1)
    return 0


def _build_sort(ordering: Ordering) -> list[dict[str, str]]:
    if ordering.field is None:
        return [{"_score": "desc"}, {ordering.tie: "desc"}]
    return [{ordering.field: "desc" if ordering.descending else "asc"}]


def _read_hits(find: FindQuestion, hits: list[dict[str, Any]]) -> Iterator[FoundHit]:
    passed = find.after.passed if find.after else 0
    for number, hit in enumerate(hits, start=1):
        *score, value = hit["sort"]
        position = Position(int(value), int(score[0]) if score else 0, passed + number)
        # Each is a list, and what is not there has none.
        shown = {name: values[0] for name, values in hit["fields"].items()}
        signals = Signals(
            shown.get("quality"), shown["popularity"], shown["available"] == "true", shown.get("stage", "")
        )
        yield FoundHit(shown["key"], position, shown["title"], shown["summary"], shown["weight"], signals)


def _build_count(question: ValuesQuestion | NumberQuestion | RangesQuestion) -> dict[str, Any]:
    match question:
        case ValuesQuestion():
            return {"terms": _build_terms(question)}
        case RangesQuestion():
            ends = [None, *question.edges, None]
            ranges = [
                {name: end for name, end in (("from", low), ("to", high)) if end is not None}
                for low, high in itertools.pairwise(ends)
            ]
            return {"range": {"field": question.field, "ranges": ranges}}
    if not question.path:
        return {"stats": {"field": question.field}}
    of_path = {"term": {f"{question.field}.path": encode_path(question.path)}}
    stats = {"stats": {"field": f"{question.field}.value"}}
    return {"nested": {"path": question.field}, "aggs": {"path": {"filter": of_path, "aggs": {"stats": stats}}}}


def _build_terms(question: ValuesQuestion) -> dict[str, Any]:
    terms: dict[str, Any] = {
        "field": question.field,
        "size": question.limit,
        "shard_size": max(10 * question.limit, 1000),
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    if question.path:
        # A path has nothing in it that means something in a regular expression.
        terms |= {"field": "counted", "include": f"{encode_path(question.path)}=.*"}
    return terms


def _read_count(question: ValuesQuestion | NumberQuestion | RangesQuestion, content: dict[str, Any]) -> Answer:
    match question:
        case ValuesQuestion():
            skipped = len(encode_path(question.path)) + 1 if question.path else 0
            counts = [(str(each["key"])[skipped:], int(each["doc_count"])) for each in content["buckets"]]
            return sorted(counts, key=lambda each: (-each[1], each[0]))
        case RangesQuestion():
            return [int(each["doc_count"]) for each in content["buckets"]]
    stats = content["path"]["stats"] if question.path else content
    return NumberSummary(int(stats["count"]), stats["min"], stats["max"])
