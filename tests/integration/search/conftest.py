"""An engine of its own for each test, and index documents in a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from search.engines.base import IndexDocument
from search.engines.embedded import EmbeddedEngine
from search.querying import search
from search.ranking.factors import Signals, weigh_product
from search.ranking.impacts import ProductText
from search.requests import SearchRequest, SearchResults


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

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = EmbeddedEngine(path)

    def add(self, *documents: IndexDocument) -> None:
        self.engine.apply(documents, replaces=[document.key for document in documents])

    def fill(self, titles: dict[str, str]) -> None:
        self.add(*(make_document(key, title, number=n) for n, (key, title) in enumerate(titles.items(), start=1)))

    def ask(self, text: str = "", **options: Any) -> SearchResults:
        return search(self.engine, SearchRequest(**{"text": text, "locale": "en", **options}))

    def find(self, text: str = "", **options: Any) -> list[str]:
        return [hit.key for hit in self.ask(text, **options).hits]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "index")
