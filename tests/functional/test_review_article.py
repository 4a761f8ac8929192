"""An editor writes a review and submits it, the head of operations approves, and it is on the storefront."""

from __future__ import annotations

import subprocess
import time
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from playwright.sync_api import Browser, Page, expect
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.models import (
    Page as WagtailPage,
)

from cms.content.models import ArticleIndexPage
from tests import factories, pages
from tests.functional.browsing import (
    MARKS,
    allow_for_load,
    ask,
    choose_product,
    insert_block,
    keep,
    log_in,
    make_person,
    open_page,
    read,
    wait_until,
)

EDITORS, HEADS = "内容编辑", "运营负责人"
SECONDS_TO_SHOPPERS = 2
PATH = "/articles/liang-zhi-bei-zi"
ROUTE = """
query ($path: String!) {
  route(path: $path, locale: "zh-hans") {
    content {
      ... on Article {
        title
        review { scores { label score maximum } pros cons verdict }
        body { __typename ... on ProductCardsBlock { products { title } } }
      }
    }
  }
}
"""

pytestmark = MARKS


@pytest.fixture
def index() -> ArticleIndexPage:
    factories.make_published("cup", title="青瓷杯")
    factories.make_published("tea", title="龙井")
    return pages.find_index(ArticleIndexPage, "articles")


@pytest.fixture
def people(index: ArticleIndexPage) -> list[User]:
    """An editor who may not publish, and who decides on what editors submit."""
    found = [make_person("xiaolin", EDITORS), make_person("zhiyuan", HEADS)]
    for group, codenames in ((EDITORS, ("add_page",)), (HEADS, ("add_page", "change_page", "publish_page"))):
        for codename in codenames:
            GroupPagePermission.objects.create(
                group=Group.objects.get(name=group),
                page=pages.find_home(),
                permission=Permission.objects.get(codename=codename, content_type__app_label="wagtailcore"),
            )
    task = GroupApprovalTask.objects.create(name="上线审批")
    task.groups.add(Group.objects.get(name=HEADS))
    workflow = Workflow.objects.create(name="发布流程")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    # Migrations leave a workflow there, which a test before this one may have emptied away.
    WorkflowPage.objects.update_or_create(page=WagtailPage.get_first_root_node(), defaults={"workflow": workflow})
    return found


def write_review(page: Page) -> None:
    page.locator("#id_title").fill("两只杯子")
    page.locator("#id_kind").select_option("review")
    page.locator("#id_lead").fill("用了一个月，说说手感。")
    page.locator("#id_reviewed_product-chooser").get_by_role("button", name="Choose").first.click()
    choose_product(page, "青瓷杯")
    for place, (label, score) in enumerate([("手感", "9.5"), ("保温", "7")]):
        page.locator("#id_review_scores-ADD").click()
        page.locator(f"#id_review_scores-{place}-label").fill(label)
        page.locator(f"#id_review_scores-{place}-score").fill(score)
    for field, line in (("pros", "杯口薄，不烫手"), ("cons", "不能进微波炉")):
        page.locator(f"#{field}-root").get_by_role("button", name="Insert a block").click()
        page.locator(f"input[name={field}-0-value]").fill(line)
    page.locator("#id_verdict").fill("值得买。")
    insert_block(page, "body", "Heading")
    page.locator("input[name=body-0-value]").fill("两只都留下了")
    for title in ("青瓷杯", "龙井"):
        insert_block(page, "body", "Product card")
        page.locator("#panel-child-content-body-section").get_by_role("button", name="Choose a product").last.click()
        choose_product(page, title)


def check_preview(page: Page) -> None:
    """It is the storefront's own page: its header, its style, and the products."""
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="两只杯子")).to_be_visible()
    expect(preview.locator("link[href*='shop/shop']").first).to_be_attached()
    expect(preview.locator("main .verdict")).to_contain_text("杯口薄，不烫手")
    expect(preview.locator("main .verdict")).to_contain_text("不能进微波炉")
    for title in ("青瓷杯", "龙井"):
        expect(preview.locator(".article__body").get_by_role("link", name=title).last).to_be_visible()


def approve(page: Page, server: str) -> float:
    """What the head of operations does; the moment of the click."""
    log_in(page, server, "zhiyuan")
    keep(page, "review-4-waiting")
    page.get_by_role("link", name="两只杯子").first.click()
    page.wait_for_url("**/edit/**")
    button = page.get_by_role("button", name="Approve and Publish")
    if not button.is_visible():
        page.get_by_role("button", name="More actions").click()
    button.wait_for()
    clicked = time.monotonic()
    # Not waiting for the answer: shoppers do not wait for it either.
    button.click(no_wait_after=True)
    return clicked


def test_a_review_is_on_the_storefront_two_seconds_after_it_is_approved(
    live_server: Any,
    index: ArticleIndexPage,
    people: list[User],
    worker: subprocess.Popen,
    page: Page,
    browser: Browser,
) -> None:
    server = live_server.url
    address = f"{server}/zh-hans{PATH}"
    log_in(page, server)
    page.goto(f"{server}/admin/pages/add/content/articlepage/{index.pk}/")
    write_review(page)
    keep(page, "review-1-written")
    check_preview(page)
    keep(page, "review-2-preview")

    # Sent while Wagtail's autosave makes the page, it would be made twice, and refused for its address.
    page.wait_for_function("document.querySelector('[data-edit-form]').action.includes('/edit/')")
    page.get_by_role("button", name="More actions").last.click()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Submit to 发布流程").click()
    expect(page.locator(".messages")).to_contain_text("两只杯子")
    keep(page, "review-3-submitted")
    assert read(address)[0] == 404
    assert ask(server, ROUTE, path=PATH)["route"] is None

    head = open_page(browser)
    clicked = approve(head, server)

    def is_on_storefront() -> bool:
        return ask(server, ROUTE, path=PATH)["route"] is not None and "两只杯子" in read(address)[1]

    wait_until(is_on_storefront, seconds=allow_for_load(SECONDS_TO_SHOPPERS) - (time.monotonic() - clicked))
    expect(head.locator(".messages")).to_contain_text("两只杯子")
    article = ask(server, ROUTE, path=PATH)["route"]["content"]
    assert article["title"] == "两只杯子"
    assert article["review"] == {
        "scores": [
            {"label": "手感", "score": 9.5, "maximum": 10},
            {"label": "保温", "score": 7, "maximum": 10},
        ],
        "pros": ["杯口薄，不烫手"],
        "cons": ["不能进微波炉"],
        "verdict": "值得买。",
    }
    head.goto(address)
    expect(head.locator("main .verdict")).to_contain_text("值得买。")
    for title in ("青瓷杯", "龙井"):
        expect(head.locator(".article__body").get_by_role("link", name=title).last).to_be_visible()
    keep(head, "review-5-storefront")
    assert worker.poll() is None
