"""PURE. One row of a feed, whatever the format it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cms.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Line:
    """`values` by column; `error` says why there are none, and `raw` is then the text as it stood in the file."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    error: Phrase | None = None
    raw: str = ""
