"""The demo shop, loaded once for all tests of a module, with one small picture for all of its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import timezone

from tests.integration.conftest import _make_starting_rows
from tests.integration.demo.small import small_pictures


class Loaded:
    """What came of loading."""

    def __init__(self) -> None:
        self.parts: dict[str, int] = {}
        self.queries: dict[str, int] = {}
        self.at = timezone.now()

    def load(self) -> Loaded:
        """Load the catalogue and every part."""
        from cms.catalog.demo.parts import list_parts

        self.parts = {}
        load_catalogue()
        for part in list_parts():
            counter = Counter()
            with connection.execute_wrapper(counter):
                self.parts[part.name] = part.load(at=self.at)
            self.queries[part.name] = counter.count
        return self


class Counter:
    """Counts queries: there are more than Django's own log keeps."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.count += 1
        return execute(*arguments)


def load_catalogue() -> None:
    """Products, offers, pictures and contents."""
    from cms.catalog.demo.loading import load_demo

    load_demo(marker=Path("/dev/null"), clock=timezone.now, on_progress=lambda step, done, total: None, later=True)


@contextmanager
def opened_shop(folder: Path) -> Iterator[None]:
    """An installation that has been prepared, in a transaction that is rolled back."""
    from cms.content.starting import ensure_homes
    from cms.operations.roles.granting import ensure_roles

    with override_settings(VITRINE_DATA=folder, MEDIA_ROOT=folder / "media"), small_pictures(), transaction.atomic():
        _make_starting_rows()
        ensure_homes()
        ensure_roles()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The whole demo shop."""
    with django_db_blocker.unblock(), opened_shop(tmp_path_factory.mktemp("demo")):
        yield Loaded().load()
