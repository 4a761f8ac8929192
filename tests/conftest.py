"""What every test gets: no network, a data folder of its own process, and a word on what is missing."""

from __future__ import annotations

import pytest
from hypothesis import settings as hypothesis_settings

from scripts.server_packages import find_chromium
from tests import network, servers

# Two cores shared by parallel tests make any deadline a matter of luck.
hypothesis_settings.register_profile("vitrine", deadline=None)
hypothesis_settings.load_profile("vitrine")


def pytest_configure(config: pytest.Config) -> None:
    network.forbid()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for reason in servers.find_missing(item):
        servers.refuse_or_skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; tests that ask for it are marked `browser`."""
    found = find_chromium()
    if found is None:
        servers.refuse_or_skip("needs Chromium: `make servers` brings it")
    assert found is not None
    return found
