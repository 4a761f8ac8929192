"""An editor improves a product in a real browser, and shoppers find it within two seconds of the click."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from playwright.sync_api import Page, sync_playwright
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from cms.catalog.models import ProductContent
from tests import factories
from tests.pictures import make_photo, save

CHECKOUT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SECONDS_TO_SHOPPERS = 2
PRODUCT = """
query ($sku: String!) {
  product(sku: $sku) { title details { __typename ... on PictureBlock { image { url alt width } } } }
}
"""
SEARCH = "query ($text: String!) { search(text: $text) { nodes { title } } }"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The live server's threads are cut off with the browser's last connections.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def editor() -> User:
    """Someone of the content team: may change and publish products and use pictures, nothing else."""
    group = Group.objects.create(name="内容编辑")
    for codename in ("change_productcontent", "publish_productcontent"):
        group.permissions.add(Permission.objects.get(content_type__app_label="catalog", codename=codename))
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_image", "choose_image"):
        permission = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    user = User.objects.create_user("xiaolin", "xiaolin@example.com", "a-long-secret")
    user.groups.add(group)
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def content() -> ProductContent:
    """A product among others, published, and a picture in the library."""
    for number in range(30):
        factories.make_published(f"cup-{number}", title=f"陶瓷马克杯 {number}")
    image = get_image_model()(title="一副耳机", file=ContentFile(save(make_photo(1200, 900)), name="headphones.jpg"))
    image.save()
    product = factories.make_product("wh1000")
    factories.make_offer(product, "WH-1000-B", price_minor=89900)
    return factories.make_published(product=product, title="无线耳机")


@pytest.fixture
def worker(subprocess_environment: Mapping[str, str], content: ProductContent) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=CHECKOUT, env=dict(subprocess_environment))
    yield process
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def page(chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    # Playwright runs an event loop in this thread, and Django would refuse to use the database beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.set_default_timeout(20_000)
        yield page
        # What the editor saw last, for a test that failed.
        page.screenshot(path=tmp_path / "last.png")
        browser.close()


def ask(server: str, query: str, **variables: str) -> Any:
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


def find(server: str, text: str) -> list[str]:
    return [node["title"] for node in ask(server, SEARCH, text=text)["search"]["nodes"]]


def wait_until(is_true: Callable[[], bool], *, seconds: float) -> float:
    """The seconds it took."""
    started = time.monotonic()
    while not is_true():
        assert time.monotonic() - started < seconds, f"not within {seconds} seconds"
        time.sleep(0.05)
    return time.monotonic() - started


def log_in(page: Page, server: str) -> None:
    page.goto(f"{server}/admin/")
    page.get_by_label("Username").fill("xiaolin")
    page.get_by_label("Password").fill("a-long-secret")
    page.get_by_role("button", name="Sign in").click()


def find_product(page: Page, server: str) -> None:
    page.goto(f"{server}/admin/catalogue/products/")
    page.get_by_role("searchbox").or_(page.locator("#id_q")).first.fill("wh-1000")
    page.get_by_role("link", name="无线耳机").click()


def rewrite(page: Page) -> None:
    """A new title, a heading, and a picture from the library."""
    page.locator("#id_title").fill("旗舰降噪耳机")
    details = page.locator("#panel-child-content-details-section")
    details.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Heading").click()
    details.locator("input[id^=details-0-value]").fill("听得见的安静")
    details.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Picture", exact=True).click()
    details.get_by_role("button", name="Choose an image").click()
    page.locator(".modal-content .image-choice").filter(has_text="一副耳机").click()
    details.get_by_label("Alt text").fill("黑色头戴耳机")


def test_change_is_with_shoppers_in_two_seconds(
    live_server: Any, worker: subprocess.Popen, editor: User, page: Page, tmp_path: Path
) -> None:
    server = live_server.url
    wait_until(lambda: find(server, "无线耳机") == ["无线耳机"], seconds=30)

    log_in(page, server)
    find_product(page, server)
    rewrite(page)

    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    preview.get_by_role("heading", name="旗舰降噪耳机").wait_for()
    preview.get_by_alt_text("黑色头戴耳机").wait_for()
    page.screenshot(path=tmp_path / "preview.png")
    # A draft, kept by autosave meanwhile, is nowhere but in preview.
    assert ask(server, PRODUCT, sku="WH-1000-B")["product"] == {"title": "无线耳机", "details": []}
    assert find(server, "旗舰降噪") == []

    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("is published: shoppers see it in").wait_for()
    published = time.monotonic()

    def is_with_shoppers() -> bool:
        product = ask(server, PRODUCT, sku="WH-1000-B")["product"]
        return product["title"] == "旗舰降噪耳机" and find(server, "旗舰降噪") == ["旗舰降噪耳机"]

    wait_until(is_with_shoppers, seconds=SECONDS_TO_SHOPPERS - (time.monotonic() - published))
    details = ask(server, PRODUCT, sku="WH-1000-B")["product"]["details"]
    assert [block["__typename"] for block in details] == ["HeadingBlock", "PictureBlock"]
    assert (details[1]["image"]["alt"], details[1]["image"]["width"]) == ("黑色头戴耳机", 1200)
    assert "无线耳机" not in find(server, "无线耳机")
    assert worker.poll() is None
