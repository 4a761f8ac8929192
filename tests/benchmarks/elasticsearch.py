"""Elasticsearch through our engine beside the client alone: indexing in bulk, and the same queries.

python -m tests.benchmarks.elasticsearch [FILE --mapping icecat] [--judgements FILE] [--products 19406]

Without a file products are made up; the queries are those of the judgements, or a list of their kinds. The server is
$TEST_ELASTICSEARCH_URL, or what `make servers` has started; what is written there is removed again.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from elasticsearch.helpers import bulk

from cms.settings.cluster import Cluster
from search.analysis import get_analyser
from search.engines.base import IndexDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.mapping import build_source, name_document
from search.querying import search
from search.requests import SearchRequest
from tests.benchmarks.catalogue_documents import add_arguments, import_documents, read_queries
from tests.benchmarks.search import list_workloads, make_products
from tests.servers import find_elasticsearch_url

_LEAST_RATE = 0.80
_MOST_LATENCY = 1.3
_BATCH = 400
_FACETS = ("brand", "category", "price", "availability", "specification")


def main() -> None:
    arguments = _parse_arguments()
    url = find_elasticsearch_url()
    if not url:
        sys.exit("There is no Elasticsearch: `make servers` brings it.")
    documents = (
        import_documents(arguments.file, arguments.mapping)
        if arguments.file
        else list(make_products(arguments.products))
    )
    texts = _read_queries(arguments.judgements)
    engine = ElasticsearchEngine(Cluster(urls=(url,), prefix=f"benchmark_{uuid4().hex[:8]}", timeout_seconds=30))
    try:
        _measure_bulk(engine, documents)
        _measure_rebuild(engine, documents)
        _measure_queries(engine, texts, documents[0].locale)
    finally:
        names = list(engine.client.indices.get(index=f"{engine.cluster.prefix}*"))
        engine.client.indices.delete(index=names)
        engine.client.indices.delete_index_template(name=f"{engine.cluster.prefix}*")
        engine.client.close()


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _read_queries(path: Path | None) -> list[str]:
    return read_queries(path) if path else [each.text for each in list_workloads(60)["24 by relevance"]]


def _measure_bulk(engine: ElasticsearchEngine, documents: Sequence[IndexDocument]) -> None:
    """The same documents, ready to be sent, into two new indices; twice each, in turn, the better time counts."""
    analyser = get_analyser()
    sources = [(name_document(each.key, each.locale), build_source(each, analyser)) for each in documents]
    times: dict[str, list[float]] = {"raw": [], "ours": []}
    for number in range(2):
        for name in times:
            index = f"{engine.indices.alias}-v{name}{number}"
            engine.indices.create(index, version=0)
            started_at = time.perf_counter()
            if name == "raw":
                bulk(engine.client.options(request_timeout=60), ({"_index": index, "_id": i, **s} for i, s in sources))
            else:
                engine.bulk.send(({"index": {"_index": index, "_id": i}}, source) for i, source in sources)
            times[name].append(time.perf_counter() - started_at)
            engine.client.indices.refresh(index=index)
            assert engine.client.count(index=index)["count"] == len(documents)
            engine.indices.remove([index])
    raw, ours = (len(documents) / min(each) for each in times.values())
    verdict = "kept" if ours / raw >= _LEAST_RATE else "BROKEN"
    _say(f"{len(documents):,} prepared documents, helpers.bulk: {raw:,.0f} a second")
    _say(f"{len(documents):,} prepared documents, our writer:  {ours:,.0f} a second, {ours / raw:.0%}: {verdict} (80%)")


def _measure_rebuild(engine: ElasticsearchEngine, documents: Sequence[IndexDocument]) -> None:
    started_at = time.perf_counter()
    with engine.rebuild() as new:
        for start in range(0, len(documents), _BATCH):
            new.add(documents[start : start + _BATCH])
        new.finish(lambda keys: [])
    seconds = time.perf_counter() - started_at
    _say(f"a whole rebuild, analysis and all: {seconds:.1f} s, {len(documents) / seconds:,.0f} a second")


def _measure_queries(engine: ElasticsearchEngine, texts: Sequence[str], locale: str) -> None:
    """Each query by us, then the request it became by the client alone, in turn."""
    for name, facets in (("24 products", ()), ("24 products and five facets", _FACETS)):
        requests = [SearchRequest(text, locale, facets=facets) for text in texts]
        sent = [_record(engine, request) for request in requests]
        ours: list[float] = []
        raw: list[float] = []
        for _ in range(5):
            for request, calls in zip(requests, sent, strict=True):
                started_at = time.perf_counter()
                search(engine, request)
                middle = time.perf_counter()
                for method, options in calls:
                    getattr(engine.client, method)(**options)
                ours.append((middle - started_at) * 1000)
                raw.append((time.perf_counter() - middle) * 1000)
        journeys = statistics.mean(len(calls) for calls in sent)
        ratio = _find_p95(ours) / _find_p95(raw)
        verdict = "kept" if ratio <= _MOST_LATENCY else "BROKEN"
        for who, times in (("client alone", raw), ("engine and our code", ours)):
            _say(f"{name}, {who:<20} median {statistics.median(times):6.2f} ms, 95th {_find_p95(times):6.2f} ms")
        _say(f"{name}: {ratio:.2f} times, {journeys:.1f} journeys a search: {verdict} ({_MOST_LATENCY})")


def _record(engine: ElasticsearchEngine, request: SearchRequest) -> list[tuple[str, dict[str, Any]]]:
    """The calls of the client that a search makes, to be repeated without us."""
    calls: list[tuple[str, dict[str, Any]]] = []
    client = type(engine.client)
    originals = {name: getattr(client, name) for name in ("search", "msearch")}

    def make(name: str) -> Any:
        def call(self: Any, **options: Any) -> Any:
            calls.append((name, options))
            return originals[name](self, **options)

        return call

    for name in originals:
        setattr(client, name, make(name))
    try:
        search(engine, request)
    finally:
        for name, original in originals.items():
            setattr(client, name, original)
    return calls


def _find_p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
