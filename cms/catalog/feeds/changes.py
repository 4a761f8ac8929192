"""What an import does, counted and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from cms.phrases import Phrase

Outcome = Literal["created", "updated", "unchanged", "bad"]
_SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the feed and the catalogue."""

    line: int
    sku: str
    field: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return self.describe()

    def describe(self) -> Phrase:
        """Place and difference in one line."""
        return Phrase(
            "line %(line)d, %(sku)s: %(field)s %(before)s → %(after)s",
            line=self.line,
            sku=self.sku,
            field=self.field,
            before=_show(self.before),
            after=_show(self.after),
        )


def _show(value: Any) -> str:
    if value in (None, "", [], ()):
        return Phrase("nothing")
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


@dataclass(slots=True)
class Summary:
    """The figures of an import; a line counts once."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: int = 0
    proposals: int = 0
    seconds: float = 0.0
    made: dict[str, int] = field(default_factory=dict)
    samples: list[Change] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.created + self.updated + self.unchanged + self.bad

    def count(self, outcome: Outcome, number: int = 1) -> None:
        setattr(self, outcome, getattr(self, outcome) + number)

    def sample(self, changes: Iterable[Change]) -> None:
        """Keep the first few differences, to show."""
        room = _SAMPLES - len(self.samples)
        if room > 0:
            self.samples += list(changes)[:room]


def apply_values(target: Any, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set the attributes that differ; returns before and after of each."""
    changed = {}
    for name, value in values.items():
        before = getattr(target, name)
        if before != value:
            changed[name] = (before, value)
            setattr(target, name, value)
    return changed
