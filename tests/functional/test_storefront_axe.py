"""Every kind of page in both languages, on a phone and on a desktop: axe finds nothing serious, nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cms.community.models import Board, BoardText
from cms.delivery import worker
from tests import community, factories, showroom
from tests.integration.promotions.making import make_promotion, publish

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1440, "height": 1000}}
LARGEST_SHIFT = 0.02
GRAVE = {"serious", "critical"}
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The live server's threads are cut off with the browser's last connections.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def browser(chromium: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, and Django would refuse to use the database beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def addresses(settings: Any) -> dict[str, str]:
    """A page of every kind, below each language, by name."""
    settings.VITRINE_IS_DEVELOPMENT = True
    community.relax()
    image = showroom.make_image()
    _stock_the_shop(image)
    found: dict[str, str] = {}
    for locale in ("zh-hans", "en"):
        found |= {f"{kind} {locale}": address for kind, address in showroom.furnish(locale, image).items()}
        found |= _list_own_pages(locale)
    worker.drain(consumers=["dependants", "index"])
    return found


def _stock_the_shop(image: Any) -> None:
    brand = factories.make_brand("acme", name="Acme")
    top = factories.make_category("kitchen", name="厨房")
    category = factories.make_category("mugs", parent=top, name="杯子")
    for number in range(8):
        product = factories.make_product(f"mug-{number}", brand=brand, category=category, variant_axes=["color"])
        factories.make_offer(
            product, f"M{number}-RED", price_minor=5900 + number, list_price_minor=7900, options={"color": "红"}
        )
        factories.make_offer(product, f"M{number}-BLUE", price_minor=6900, stock=0, options={"color": "蓝"})
        factories.make_published(
            product=product,
            title=f"马克杯 {number}",
            summary="一只杯子。",
            selling_points=[("point", "手工"), ("point", "可微波")],
            pictures=[("picture", {"image": image, "alt_text": "一只杯子"})] if number < 3 else [],
        )
    _start_promotions()
    board = Board.objects.create(slug="tea-talk")
    for locale in ("zh-hans", "en"):
        BoardText.objects.create(board=board, locale=factories.find_locale(locale), name="茶话", description="聊茶。")
    board.save()
    community.write_review("mug-0", rating=4)
    community.ask("mug-0")


def _start_promotions() -> None:
    """A sale, one that is announced, and a threshold that a small cart does not reach."""
    now = timezone.now()
    price = {"type": "set_price", "value": {"value": "49.00", "target": {"products": ["mug-0", "mug-1"]}}}
    publish(make_promotion(action=price, name="秒杀", ends_at=now + timedelta(hours=2)))
    soon = {"starts_at": now + timedelta(days=1), "announced_at": now - timedelta(days=1)}
    publish(make_promotion(action=price, name="预告", **soon))
    amount = {"type": "amount", "value": {"value": "30.00", "allocation": "across", "select": "cheapest"}}
    publish(make_promotion(action=amount, conditions=[{"type": "amount", "value": {"at_least": "150"}}], name="满减"))


def _list_own_pages(locale: str) -> dict[str, str]:
    pages = {
        "category": "/categories/kitchen",
        "brand": "/brands/acme",
        "search": "/search?q=马克杯",
        "nothing found": "/search?q=xyzzy",
        "product": "/products/mug-0",
        "reviews": "/products/mug-0/reviews",
        "questions": "/products/mug-0/questions",
        "community": "/community",
        "board": "/community/boards/tea-talk",
        "coupons": "/coupons",
        "empty cart": "/cart",
        "sign-in": "/me/sign-in",
        "missing": "/nothing/here",
    }
    return {f"{kind} {locale}": f"/{locale}{path}" for kind, path in pages.items()}


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_there_for_everybody(
    live_server: Any, browser: Browser, addresses: dict[str, str], size: str, tmp_path: Path
) -> None:
    page = _open_page(browser, size)
    faults = [fault for name, address in addresses.items() for fault in _examine(page, live_server.url + address, name)]
    page.goto(f"{live_server.url}/zh-hans/products/mug-0")
    page.locator("[data-buy] button[type=submit]").click()
    expect(page.locator("[data-cart-count]")).to_have_text("1")
    for locale in ("zh-hans", "en"):
        faults += _examine(page, f"{live_server.url}/{locale}/cart?removed=M1-RED", f"cart {locale}")
    page.goto(f"{live_server.url}/zh-hans/me/sign-in")
    page.locator("button[value=lin]").click()
    for name, path in (
        ("me", "/zh-hans/me"),
        ("coupons of a member", "/zh-hans/coupons"),
        ("write", "/en/community/write"),
        ("review", "/zh-hans/products/mug-0/review"),
        ("product of a member", "/en/products/mug-0"),
        ("questions of a member", "/zh-hans/products/mug-0/questions"),
    ):
        faults += _examine(page, live_server.url + path, name)
        page.screenshot(path=tmp_path / f"{name}-{size}.png", full_page=True)
    assert faults == []


def _open_page(browser: Browser, size: str) -> Page:
    page = browser.new_page(viewport=SIZES[size])  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    page.add_init_script(WATCH)
    return page


def _examine(page: Page, url: str, name: str) -> list[str]:
    """What is wrong with a page, scrolled through to its end."""
    errors: list[str] = []

    def note(message: Any) -> None:
        # A page that is not there is asked for on purpose.
        if message.type == "error" and "404" not in message.text:
            errors.append(f"{name}: {message.text}")

    page.on("console", note)
    page.goto(url)
    page.wait_for_load_state("load")
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, page.viewport_size["height"]):
        page.evaluate(f"scrollTo({{ top: {top}, behavior: 'instant' }})")
        page.wait_for_timeout(40)
    shifted = page.evaluate("window.shifted")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    found = Axe().run(page).response["violations"]
    page.remove_listener("console", note)
    errors += [f"{name}: {one['id']} at {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]
    if shifted >= LARGEST_SHIFT:
        errors.append(f"{name}: what was there moved by {shifted:.3f}")
    if overflow > 0:
        errors.append(f"{name}: {overflow} pixels wider than the screen")
    return errors
