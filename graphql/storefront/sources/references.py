"""What a document says of another thing, its key and name, with the rest read only where it is asked for."""

from __future__ import annotations

from typing import Any

from cms.delivery.live import LiveDocument
from storefront.sources.batches import DocumentBatch


class Reference:
    """A brand or category as its type reads it."""

    __slots__ = ("_name", "batch", "key")
    typename: str

    def __init__(self, batch: DocumentBatch, key: str, name: str | None = None) -> None:
        self.batch = batch
        self.key = key
        self._name = name

    @property
    def document(self) -> LiveDocument | None:
        return self.batch.find(self.key)

    @property
    def name(self) -> str:
        return self.read("name", self.key) if self._name is None else self._name

    @property
    def slug(self) -> str:
        document = self.batch.find(self.key)
        return document.slug if document else self.key

    @property
    def locale(self) -> str:
        document = self.batch.find(self.key)
        return document.locale if document else self.batch.locale

    @property
    def is_fallback(self) -> bool:
        return self.locale != self.batch.locale

    def read(self, name: str, default: Any = None) -> Any:
        """A value of the document; `default` where there is no live document (any more)."""
        document = self.batch.find(self.key)
        return document.data.get(name, default) if document else default
