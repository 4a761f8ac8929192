"""A shopper types a few letters, moves through what is suggested by keyboard, and gets there; a typo is understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.delivery import worker
from search.suggesting.building import build_suggestions
from tests import factories
from tests.functional.browsing import MARKS

pytestmark = MARKS


@pytest.fixture
def shop() -> None:
    category = factories.make_category("lips", name="口红")
    for number in range(3):
        product = factories.make_product(f"lip-{number}", category=category)
        factories.make_offer(product)
        factories.make_published(product=product, title=f"口红礼盒 keyboard {number}")
    worker.drain(consumers=["dependants", "index"])
    build_suggestions(at=timezone.now())


def test_what_is_suggested_is_chosen_by_keyboard(live_server: Any, shop: None, page: Page, tmp_path: Path) -> None:
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}/zh-hans/")
    box = page.locator("#find")
    box.press_sequentially("koh")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("口红")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.screenshot(path=tmp_path / "suggested.png")

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("Escape")
    expect(options).to_have_count(0)

    box.fill("口")
    expect(options.first).to_be_visible()
    category = options.filter(has_text="Category")
    expect(category.locator("a")).to_have_attribute("href", "/zh-hans/categories/lips")
    while category.get_attribute("aria-selected") != "true":
        box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/categories/lips")

    box.fill("keybord")
    box.press("Enter")
    page.wait_for_url("**/search?q=keybord")
    expect(page.get_by_role("status").filter(has_text="keyboard")).to_be_visible()
    expect(page.locator("[data-items] li")).to_have_count(3)
    page.screenshot(path=tmp_path / "meant.png")
    assert problems == []
