"""A planner builds a page of ten blocks from a template, schedules it, and it appears to the second."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from django.utils.timezone import localtime
from playwright.sync_api import Page, expect
from wagtail.models import GroupPagePermission

from campaigns.landing.models import CodeGroup, GroupCode, LandingIndexPage, LandingPage
from campaigns.landing.templating.shipped import find_double_eleven
from cms.delivery import worker
from tests import factories, pages, showroom
from tests.functional.browsing import (
    MARKS,
    ask,
    choose_picture,
    insert_block,
    keep,
    log_in,
    make_person,
    read,
)

TITLE, PATH = "双十一主会场", "/campaigns/shuang-shi-yi-zhu-hui-chang"
ROUTE = """
query ($path: String!) {
  serverTime
  route(path: $path, locale: "zh-hans") { content { ... on LandingPage { title startsAt blocks { __typename } } } }
}
"""
BLOCKS = [
    *("CarouselBlock", "CountdownBlock", "ShelfBlock", "ShelfBlock", "ShelfBlock", "GroupCodeBlock", "QuestionsBlock"),
    *("HeadingBlock", "TextBlock", "ProductsBlock"),
]
# Enough for a person, and a busy machine, to set the time and press the button.
AHEAD = timedelta(seconds=30)

pytestmark = MARKS


@pytest.fixture
def index() -> LandingIndexPage:
    """Where landing pages live, products that the template's rules find, a picture and a group."""
    for number in range(8):
        product = factories.make_product(f"tea-{number}", stage="new" if number < 4 else "mature")
        factories.make_offer(product, price_minor=1000 + number * 100)
        factories.make_published(product=product, title=f"明前龙井 {number} 号")
    image = showroom.make_image("茶山的早晨")
    group = CodeGroup(name="茶友群")
    group.codes = [GroupCode(name="茶友 3 群", picture=image, capacity=200)]
    group.save()
    index = pages.find_index(LandingIndexPage, "campaigns")
    worker.drain(consumers=["dependants", "index"])
    return index


@pytest.fixture
def planner(index: LandingIndexPage) -> User:
    """Somebody who plans campaigns: adds and publishes landing pages."""
    rights = ("landing.view_codegroup", "landing.change_codegroup", "landing.add_landingtemplate")
    user = make_person("xiaolin", "活动策划", *rights)
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=Group.objects.get(name="活动策划"),
            page=index,
            permission=Permission.objects.get(codename=codename, content_type__app_label="wagtailcore"),
        )
    return user


def start_from_template(page: Page, server: str) -> LandingPage:
    page.goto(f"{server}/admin/campaign-pages/new/")
    keep(page, "landing-1-templates")
    page.get_by_role("link", name="Make a page from “Double Eleven”").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Make the draft").click()
    page.wait_for_url("**/admin/pages/*/edit/")
    return LandingPage.objects.get(title=TITLE)


def complete(page: Page) -> None:
    """What a template cannot know: a picture, a group; and three more blocks."""
    body = page.locator("#panel-child-content-body-section")
    slide = body.locator("[data-contentpath=slides]").first
    opener = slide.locator("[data-panel-toggle][aria-expanded=false]")
    if opener.count():
        opener.first.click()
    slide.locator("[data-contentpath=picture]").get_by_role("button", name="Choose an image").click()
    choose_picture(page, "茶山的早晨")
    page.locator("[name=body-0-value-slides-0-value-picture-alt_text]").fill("茶山的早晨")
    body.locator("[data-contentpath=group]").get_by_role("button", name=re.compile("^Choose")).first.click()
    page.locator(".modal-content").get_by_role("link", name="茶友群").click()
    insert_block(page, "body", "Heading")
    page.locator("input[name=body-7-value]").fill("为什么是这一口")
    insert_block(page, "body", "Text")
    editor = body.locator(".public-DraftEditor-content").last
    editor.click()
    editor.press_sequentially("清明前采的。")
    insert_block(page, "body", "Products")
    # As people have them: a list out of a table.
    body.get_by_role("button", name="Paste or edit as a list").last.click()
    page.locator("[name=body-9-value-selection-products]").fill("tea-7\ntea-6")
    page.locator("#id_title").focus()


def preview_at(page: Page, moment: datetime | None) -> Any:
    """The preview as of `moment`; now for None."""
    if moment is None:
        page.locator("[data-preview-moment-now]").click()
    else:
        page.locator("#preview-moment-at").fill(f"{localtime(moment):%Y-%m-%dT%H:%M}")
    return page.frame_locator("#w-preview-iframe")


def schedule(page: Page) -> datetime:
    """Set the moment in the form and press the button; the moment."""
    # The form knows minutes.
    moment = (timezone.now() + AHEAD).replace(second=0, microsecond=0) + timedelta(minutes=1)
    if page.get_by_role("button", name="Toggle status").get_attribute("aria-expanded") != "true":
        page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.locator("#id_go_live_at").fill(f"{localtime(moment):%Y-%m-%d %H:%M}")
    # By the keyboard: the calendar lies over the button.
    with page.expect_navigation():
        page.get_by_role("button", name="Save schedule").press("Enter")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=re.compile("Schedule to publish|Publish")).last.click()
    page.wait_for_load_state()
    return moment


def watch(server: str, until: datetime) -> tuple[datetime, datetime]:
    """Ask until it is there, every 50 ms: the server's time of the last answer without it, and of the first with it."""
    before = None
    while timezone.now() < until:
        data = ask(server, ROUTE, path=PATH)
        at = datetime.fromisoformat(data["serverTime"])
        if data["route"] is not None:
            assert before is not None, "it was there from the start"
            return before, at
        before = at
        time.sleep(0.05)
    raise AssertionError("it did not appear")


def test_a_landing_page_appears_to_the_second(
    live_server: Any, index: LandingIndexPage, planner: User, page: Page
) -> None:
    server = live_server.url
    log_in(page, server)
    draft = start_from_template(page, server)
    complete(page)
    keep(page, "landing-2-built")

    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="为什么是这一口")).to_be_visible()
    expect(preview.locator("link[href*='shop/shop']").first).to_be_attached()
    # Before the day it says when it starts, on the day when it ends.
    start = find_double_eleven(localtime(timezone.now()))
    words = "11.11 starts in" if timezone.now() < start else "11.11 ends in"
    expect(preview.get_by_text(words).first).to_be_visible()
    day = start + timedelta(hours=9)
    expect(preview_at(page, day).get_by_text("11.11 ends in").first).to_be_visible()
    keep(page, "landing-3-preview-on-the-day")
    page.get_by_role("button", name="Toggle preview").click()

    moment = schedule(page)
    expect(page.locator(".messages")).to_contain_text(re.compile("scheduled", re.IGNORECASE))
    keep(page, "landing-4-scheduled")
    draft.refresh_from_db()
    assert draft.live is False
    assert read(f"{server}/zh-hans{PATH}")[0] == 404

    # No worker runs at all: when a page is shown is decided when it is asked for.
    before, at = watch(server, moment + timedelta(seconds=20))
    assert before < moment <= at
    assert at - moment < timedelta(seconds=1)
    content = ask(server, ROUTE, path=PATH)["route"]["content"]
    assert content["title"] == TITLE
    assert datetime.fromisoformat(content["startsAt"]) == moment
    assert [block["__typename"] for block in content["blocks"]] == BLOCKS
    page.goto(f"{server}/zh-hans{PATH}")
    expect(page.get_by_role("heading", name="为什么是这一口")).to_be_visible()
    expect(page.get_by_role("link", name="明前龙井 7 号").last).to_be_visible()
    keep(page, "landing-5-storefront")
