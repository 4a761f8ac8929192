"""What a test may need beside Python, and what happens where it is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

import pytest

from scripts.server_packages import find_chromium
from scripts.servers import find_elasticsearch_server

_BRINGS_THEM = "`make servers` brings it"


def find_missing(item: pytest.Item) -> Iterator[str]:
    """Say what `item` is marked to need and this run does not have."""
    if item.get_closest_marker("browser") and not find_chromium():
        yield f"needs Chromium: {_BRINGS_THEM}"
    if item.get_closest_marker("postgres") and not runs_on_postgresql():
        yield f"needs PostgreSQL: {_BRINGS_THEM}, `make test` uses it"
    if item.get_closest_marker("elasticsearch") and not find_elasticsearch_url():
        yield f"needs Elasticsearch: {_BRINGS_THEM}"


@lru_cache(maxsize=1)
def find_elasticsearch_url() -> str:
    """The server tests use: $TEST_ELASTICSEARCH_URL, or what `make servers` has started; "" where there is none."""
    server = find_elasticsearch_server()
    return os.environ.get("TEST_ELASTICSEARCH_URL", "") or (server.url if server.is_running() else "")


def runs_on_postgresql() -> bool:
    """Whether this run's database is PostgreSQL."""
    from django.conf import settings

    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def refuse_or_skip(reason: str) -> None:
    """Skip the running test, or fail it where everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and nothing may be skipped under CI=true", pytrace=False)
    pytest.skip(reason)
