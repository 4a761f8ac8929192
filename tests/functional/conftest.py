"""Functional tests see what integration tests see: a database of their own and a new data folder; and a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.browsing import CHECKOUT, open_browser, open_page
from tests.integration.conftest import starting_rows, subprocess_environment, vitrine_data

__all__ = ["browser", "page", "starting_rows", "subprocess_environment", "vitrine_data", "worker"]


@pytest.fixture
def browser(chromium: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, and Django would refuse to use the database beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with open_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of whoever the test is about."""
    page = open_page(browser)
    yield page
    # What they saw last, for a test that failed.
    page.screenshot(path=tmp_path / "last.png")


@pytest.fixture
def worker(subprocess_environment: Mapping[str, str]) -> Iterator[subprocess.Popen]:
    """The worker as a process; ask for it after what is made in one go, so that the two do not wait for each other."""
    process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=CHECKOUT, env=dict(subprocess_environment))
    yield process
    process.terminate()
    process.wait(timeout=20)
