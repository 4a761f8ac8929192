"""Every test this machine has the servers for. `make test`; what is skipped is said at the end, with the way out.

Under CI=true nothing may be skipped: a server that is missing is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from scripts.older_client import ensure_environment
from scripts.server_elasticsearch import BEFORE, CURRENT, Release
from scripts.server_packages import find_chromium
from scripts.servers import find_elasticsearch_server, find_postgresql_server

CHECKOUT = Path(__file__).resolve().parents[1]
_ELASTICSEARCH = ["tests/integration/search", "-m", "elasticsearch"]


@dataclass(frozen=True)
class Suite:
    """One run of pytest; `missing` names the server it needs and this machine does not have."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    missing: str = ""
    way_out: str = "`make servers` brings it"
    uses_older_client: bool = False


def list_suites() -> list[Suite]:
    """What there is to run, quickest first."""
    database_url = find_postgresql_url()
    missing_database = "" if database_url else "PostgreSQL"
    browser = {"CHROMIUM": find_chromium() or ""}
    current = find_elasticsearch_url("TEST_ELASTICSEARCH_URL", CURRENT)
    before = find_elasticsearch_url("TEST_ELASTICSEARCH_8_URL", BEFORE)
    return [
        Suite(
            "unit and integration tests, SQLite",
            ["tests/unit", "tests/integration", "-m", "not postgres and not elasticsearch"],
        ),
        Suite(
            "search, Elasticsearch 9",
            _ELASTICSEARCH,
            {"TEST_ELASTICSEARCH_URL": current},
            "" if current else "Elasticsearch",
        ),
        Suite(
            "search, Elasticsearch 8 and its client",
            _ELASTICSEARCH,
            {"TEST_ELASTICSEARCH_URL": before, "VITRINE_CATALOGUE": ""},
            "" if before else "Elasticsearch 8",
            "`scripts/servers.sh up elasticsearch-8` brings it",
            uses_older_client=True,
        ),
        Suite(
            "integration tests, PostgreSQL",
            ["tests/integration", "-m", "not elasticsearch"],
            {"DATABASE_URL": database_url},
            missing_database,
        ),
        # One at a time: two browsers on two cores only wait for each other. Without one, what needs it is skipped.
        Suite("functional tests, Chromium", ["tests/functional", "--numprocesses=0"], browser),
    ]


def find_postgresql_url() -> str:
    """The address tests use: $TEST_DATABASE_URL, or what `make servers` has started; "" where there is none."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    server = find_postgresql_server()
    return given or (server.url if server.is_running() else "")


def find_elasticsearch_url(variable: str, release: Release) -> str:
    """The address tests use: what `variable` says, or the server that was brought; "" where there is none."""
    server = find_elasticsearch_server(release)
    return os.environ.get(variable, "") or (server.url if server.is_running() else "")


def run(suite: Suite) -> bool:
    """Run one suite; whether it passed."""
    print(f"==> {suite.name}", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | suite.environment
    python = ensure_environment() if suite.uses_older_client else sys.executable
    command = [str(python), "-m", "pytest", "--quiet", *suite.arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment).returncode == 0


def main() -> int:
    suites = list_suites()
    failed = [suite.name for suite in suites if not suite.missing and not run(suite)]
    skipped = [suite for suite in suites if suite.missing]
    for suite in skipped:
        print(f"SKIPPED {suite.name}: there is no {suite.missing}; {suite.way_out}")
    for name in failed:
        print(f"FAILED {name}")
    if skipped and os.environ.get("CI") == "true":
        print("Under CI=true nothing may be skipped.")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
