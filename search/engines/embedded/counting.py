"""Counts as aggregations: everything asked about the same products is answered in one pass over them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from search.engines.base import NumberQuestion, NumberSummary, RangesQuestion, ValuesQuestion
from search.engines.fields import encode_path
from search.ranking.tree import Node

CountsQuestion = ValuesQuestion | NumberQuestion | RangesQuestion
Aggregate = Callable[[Node, dict[str, Any]], dict[str, Any]]
"""The content of each aggregation, by its name, over the products that match."""


class Counts:
    """What is asked about the products that match, and the answers that are known."""

    def __init__(self, match: Node) -> None:
        self.match = match
        self._waiting: dict[str, CountsQuestion] = {}
        self._answers: dict[str, Any] = {}

    def expect(self, questions: Iterable[CountsQuestion]) -> None:
        """What will be asked: it is answered with whatever is asked first."""
        for question in questions:
            name = _name(question)
            if name not in self._answers:
                self._waiting[name] = question

    def answer(self, question: CountsQuestion, aggregate: Aggregate) -> Any:
        """The answer, if need be with those of all that wait."""
        name = _name(question)
        if name not in self._answers:
            self._waiting[name] = question
            wanted = {each: _build(asked) for each, asked in self._waiting.items()}
            content = aggregate(self.match, wanted)
            self._answers.update((each, _read(asked, content[each])) for each, asked in self._waiting.items())
            self._waiting = {}
        return self._answers[name]


def _name(question: CountsQuestion) -> str:
    """Tells questions about the same products apart."""
    match question:
        case ValuesQuestion():
            return f"values {question.limit} {question.field} {question.path}"
        case NumberQuestion():
            return f"number {question.field} {question.path}"
    return f"ranges {question.field} {question.edges}"


def _build(question: CountsQuestion) -> dict[str, Any]:
    match question:
        case ValuesQuestion():
            field, limit = _name_field(question.field, question.path), question.limit
            return {"terms": {"field": field, "size": limit, "segment_size": max(10 * limit, 1000)}}
        case NumberQuestion():
            return {"stats": {"field": _name_field(question.field, question.path)}}
    ranges = [
        {name: end for name, end in (("from", low), ("to", high)) if end is not None}
        for low, high in _list_ranges(question)
    ]
    return {"range": {"field": question.field, "ranges": ranges}}


def _read(question: CountsQuestion, content: dict[str, Any]) -> Any:
    match question:
        case ValuesQuestion():
            counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in content["buckets"]]
            return sorted(counts, key=lambda each: (-each[1], each[0]))
        case NumberQuestion():
            if not content["count"]:
                return NumberSummary(0, None, None)
            return NumberSummary(int(content["count"]), content["min"], content["max"])
    # Where an end is open, the library counts what is not asked for as well: they are told apart by their ends.
    by_ends = {(bucket.get("from"), bucket.get("to")): int(bucket["doc_count"]) for bucket in content["buckets"]}
    return [by_ends[pair] for pair in _list_ranges(question)]


def _list_ranges(question: RangesQuestion) -> Iterable[tuple[float | None, float | None]]:
    return itertools.pairwise([None, *map(float, question.edges), None])


def _name_field(field: str, path: str) -> str:
    return f"{field}.{encode_path(path)}" if path else field
