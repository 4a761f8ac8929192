"""A planner makes a promotion from a template and tries it, the head approves it, and shoppers pay less at once."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowState, WorkflowTask

from campaigns.promotions.carts import Wanted, build_cart
from campaigns.promotions.models import Promotion
from campaigns.rules.desk import evaluate
from tests import factories
from tests.functional.browsing import MARKS, log_in, make_person, open_page, wait_until

pytestmark = MARKS

_RIGHTS = [f"promotions.{action}_promotion" for action in ("add", "change", "view")]


@pytest.fixture
def tea() -> None:
    for number, price in enumerate((12000, 9000), start=1):
        product = factories.make_product(f"tea-{number}")
        factories.make_offer(product, f"T-{number}", price_minor=price)
        factories.make_published(product=product, title=f"龙井 {number}")


@pytest.fixture
def people(transactional_db: Any) -> None:
    make_person("xiaolin", "活动策划", *_RIGHTS)
    head: User = make_person("boss", "运营负责人", *_RIGHTS, "promotions.publish_promotion")
    task = GroupApprovalTask.objects.create(name="促销审批")
    task.groups.set(head.groups.all())
    workflow = Workflow.objects.create(name="促销审批")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=Promotion().get_base_content_type())


def find_total(quantity: int) -> str:
    built = build_cart([Wanted("1", "T-1", quantity)], at=timezone.now())
    return evaluate(built.cart, built.standing.find_book("CNY"))["total"]


def find_faults(page: Page, area: str) -> list[str]:
    """What axe has against our own part of a page; Wagtail's is Wagtail's."""
    found = Axe().run(page, context=area).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


def choose_action(page: Page, name: str) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=name).first.click()


def test_from_the_template_to_the_price(browser: Any, live_server: Any, tea: None, people: None) -> None:
    server = live_server.url
    before = find_total(2)
    page = open_page(browser)
    log_in(page, server)
    page.goto(server + reverse("promotions_desk:index"))
    assert find_faults(page, ".promotion-gallery") == []
    page.get_by_role("link", name="Spend and save").click()

    sentence = page.locator("[data-promotion-text]")
    expect(sentence).to_contain_text("¥30 off from ¥200")
    page.locator("[name$='value-tiers-0-value-value']").fill("50")
    expect(sentence).to_contain_text("¥50 off from ¥200")
    page.locator("[name='starts_at']").fill("")
    page.keyboard.press("Escape")

    # The panel is open the first time.
    panel = page.locator("[data-promotion-trial]")
    expect(panel).to_be_visible()
    page.get_by_role("button", name="A cart of my own").click()
    page.locator("[data-trial-search]").fill("龙井 1")
    page.locator("[data-trial-found] button").first.click()
    page.locator("[data-trial-lines] input").fill("2")
    page.get_by_role("button", name="Work it out").click()
    expect(page.locator(".promotion-cart tfoot")).to_contain_text("¥190.00")
    page.get_by_role("button", name="Past purchases").click()
    page.get_by_role("button", name="Work it out").click()
    expect(page.locator("[data-trial-results]")).to_contain_text("Nothing was bought yet")
    assert find_faults(page, ".promotion-desk") == []
    assert find_faults(page, ".promotion-sentence") == []

    choose_action(page, "Submit to")
    wait_until(lambda: WorkflowState.objects.filter(status="in_progress").exists(), seconds=30)
    promotion = Promotion.objects.get()
    assert promotion.template == "spend-amount"
    assert (promotion.live, find_total(2)) == (False, before)

    boss = open_page(browser)
    log_in(boss, server, "boss")
    boss.goto(server + reverse("wagtailsnippets_promotions_promotion:edit", args=[promotion.pk]))
    expect(boss.locator("[data-publish-checks-state]")).to_have_text("Nothing stands in the way of publishing.")
    choose_action(boss, "Approve")
    wait_until(lambda: Promotion.objects.get().live, seconds=30)

    assert (before, find_total(2)) == ("240.00", "190.00")

    page.goto(server + reverse("promotions_desk:stop", args=[promotion.pk]))
    page.get_by_label("Why it is stopped").fill("wrong price")
    page.get_by_role("button", name="Stop at once").click()
    expect(page.locator(".promotion-sentence__stopped")).to_contain_text("wrong price")
    assert find_total(2) == before
