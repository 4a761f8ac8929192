"""The kinds of things that are delivered: each says how to load, render and enumerate its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from cms.delivery.problems import Problem


@dataclass(frozen=True, slots=True)
class Rendered:
    """One document as rendered: `body` is JSON-able, `dependencies` are targets such as "brand:sony".

    `path` is where a storefront shows it, below its locale ("/products/tea-1"); "" for what has no page of its own.
    `labels` are what lists of its kind can be narrowed by ("topic:tea"), `listed_at` is what they are ordered by.
    """

    key: str
    locale: str
    slug: str
    body: dict[str, Any]
    dependencies: frozenset[str] = field(default_factory=frozenset)
    path: str = ""
    labels: frozenset[str] = field(default_factory=frozenset)
    listed_at: datetime | None = None


class Kind(Protocol):
    """How one kind of thing becomes documents. Everything works on batches, in a fixed number of queries."""

    name: str
    model: type[Model]
    changes_target: bool
    """Whether documents of other kinds may show this one, so that its change renders them again."""

    def load(self, sources: Sequence[tuple[int, int | None]]) -> list[Any | None]:
        """The objects for (source id, revision id) pairs, in order; None where it is gone."""

    def render(self, objects: Sequence[Any]) -> list[list[Rendered]]:
        """For each object its documents, one a locale it is served in."""

    def check(self, source: Any, at: datetime) -> Sequence[Problem]:
        """What would be wrong with `source` if it were served at `at`."""

    def iterate(self) -> Iterator[Any]:
        """Every object that has live or scheduled documents to render, for a rebuild."""

    def count(self) -> int:
        """How many `iterate` yields."""


def name_shown(kind: str, key: str) -> str:
    """The dependency of a document that shows the name or the address of another one, and has to follow it."""
    return f"shown:{kind}:{key}"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make `kind` known; called once an app is ready."""
    _kinds[kind.name] = kind


SourceCheck = Callable[..., Sequence[Problem]]
_checks: list[SourceCheck] = []


def register_check(check: SourceCheck) -> None:
    """Have `check(source, at=…)` asked of everything that is to be published, whatever its kind."""
    if check not in _checks:
        _checks.append(check)


def check_source(kind_name: str, source: Any, *, at: datetime) -> list[Problem]:
    """What its kind finds wrong with `source`, and what every kind is asked about."""
    found = list(get_kind(kind_name).check(source, at))
    for check in _checks:
        found += check(source, at=at)
    return found


def get_kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError that lists the known ones."""
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(f"no kind {name!r}; known: {', '.join(sorted(_kinds))}") from None


def all_kinds() -> Iterable[Kind]:
    return _kinds.values()
