"""A missing server is said with the way out, and under CI=true it is a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import run_tests
from tests.servers import refuse_or_skip

SUITES = [
    "unit and integration tests, SQLite",
    "search, Elasticsearch 9",
    "search, Elasticsearch 8 and its client",
    "integration tests, PostgreSQL",
    "functional tests, Chromium",
]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the suites that were run; nothing is really run, and no server is there."""
    names: list[str] = []

    def run(suite: run_tests.Suite) -> bool:
        names.append(suite.name)
        return True

    monkeypatch.setattr(run_tests, "run", run)
    for name in ("TEST_DATABASE_URL", "TEST_ELASTICSEARCH_URL", "TEST_ELASTICSEARCH_8_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("VITRINE_CACHE", str(tmp_path))
    return names


def test_what_needs_no_server_runs_and_the_rest_is_said(ran: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_tests.main() == 0
    assert ran == [SUITES[0], SUITES[4]]
    assert capsys.readouterr().out == (
        "SKIPPED search, Elasticsearch 9: there is no Elasticsearch; `make servers` brings it\n"
        "SKIPPED search, Elasticsearch 8 and its client: there is no Elasticsearch 8;"
        " `scripts/servers.sh up elasticsearch-8` brings it\n"
        "SKIPPED integration tests, PostgreSQL: there is no PostgreSQL; `make servers` brings it\n"
    )


def test_nothing_is_skipped_under_ci(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert run_tests.main() == 1
    assert ran == [SUITES[0], SUITES[4]]


def test_everything_runs_where_the_server_is(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://a:b@localhost/c")
    monkeypatch.setenv("TEST_ELASTICSEARCH_URL", "http://localhost:9")
    monkeypatch.setenv("TEST_ELASTICSEARCH_8_URL", "http://localhost:8")
    monkeypatch.setenv("CI", "true")
    assert run_tests.main() == 0
    assert ran == SUITES
    current, before, postgresql = run_tests.list_suites()[1:4]
    assert current.environment == {"TEST_ELASTICSEARCH_URL": "http://localhost:9"}
    assert (before.environment["TEST_ELASTICSEARCH_URL"], before.uses_older_client) == ("http://localhost:8", True)
    assert postgresql.environment == {"DATABASE_URL": "postgres://a:b@localhost/c"}


def test_one_failure_is_not_hidden_by_what_follows(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_tests, "run", lambda suite: suite.name != SUITES[0])
    assert run_tests.main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == f"FAILED {SUITES[0]}"


def test_a_test_without_its_server_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^needs Chromium: `make servers` brings it$"):
        refuse_or_skip("needs Chromium: `make servers` brings it")


def test_a_test_without_its_server_fails_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"^needs Chromium, and nothing may be skipped under CI=true$"):
        refuse_or_skip("needs Chromium")
