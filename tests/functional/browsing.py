"""What functional tests share: a real browser, people who log in, a shopper's client, and pictures of what was seen."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from playwright.sync_api import Browser, Page, expect, sync_playwright
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

CHECKOUT = Path(__file__).resolve().parents[2]
PASSWORD = "a-long-secret"
_ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# The machine that runs the tests may be busy: what has to be quick is measured by itself.
_PATIENCE = 30_000
_SIZE = {"width": 1440, "height": 1000}
expect.set_options(timeout=_PATIENCE)

MARKS = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The live server's threads are cut off with the browser's last connections.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@contextmanager
def open_browser(chromium: str) -> Iterator[Browser]:
    """Chromium, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield browser
        browser.close()


def open_page(browser: Browser, **options: Any) -> Page:
    """A page of its own: no cookie of any other."""
    page = browser.new_context(viewport=_SIZE, **options).new_page()
    page.set_default_timeout(_PATIENCE)
    return page


def make_person(username: str, group: str, *permissions: str) -> User:
    """Somebody who reads the admin in English, in a `group` that may open it and has these permissions."""
    found, _is_new = Group.objects.get_or_create(name=group)
    for one in ("wagtailadmin.access_admin", *permissions):
        app_label, _dot, codename = one.partition(".")
        found.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    for codename in ("add_image", "choose_image"):
        permission = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
        GroupCollectionPermission.objects.get_or_create(
            group=found, collection=Collection.get_first_root_node(), permission=permission
        )
    user = User.objects.create_user(username, f"{username}@example.com", PASSWORD)
    user.groups.add(found)
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def log_in(page: Page, server: str, username: str = "xiaolin") -> None:
    page.goto(f"{server}/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server}/admin/")


def insert_block(page: Page, field: str, name: str) -> None:
    """Put a block at the end of a stream."""
    section = page.locator(f"#panel-child-content-{field}-section")
    section.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def choose_product(page: Page, title: str) -> None:
    """Take a product in the chooser that has opened."""
    modal = page.locator(".modal-content")
    modal.get_by_role("link", name=title).click()
    modal.wait_for(state="hidden")


def choose_picture(page: Page, title: str) -> None:
    """Take a picture in the chooser that has opened."""
    modal = page.locator(".modal-content")
    modal.locator(".image-choice").filter(has_text=title).click()
    modal.wait_for(state="hidden")


def ask(server: str, query: str, **variables: Any) -> Any:
    """What a shopper's client gets."""
    request = urllib.request.Request(
        f"{server}/graphql/",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return answer["data"]


def read(address: str) -> tuple[int, str]:
    """Status and text of a page, for a visitor with no cookie."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(errors="replace")


def wait_until(is_true: Callable[[], bool], *, seconds: float) -> float:
    """The seconds it took."""
    started = time.monotonic()
    while not is_true():
        assert time.monotonic() - started < seconds, f"not within {seconds} seconds"
        time.sleep(0.05)
    return time.monotonic() - started


def allow_for_load(seconds: float) -> float:
    """`seconds` of a machine that has nothing else to do, on this one: it takes longer by what waits for a core."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def keep(page: Page, name: str) -> None:
    """Keep a picture of the whole page among the artefacts: in $VITRINE_ARTEFACTS, else in var/artefacts."""
    folder = Path(os.environ.get("VITRINE_ARTEFACTS") or CHECKOUT / "var" / "artefacts")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
