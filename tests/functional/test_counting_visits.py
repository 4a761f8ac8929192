"""A visitor is asked, and counted only after a yes: what they search for, click, look at and put in the cart."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cms.delivery import worker
from search.behaviour import recording
from search.behaviour.models import Event
from tests import factories
from tests.functional.browsing import MARKS, open_page

pytestmark = MARKS
PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"


@pytest.fixture
def shop() -> None:
    recording._recorder.waiting.clear()
    category = factories.make_category("mugs", name="杯子")
    for number in range(3):
        product = factories.make_product(f"mug-{number}", category=category)
        factories.make_offer(product)
        factories.make_published(product=product, title=f"马克杯 {number}")
    worker.drain(consumers=["dependants", "index"])


@pytest.fixture
def visitor(browser: Browser) -> Page:
    return open_page(browser, user_agent=PERSON, locale="en")


def wait_for(count: int) -> list[tuple[str, str]]:
    """The events, once there are so many."""
    deadline = time.monotonic() + 20
    while Event.objects.count() < count and time.monotonic() < deadline:
        time.sleep(0.2)
    return sorted(Event.objects.values_list("action_name", "object_id"))


def test_who_agrees_is_counted_and_nobody_else(live_server: Any, shop: None, visitor: Page) -> None:
    problems: list[str] = []
    visitor.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    visitor.goto(f"{live_server.url}/zh-hans/products/mug-0")
    visitor.locator("[data-buy] button[type=submit]").click()
    visitor.goto(f"{live_server.url}/zh-hans/search?q=马克杯")
    visitor.wait_for_timeout(2_500)
    assert not Event.objects.exists()
    assert visitor.evaluate("localStorage.length") == 0

    visitor.locator("[data-agree=yes]").click()
    assert visitor.locator("[data-agree=yes]").get_attribute("aria-pressed") == "true"
    visitor.locator("[data-items] li a").nth(1).click()
    visitor.wait_for_url("**/products/**")
    visitor.locator("[data-buy] button[type=submit]").click()
    visitor.wait_for_timeout(2_000)

    events = wait_for(4)
    clicked = Event.objects.get(action_name="click")
    assert events == sorted(
        [("add_to_cart", clicked.object_id), ("click", clicked.object_id), ("search", ""), ("view", clicked.object_id)]
    )
    assert clicked.ordinal == 2
    assert clicked.query_id == Event.objects.get(action_name="search").query_id is not None
    assert len(set(Event.objects.values_list("client", flat=True))) == 1

    visitor.locator("[data-agree=no]").click()
    visitor.reload()
    visitor.wait_for_timeout(2_000)
    assert Event.objects.count() == 4
    assert visitor.evaluate("localStorage.getItem('vitrine-client')") is None
    assert problems == []
    # What is in the cart is kept, and nothing that tells one visitor from another.
    assert {cookie["name"] for cookie in visitor.context.cookies()} == {"vitrine_cart", "vitrine_cart_count"}
