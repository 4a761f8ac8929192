"""A moderator works through the queue by keyboard: approves, rejects, undoes; a second one is kept out meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from wagtail.users.models import UserProfile

from cms.community import starting
from cms.community.models import Question, Review
from cms.community.reviews import services
from cms.community.reviews.services import Words
from tests import factories
from tests.community import make_member, make_moderator, relax

ARGUMENTS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking".split()

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
BODIES = (
    "手感很好，保温六个小时没问题。加我微信 abc12345 拿优惠",
    "杯盖漏水，用了三天就坏了，客服一直不回复。",
    "颜色和图片一样，孩子很喜欢。<script>alert(1)</script>",
)


@pytest.fixture
def browser(chromium: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, and Django would refuse to use the database beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def reviews() -> list[Review]:
    """Three reviews that wait, the second of them low."""
    factories.make_published("mug", title="双层保温马克杯")
    starting.ensure_community()
    relax(held_first=1)
    written = []
    for number, body in enumerate(BODIES):
        words = Words(rating=(5, 1, 4)[number], title=("好杯子", "失望", "")[number], body=body)
        member = make_member(("林夏", "陈默", "王可")[number])
        written.append(services.create_review(member, "mug", words, locale="zh-hans", at=timezone.now()))
    return written


def make_service(name: str) -> User:
    user = make_moderator(Review, Question, name=name)
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def log_in(browser: Browser, user: User, origin: str) -> BrowserContext:
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": origin}])
    return context


def open_item(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-moderation-claim]")


def test_a_queue_is_worked_through_by_keyboard(
    browser: Browser, live_server: Any, reviews: list[Review], tmp_path: Path
) -> None:
    li, wang = make_service("li"), make_service("wang")
    page = log_in(browser, li, live_server.url).new_page()
    page.goto(live_server.url + reverse("moderation_queue"))
    expect(page.locator("table.listing tbody tr")).to_have_count(3)
    page.keyboard.press("?")
    expect(page.get_by_text("undo the last decision")).to_be_visible()
    page.screenshot(path=tmp_path / "queue.png", full_page=True)

    with page.expect_response(lambda response: response.url.endswith("/claim/")):
        open_item(page)
    expect(page.locator("mark.moderation-mark").first).to_contain_text("微信")
    page.screenshot(path=tmp_path / "item.png", full_page=True)
    other = log_in(browser, wang, live_server.url).new_page()
    other.goto(page.url)
    expect(other.get_by_text("li is working on this")).to_be_visible()
    expect(other.locator('[data-moderation-key="a"]')).to_be_disabled()

    # r leads to the reasons; typing a reason decides nothing until the button is pressed.
    page.keyboard.press("r")
    expect(page.locator("#moderation-reason")).to_be_focused()
    page.locator("#moderation-own-reason").fill("a 广告")
    page.get_by_role("button", name="Reject").press("Enter")
    expect(page.get_by_text("Rejected: its author sees the reason.")).to_be_visible()
    reviews[0].refresh_from_db()
    assert (reviews[0].state, reviews[0].reason) == ("rejected", "a 广告")

    # The next one of the queue is there already.
    expect(page.get_by_text("杯盖漏水")).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press("a")
    expect(page.get_by_text("Approved: everybody sees it now.")).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: it is as it was.")).to_be_visible()
    expect(page.get_by_text("杯盖漏水").first).to_be_visible()
    reviews[1].refresh_from_db()
    assert reviews[1].state == "pending"

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=tmp_path / "phone.png", full_page=True)
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto(live_server.url + reverse("community_cases"))
    expect(page.get_by_text("失望")).to_be_visible()
    page.screenshot(path=tmp_path / "cases.png", full_page=True)
