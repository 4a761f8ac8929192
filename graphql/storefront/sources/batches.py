"""Documents of one kind that belong to one answer, read together the first time one of them is needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cms.delivery.selectors import LiveDocument, find_documents


class DocumentBatch:
    """What is live under `keys`: one query for all of them, or none where nobody asks."""

    kind: str

    def __init__(
        self,
        keys: Iterable[str],
        *,
        locale: str,
        at: datetime,
        documents: dict[str, LiveDocument] | None = None,
    ) -> None:
        self.keys = list(dict.fromkeys(keys))
        self.locale = locale
        self.at = at
        self._documents = documents

    @property
    def documents(self) -> dict[str, LiveDocument]:
        """By key; what is not live is missing."""
        if self._documents is None:
            self._documents = find_documents(self.kind, self.keys, locale=self.locale, at=self.at)
        return self._documents

    def find(self, key: str) -> LiveDocument | None:
        return self.documents.get(key)
