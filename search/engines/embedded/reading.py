"""Answers queries from one consistent view of the tantivy index."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import tantivy

from search.engines.base import EngineError, Found, FoundHit, NumberSummary, Ordering, Position, Question
from search.engines.embedded.compiling import Compiler
from search.engines.embedded.schema import read_source
from search.engines.fields import encode_path
from search.engines.state import State
from search.ranking.tree import Between, Node, ScoredQuery, all_of

# Equal scores are common and tantivy orders them its own way: a few more hits are fetched, then ordered by the tie.
_SPARE = 16


class EmbeddedReader:
    """One view; `state` belongs to the same generation."""

    def __init__(self, index: tantivy.Index, state: State) -> None:
        self.frequencies = state.frequencies
        self.vocabulary = state.vocabulary
        self._index = index
        self._searcher = index.searcher()
        self._compiler = Compiler(index)

    @property
    def documents(self) -> int:
        return self._searcher.num_docs

    def prepare(self, questions: Iterable[Question]) -> None:
        """Nothing to do: each answer is as near as all of them."""

    def find(self, query: ScoredQuery, *, ordering: Ordering, first: int, after: Position | None) -> Found:
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
            self._load(address, Position(value, passed=passed + number))
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
            ranked = self._rank(result, tie)
            if len(result) == limit:
                # More may follow with the score of the last one: which of them comes first is not known yet.
                lowest = ranked[-1][0]
                ranked = [each for each in ranked if each[0] > lowest]
            if after is not None:
                ranked = [each for each in ranked if each[:2] < (after.score, after.value)]
            if len(ranked) >= first or len(result) < limit:
                break
            limit = min(limit * 2, max(count, 1) + 1)
        hits = [
            self._load(address, Position(value, score, passed + number))
            for number, (score, value, address) in enumerate(ranked[:first], start=1)
        ]
        return Found(hits, count)

    def _rank(self, hits: list, tie: str) -> list[tuple[int, int, tantivy.DocAddress]]:
        ties = self._searcher.fast_field_values(tie, [address for _, address in hits])
        ranked = [(int(score), int(value or 0), address) for (score, address), value in zip(hits, ties, strict=True)]
        return sorted(ranked, key=lambda each: each[:2], reverse=True)

    def _load(self, address: tantivy.DocAddress, position: Position) -> FoundHit:
        source = read_source(self._searcher.doc(address))
        return FoundHit(source.key, position, source.title, source.summary, source.weight, source.signals)

    def count(self, match: Node) -> int:
        return self._search(self._compiler.compile_match(match), 1)[1]

    def _search(self, compiled: tantivy.Query, limit: int, **options: Any) -> tuple[list, int]:
        """The hits, and how many match in all."""
        with translate_panics():
            result = self._searcher.search(compiled, limit, **options)
        return result.hits, result.count  # type: ignore[attr-defined]  # missing in the library's stub

    def count_values(self, match: Node, field: str, *, limit: int, path: str = "") -> list[tuple[str, int]]:
        terms = {"field": _name_field(field, path), "size": limit, "segment_size": max(10 * limit, 1000)}
        buckets = self._aggregate(match, {"terms": terms})["buckets"]
        counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
        return sorted(counts, key=lambda each: (-each[1], each[0]))

    def count_ranges(self, match: Node, field: str, edges: Sequence[int]) -> list[int]:
        ends = [None, *map(float, edges), None]
        ranges = [
            {name: end for name, end in (("from", low), ("to", high)) if end is not None}
            for low, high in itertools.pairwise(ends)
        ]
        # Where an end is open, the library counts what is not asked for as well: they are told apart by their ends.
        buckets = self._aggregate(match, {"range": {"field": field, "ranges": ranges}})["buckets"]
        counts = {(bucket.get("from"), bucket.get("to")): int(bucket["doc_count"]) for bucket in buckets}
        return [counts[pair] for pair in itertools.pairwise(ends)]

    def summarise_number(self, match: Node, field: str, *, path: str = "") -> NumberSummary:
        stats = self._aggregate(match, {"stats": {"field": _name_field(field, path)}})
        if not stats["count"]:
            return NumberSummary(0, None, None)
        return NumberSummary(int(stats["count"]), stats["min"], stats["max"])

    def _aggregate(self, match: Node, aggregation: dict) -> dict:
        with translate_panics():
            return self._searcher.aggregate(self._compiler.compile_match(match), {"all": aggregation})["all"]

    def list_hashes(self) -> Iterator[tuple[str, str, str]]:
        hits = self._searcher.search(tantivy.Query.all_query(), max(self.documents, 1)).hits
        for _, address in hits:
            source = read_source(self._searcher.doc(address))
            yield source.key, source.locale, source.content_hash

    @cached_property
    def token_counts(self) -> list[tuple[str, int]]:
        """Every token with the number of products that have it."""
        return self._searcher.terms_with_prefix("every", "")


@contextmanager
def translate_panics() -> Iterator[None]:
    """A panic of the library is no Exception and would end a whole thread: make it an error of the engine."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError(f"tantivy failed on this query: {error}") from error


def _name_field(field: str, path: str) -> str:
    return f"{field}.{encode_path(path)}" if path else field
