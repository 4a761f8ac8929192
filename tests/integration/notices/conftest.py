"""A kind of notice of the tests' own, and people who hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from wagtail.users.models import UserProfile

from cms.notices import kinds
from cms.notices.kinds import Kind, Way
from tests.integration.admin.conftest import log_in, make_user

KIND = "tests-tea"


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kind]:
    kind = Kind(KIND, "Tea is ready", "site")
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds, KIND: kind})
    yield kind


def choose_default(monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    monkeypatch.setitem(kinds._kinds, KIND, Kind(KIND, "Tea is ready", "site", way))


def make_person(name: str, *, language: str = "en", **values: Any) -> User:
    user = User.objects.create_user(name, f"{name}@example.com", "secret", **values)
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


@pytest.fixture
def admin_client(db: Any) -> Any:
    return log_in(make_user(is_superuser=True))
