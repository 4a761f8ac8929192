"""Integration tests: Django, a database, and a `VITRINE_DATA` that is new for each test."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.fixture(autouse=True)
def vitrine_data(tmp_path: Path, settings: Any) -> Path:
    """The data folder of this test alone: an empty index, no media."""
    settings.VITRINE_DATA = tmp_path / "vitrine"
    settings.MEDIA_ROOT = settings.VITRINE_DATA / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    return settings.VITRINE_DATA


@pytest.fixture(autouse=True)
def guidance(monkeypatch: pytest.MonkeyPatch) -> None:
    """No search rules, promotions, norms or handbook, and no look at whether there are any until a test saves one.

    Nor again because a second has passed: how many queries something takes does not depend on the clock.
    """
    monkeypatch.setattr("cms.versions.LOOK_SECONDS", math.inf)
    from campaigns.promotions import shown_usage
    from campaigns.promotions import versions as promotions
    from campaigns.promotions.standing import Archive
    from cms.catalog.norms.judging import Standing
    from cms.catalog.scoring.standing import KEEPER
    from cms.handbook.keeping import KEEPER as HANDBOOK
    from cms.handbook.keeping import Places
    from search.merchandising import versions
    from search.merchandising.standing import Standing as Guiding

    KEEPER.rest(Standing())
    HANDBOOK.rest(Places())
    versions.KEEPER.rest(Guiding())
    nothing = Archive(0, (), {}, {})
    vars(promotions.KEEPER).update(vars(promotions.Keeper()), _known=(nothing, None), _looked_at=math.inf)
    shown_usage.GLANCE.forget()


@pytest.fixture(autouse=True)
def starting_rows(request: pytest.FixtureRequest) -> None:
    """The rows every installation starts with: both locales, the root page, the root collection.

    Migrations make them, but a transactional test before this one has emptied every table.
    """
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
    elif not _DATABASE_FIXTURES & set(request.fixturenames):
        return
    else:
        for name in sorted(_DATABASE_FIXTURES & set(request.fixturenames)):
            request.getfixturevalue(name)
    _make_starting_rows()


def _make_starting_rows() -> None:
    from wagtail.models import Collection, Locale, Page

    for code in ("zh-hans", "en"):
        Locale.objects.get_or_create(language_code=code)
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


@pytest.fixture
def subprocess_environment(transactional_db: None, vitrine_data: Path) -> Mapping[str, str]:
    """Environment for a process that works on this test's own database and data folder.

    Use it as `subprocess.run([sys.executable, "manage.py", …], env=subprocess_environment, cwd=settings.CHECKOUT)`.
    """
    from django.conf import settings

    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DATABASE_URL": _describe_database(settings.DATABASES["default"]),
        "VITRINE_DATA": str(vitrine_data),
        "PYTHONUNBUFFERED": "1",
    }


def _describe_database(database: Mapping[str, Any]) -> str:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host, port = database["HOST"] or "localhost", database["PORT"] or 5432
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{host}:{port}/{name}"
