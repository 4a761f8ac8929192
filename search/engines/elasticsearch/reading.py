"""Answers queries from one index of the cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.dsl import MultiSearch, Search

from search.engines.base import (
    CountQuestion,
    FindQuestion,
    Found,
    IndexDocument,
    NumberQuestion,
    NumberSummary,
    Ordering,
    Position,
    Question,
    RangesQuestion,
    ValuesQuestion,
)
from search.engines.elasticsearch.asking import Answer, Request, answer_with_nothing, plan_requests
from search.engines.elasticsearch.client import BULK_SECONDS, Breaker
from search.engines.elasticsearch.mapping import COUNTED_TOKENS, HASH_FIELDS, name_document
from search.engines.state import State
from search.ranking.tree import Node, ScoredQuery

_PAGE = 5000
_KEEP_ALIVE = "2m"
# Of the buckets that a cluster allows in one answer (65,536), some way below.
_TOKENS_AT_ONCE = 30_000


class ElasticsearchReader:
    """One view for one search; answers are kept, so that asking again costs no journey.

    `locate` finds the index anew: a rebuild may have replaced it a moment ago.
    """

    def __init__(
        self, client: Elasticsearch, breaker: Breaker, index: str, state: State, locate: Callable[[], str]
    ) -> None:
        self.frequencies = state.frequencies
        self.vocabulary = state.vocabulary
        self._client = client
        self._breaker = breaker
        self._index = index
        self._locate = locate
        self._answers: dict[Question, Answer] = {}

    @property
    def documents(self) -> int:
        """How many there are, in all languages."""
        return count_documents(self._client, self._breaker, self._index) if self._index else 0

    def prepare(self, questions: Iterable[Question]) -> None:
        new = [question for question in questions if question not in self._answers]
        if not self._index:
            self._answers.update((question, answer_with_nothing(question)) for question in new)
        elif new:
            self._send(plan_requests(new))

    def find(self, query: ScoredQuery, *, ordering: Ordering, first: int, after: Position | None) -> Found:
        return self._ask(FindQuestion(query, ordering, first, after))

    def count(self, match: Node) -> int:
        return self._ask(CountQuestion(match))

    def count_values(self, match: Node, field: str, *, limit: int, path: str = "") -> list[tuple[str, int]]:
        return self._ask(ValuesQuestion(match, field, limit, path))

    def count_ranges(self, match: Node, field: str, edges: Sequence[int]) -> list[int]:
        return self._ask(RangesQuestion(match, field, tuple(edges)))

    def summarise_number(self, match: Node, field: str, *, path: str = "") -> NumberSummary:
        return self._ask(NumberQuestion(match, field, path))

    def _ask(self, question: Question) -> Answer:
        if question not in self._answers:
            self.prepare([question])
        return self._answers[question]

    def _send(self, requests: list[Request]) -> None:
        with self._breaker.guard():
            try:
                responses = self._search(requests)
            except NotFoundError:
                self._index = self._locate()
                responses = self._search(requests)
        for request, response in zip(requests, responses, strict=True):
            self._answers.update(request.read(response))

    def _search(self, requests: list[Request]) -> list[dict[str, Any]]:
        bodies = [each.build_body() for each in requests]
        if len(bodies) == 1:
            # By far the most: not copied clause by clause on its way, as a Search would.
            return [self._client.search(index=self._index, body=bodies[0]).body]
        together = MultiSearch(index=self._index, using=self._client)
        for body in bodies:
            together = together.add(Search().extra(**body))
        return [response.to_dict() for response in together.execute()]

    def list_hashes(self) -> Iterator[tuple[str, str, str]]:
        if not self._index:
            return
        for source in scan(self._client, self._breaker, self._index, HASH_FIELDS):
            yield source["key"], source["locale"], source["content_hash"]


def scan(client: Elasticsearch, breaker: Breaker, index: str, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Stored `fields` of every document as of now: a point in time, page by page."""
    with breaker.guard():
        client.indices.refresh(index=index)
        point = client.open_point_in_time(index=index, keep_alive=_KEEP_ALIVE)["id"]
    try:
        after: list[Any] | None = None
        while True:
            search = Search(using=client).source(False).sort("_shard_doc")
            search = search.extra(
                size=_PAGE,
                pit={"id": point, "keep_alive": _KEEP_ALIVE},
                track_total_hits=False,
                stored_fields=list(fields),
            )
            with breaker.guard():
                response = (search.extra(search_after=after) if after else search).execute().to_dict()
            hits = response["hits"]["hits"]
            for hit in hits:
                yield {name: values[0] for name, values in hit["fields"].items()}
            if len(hits) < _PAGE:
                return
            point, after = response["pit_id"], hits[-1]["sort"]
    finally:
        with breaker.guard():
            client.close_point_in_time(id=point)


def find_words(
    client: Elasticsearch, breaker: Breaker, index: str, documents: Sequence[IndexDocument]
) -> dict[str, str]:
    """By id, the hash of the words that those of `documents` have which are there; as of this instant."""
    ids = [name_document(document.key, document.locale) for document in documents]
    if not ids:
        return {}
    with breaker.guard():
        found = client.mget(index=index, ids=ids, source=False, stored_fields=["words"])["docs"]
    return {each["_id"]: each["fields"]["words"][0] for each in found if each.get("fields")}


def count_documents(client: Elasticsearch, breaker: Breaker, index: str) -> int:
    """As of the last refresh."""
    with breaker.guard():
        return Search(index=index, using=client).count()


def count_tokens(client: Elasticsearch, breaker: Breaker, index: str) -> list[tuple[str, int]]:
    """Every token that more than one product has, with the number of products; in parts, for there are many."""
    patient = client.options(request_timeout=BULK_SECONDS)
    with breaker.guard():
        search = Search(index=index, using=patient).extra(size=0, track_total_hits=False)
        search.aggs.metric("tokens", "cardinality", field=COUNTED_TOKENS)
        tokens = search.execute().to_dict()["aggregations"]["tokens"]["value"]
        parts = 1 + int(tokens * 1.1) // _TOKENS_AT_ONCE
        counts: list[tuple[str, int]] = []
        for part in range(parts):
            search = Search(index=index, using=patient).extra(size=0, track_total_hits=False)
            include = {"partition": part, "num_partitions": parts}
            terms = {"field": COUNTED_TOKENS, "size": 2 * _TOKENS_AT_ONCE, "min_doc_count": 2, "include": include}
            search.aggs.bucket("tokens", "terms", **terms)
            buckets = search.execute().to_dict()["aggregations"]["tokens"]["buckets"]
            counts += [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    return counts
