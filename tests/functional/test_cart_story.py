"""A shopper sees a sale's clock run out, puts things into the cart, changes their mind, and always knows the price."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from cms.delivery import worker
from tests import factories
from tests.functional.browsing import MARKS, open_page
from tests.integration.promotions.making import make_promotion, publish

pytestmark = MARKS


@pytest.fixture
def shop() -> None:
    for number in range(2):
        product = factories.make_product(f"mug-{number}")
        factories.make_offer(product, price_minor=6000)
        factories.make_published(product=product, title=f"马克杯 {number}")
    amount = {"type": "amount", "value": {"value": "30.00", "allocation": "across", "select": "cheapest"}}
    publish(
        make_promotion(action=amount, conditions=[{"type": "amount", "value": {"at_least": "150"}}], name="Save 30")
    )
    worker.drain(consumers=["dependants", "promotion-prices", "index"])


@pytest.fixture
def visitor(browser: Browser) -> Page:
    return open_page(browser, locale="en")


def start_sale(**fields: Any) -> None:
    action = {"type": "set_price", "value": {"value": "50.00", "target": {"products": ["mug-0"]}}}
    publish(make_promotion(action=action, name="Flash sale", **fields))
    worker.drain(consumers=["promotion-prices", "index"])


def test_from_a_sale_to_the_cart_and_back(live_server: Any, shop: None, visitor: Page) -> None:
    problems: list[str] = []
    visitor.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    start_sale(ends_at=timezone.now() + timedelta(hours=2))

    visitor.goto(f"{live_server.url}/en/products/mug-0")
    expect(visitor.locator("#offer .price__sale")).to_have_text("¥50.00")
    expect(visitor.locator("#offer [data-clock]")).to_contain_text("01:5")
    visitor.locator("#quantity").fill("2")
    visitor.locator("[data-buy] button[type=submit]").click()
    expect(visitor.locator("[data-cart-count]")).to_have_text("2")

    visitor.locator(".head__cart").click()
    visitor.wait_for_url("**/en/cart")
    expect(visitor.locator(".line__cut")).to_have_text("Flash sale −¥20.00")
    expect(visitor.locator(".hints p")).to_have_text("Spend ¥50 more for ¥30 off")
    expect(visitor.locator(".sums__total dd")).to_have_text("¥110.00")

    visitor.locator(".line [data-step='1']").click()
    expect(visitor.locator(".sums__total dd")).to_have_text("¥130.00")
    expect(visitor.locator(".hints")).to_have_count(0)
    expect(visitor.locator("#more-1")).to_be_focused()
    expect(visitor.locator("[data-cart-count]")).to_have_text("3")

    visitor.locator(".line__remove button").click()
    expect(visitor.locator(".empty__title")).to_be_visible()
    visitor.get_by_role("button", name="Undo").click()
    expect(visitor.locator(".sums__total dd")).to_have_text("¥130.00")
    visitor.get_by_role("button", name="Check out").click()
    expect(visitor.locator("[data-toast]")).to_contain_text("vitrine:checkout")
    assert problems == []


def test_when_the_clock_has_run_out_the_price_is_the_usual_one(live_server: Any, shop: None, visitor: Page) -> None:
    start_sale(ends_at=timezone.now() + timedelta(seconds=6))

    visitor.goto(f"{live_server.url}/en/products/mug-0")
    expect(visitor.locator("#offer .price__sale")).to_have_text("¥50.00")

    expect(visitor.locator("#offer .price__now")).to_have_text("¥60.00", timeout=15_000)
    expect(visitor.locator("#offer .ends")).to_have_count(0)


def test_without_script_the_cart_works_too(live_server: Any, shop: None, browser: Browser) -> None:
    visitor = open_page(browser, locale="en", java_script_enabled=False)

    visitor.goto(f"{live_server.url}/en/products/mug-0")
    visitor.locator("#quantity").fill("3")
    visitor.locator("[data-buy] button[type=submit]").click()
    expect(visitor.locator(".sums__total dd")).to_have_text("¥160.00")
    visitor.locator("#many-1").fill("1")
    visitor.get_by_role("button", name="Change").click()
    expect(visitor.locator(".sums__total dd")).to_have_text("¥70.00")
    visitor.locator(".line__remove button").click()
    expect(visitor.locator(".empty__title")).to_be_visible()
