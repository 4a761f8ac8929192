"""An engine of its own for each test, and index documents in a line.

What is asked of `shop` is the contract of every engine: each such test runs on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cms.settings.cluster import Cluster
from search.engines.base import Engine, IndexDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.querying import search
from search.ranking.factors import Signals, weigh_product
from search.ranking.impacts import ProductText
from search.requests import SearchRequest, SearchResults
from tests.servers import find_elasticsearch_url


def make_document(key: str, title: str = "", *, number: int, text: dict[str, Any] | None = None, **fields: Any):
    """A product served in both locales."""
    available = fields.pop("is_available", True)
    values: dict[str, Any] = {
        "locale": "en",
        "serves": ("en", "zh-hans"),
        "sequence": number,
        "title": title or key,
        "text": ProductText(title=title or key, **(text or {})),
        "is_available": available,
        "weight": weigh_product(Signals(is_available=available)),
        "content_hash": f"hash-{key}",
        **fields,
    }
    return IndexDocument(key=key, **values)


class Shop:
    """The engine under test with short ways to fill and ask it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, *documents: IndexDocument) -> None:
        self.engine.apply(documents, replaces=[document.key for document in documents])

    def fill(self, titles: dict[str, str]) -> None:
        self.add(*(make_document(key, title, number=n) for n, (key, title) in enumerate(titles.items(), start=1)))

    def ask(self, text: str = "", **options: Any) -> SearchResults:
        return search(self.engine, SearchRequest(**{"text": text, "locale": "en", **options}))

    def find(self, text: str = "", **options: Any) -> list[str]:
        return [hit.key for hit in self.ask(text, **options).hits]


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(tmp_path / "index")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A corner of the test server for one test, empty afterwards."""
    cluster = Cluster(urls=(find_elasticsearch_url(),), prefix=f"test_{uuid4().hex[:12]}", timeout_seconds=30)
    yield cluster
    with ElasticsearchEngine(cluster).client as client:
        if names := list(client.indices.get(index=f"{cluster.prefix}*")):
            client.indices.delete(index=names)
        client.options(ignore_status=404).indices.delete_index_template(name=f"{cluster.prefix}*")


@pytest.fixture
def elasticsearch(cluster: Cluster) -> Iterator[ElasticsearchEngine]:
    engine = ElasticsearchEngine(cluster, refresh=True)
    yield engine
    engine.client.close()


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def shop(request: pytest.FixtureRequest) -> Shop:
    return Shop(request.getfixturevalue(request.param))
