"""An editor improves a product in a real browser, and shoppers find it within two seconds of the click."""

from __future__ import annotations

import subprocess
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect
from wagtail.images import get_image_model

from cms.catalog.models import ProductContent
from tests import factories
from tests.functional.browsing import MARKS, ask, keep, log_in, make_person, wait_until
from tests.pictures import make_photo, save

SECONDS_TO_SHOPPERS = 2
PRODUCT = """
query ($sku: String!) {
  product(sku: $sku) { title details { __typename ... on PictureBlock { image { url alt width } } } }
}
"""
SEARCH = "query ($text: String!) { search(text: $text) { nodes { title } } }"

pytestmark = MARKS


@pytest.fixture
def editor() -> User:
    """Someone of the content team: may change and publish products and use pictures, nothing else."""
    return make_person("xiaolin", "内容编辑", "catalog.change_productcontent", "catalog.publish_productcontent")


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


def find(server: str, text: str) -> list[str]:
    return [node["title"] for node in ask(server, SEARCH, text=text)["search"]["nodes"]]


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
    # The editor proposes what the picture is called, a moment after it was chosen.
    expect(details.get_by_label("Alt text")).to_have_value("一副耳机")
    details.get_by_label("Alt text").fill("黑色头戴耳机")


def test_change_is_with_shoppers_in_two_seconds(
    live_server: Any, content: ProductContent, worker: subprocess.Popen, editor: User, page: Page
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
    keep(page, "product-1-preview")
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
