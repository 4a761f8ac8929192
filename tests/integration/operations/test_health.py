from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from cms.operations import health


@pytest.fixture(autouse=True)
def only_own_probes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(health, "_probes", {})
    health.register_own_probes()
    yield


def test_alive_without_database_session_or_host(client: Client) -> None:
    response = client.get("/health/live", headers={"host": "10.0.0.7:8000"})
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    response = client.get("/health/ready", headers={"host": "10.0.0.7:8000"})
    assert response.status_code == 200
    assert response.json() == {"ready": True, "probes": {"database": "ok", "cache": "ok", "data": "ok"}}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_not_ready_says_which_probe_and_hides_the_error(client: Client) -> None:
    def fail() -> str | None:
        raise ConnectionError("redis://:hunter2@cache.example refused")

    health.register_probe("search", fail)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "probes": {"database": "ok", "cache": "ok", "data": "ok", "search": "ConnectionError"},
    }


def test_other_addresses_are_left_to_the_site(client: Client) -> None:
    assert client.get("/health/other").status_code == 404
