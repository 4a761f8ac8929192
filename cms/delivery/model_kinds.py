"""Kinds whose sources are rows of a model: live by publishing, or live as saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model
from wagtail.models import Revision

from cms.delivery.kinds import Rendered
from cms.delivery.problems import Problem

Render = Callable[[Sequence[Any]], list[list[Rendered]]]
_CHUNK = 200


class Check(Protocol):
    """What would be wrong with `source` if it were served at `at`."""

    def __call__(self, source: Any, *, at: datetime) -> Sequence[Problem]: ...


def check_nothing(source: Any, *, at: datetime) -> Sequence[Problem]:
    """Nothing is ever wrong with it."""
    return ()


class PublishedKind:
    """Live by Wagtail's publishing: drafts and schedules are rendered from their revisions."""

    def __init__(
        self, name: str, model: type[Model], render: Render, *, changes_target: bool, check: Check = check_nothing
    ) -> None:
        self.name = name
        self.model = model
        self.changes_target = changes_target
        self._render = render
        self._check = check

    def check(self, source: Any, at: datetime) -> Sequence[Problem]:
        return self._check(source, at=at)

    def load(self, sources: Sequence[tuple[int, int | None]]) -> list[Any | None]:
        saved = self.model._base_manager.in_bulk([source_id for source_id, _revision in sources])
        revisions = Revision.objects.in_bulk([revision for _source, revision in sources if revision is not None])
        return [
            saved.get(source_id) if revision is None else _read_revision(revisions.get(revision))
            for source_id, revision in sources
        ]

    def render(self, objects: Sequence[Any]) -> list[list[Rendered]]:
        return self._render(objects)

    def iterate(self) -> Iterator[Any]:
        return self.model._base_manager.filter(live=True).order_by("pk").iterator(chunk_size=_CHUNK)

    def count(self) -> int:
        return self.model._base_manager.filter(live=True).count()


def _read_revision(revision: Revision | None) -> Any | None:
    return None if revision is None else revision.as_object()


class SavedKind:
    """Live as saved, a document in every locale, named by the documents that show them."""

    changes_target = True

    def __init__(self, name: str, model: type[Model], render: Render) -> None:
        self.name = name
        self.model = model
        self._render = render

    def check(self, source: Any, at: datetime) -> Sequence[Problem]:
        return check_nothing(source, at=at)

    def load(self, sources: Sequence[tuple[int, int | None]]) -> list[Any | None]:
        found = self.model._base_manager.in_bulk([source_id for source_id, _revision in sources])
        return [found.get(source_id) for source_id, _revision in sources]

    def render(self, objects: Sequence[Any]) -> list[list[Rendered]]:
        return self._render(objects)

    def iterate(self) -> Iterator[Any]:
        return self.model._base_manager.order_by("pk").iterator(chunk_size=_CHUNK)

    def count(self) -> int:
        return self.model._base_manager.count()
