"""A merchandiser judges results by keyboard, and sees what a rule would do before it is saved; axe finds nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from wagtail.users.models import UserProfile

from cms.delivery import worker
from search.merchandising.models import QueryRule, SearchJudgement
from tests import factories
from tests.functional.test_moderation import browser, log_in

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def mugs() -> None:
    for number in range(4):
        factories.make_offer(factories.make_product(f"mug-{number}"), f"M-{number}", price_minor=1000 + number)
        factories.make_published(product=factories.Product.objects.get(key=f"mug-{number}"), title=f"马克杯 {number}")
    worker.drain(consumers=["index"])


@pytest.fixture
def merchandiser() -> User:
    user = User.objects.create_superuser("chen", "chen@example.com", "secret")
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def find_faults(page: Page, area: str) -> list[str]:
    """What axe has against our own part of a page; Wagtail's is Wagtail's."""
    found = Axe().run(page, context=area).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


def judge(page: Page, key: str) -> None:
    with page.expect_response("**/judge/"):
        page.keyboard.press(key)


def test_results_are_judged_by_keyboard(browser: Browser, live_server: Any, mugs: None, merchandiser: User) -> None:
    page = log_in(browser, merchandiser, live_server.url).new_page()
    page.goto(live_server.url + reverse("search_workbench:index"))
    page.locator("#id_q").fill("马克杯")
    page.locator("#id_q").press("Enter")
    hits = page.locator("[data-key]")
    expect(hits).to_have_count(4)
    expect(hits.first).to_contain_text("is in the title")
    hits.first.focus()
    judge(page, "3")
    page.keyboard.press("ArrowDown")
    judge(page, "1")
    first, second = (hits.nth(number).get_attribute("data-key") for number in range(2))
    assert dict(SearchJudgement.objects.values_list("product__key", "rating")) == {first: 3, second: 1}
    judge(page, "1")
    assert list(SearchJudgement.objects.values_list("product__key", flat=True)) == [first]
    expect(hits.first.locator("[data-rating='3']")).to_have_attribute("aria-pressed", "true")
    assert find_faults(page, ".content, main") == []


def test_the_effect_of_a_rule_is_seen_before_it_is_saved(
    browser: Browser, live_server: Any, mugs: None, merchandiser: User
) -> None:
    actions = [{"type": "pin", "value": {"products": ["M-3"], "place": 1}}]
    rule = QueryRule.objects.create(name="双11", queries="马克杯", actions=actions)
    page = log_in(browser, merchandiser, live_server.url).new_page()
    page.goto(live_server.url + reverse("wagtailsnippets_merchandising_queryrule:edit", args=[rule.pk]))
    page.locator("[name$='value-products']").first.evaluate(
        "field => { field.value = 'M-0'; field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    toggle = page.get_by_role("button", name="Toggle preview")
    toggle.focus()
    page.keyboard.press("Enter")
    effect = page.frame_locator("#w-preview-iframe, iframe[title='Preview']").first
    sides = effect.locator(".effect__side")
    expect(sides).to_have_count(2)
    expect(sides.nth(1).locator(".effect__hit").first).to_contain_text("马克杯 0")
    expect(sides.nth(0).locator(".effect__hit").first).to_contain_text("马克杯 3")
    address = live_server.url + reverse("wagtailsnippets_merchandising_queryrule:preview_on_edit", args=[rule.pk])
    started = time.perf_counter()
    page.goto(f"{address}?mode=zh-hans&in_preview_panel=true")
    assert time.perf_counter() - started < 3
    assert find_faults(page, "main") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
