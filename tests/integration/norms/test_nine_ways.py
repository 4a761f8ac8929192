"""What a norm blocks cannot be published by any way: nothing changes, and the reason is always the same.

What is seen without being published, prices and specifications, is in test_facts_seen_at_once.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from cms.catalog.models import Product, ProductContent
from cms.delivery.models import DeliveryDocument
from cms.delivery.problems import PublishRefused
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.admin.forms import describe_content, list_errors, list_messages
from tests.integration.feeds.feeding import Shop, count, make_row

PRODUCTS = "wagtailsnippets_catalog_productcontent"
BAD = "包治百病的无线蓝牙耳机"
MESSAGE = "Title: “包治百病” may not stand there: only medicines and medical devices may be said to heal. Leave it out."
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("norms")]


@pytest.fixture
def content() -> ProductContent:
    return factories.make_published("ear", title="无线蓝牙耳机")


@pytest.fixture
def draft(content: ProductContent) -> ProductContent:
    """A newer draft that may not be published."""
    content.title = BAD
    content.save_revision()
    return ProductContent.objects.get(pk=content.pk)


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


def url(name: str, *args: object) -> str:
    return reverse(f"{PRODUCTS}:{name}", args=args)


def assert_nothing_changed() -> None:
    """Live is what was live, and nothing else will be."""
    content = ProductContent.objects.get(product__key="ear")
    assert (content.live, content.title) == (True, "无线蓝牙耳机")
    served = find_documents("product", ["ear"], locale="zh-hans", at=timezone.now())
    assert served["ear"].data["title"] == "无线蓝牙耳机"
    assert DeliveryDocument.objects.filter(kind="product").count() == 1
    later = find_documents("product", ["ear"], locale="zh-hans", at=timezone.now() + timedelta(days=30))
    assert later["ear"].data["title"] == "无线蓝牙耳机"


def test_by_the_button(admin_client: Client, content: ProductContent) -> None:
    posted = {**describe_content(content, title=BAD), "action-publish": "1"}
    response = admin_client.post(url("edit", content.pk), posted)
    assert MESSAGE in list_errors(response)
    assert_nothing_changed()


def test_a_draft_is_always_saved(admin_client: Client, content: ProductContent) -> None:
    admin_client.post(url("edit", content.pk), describe_content(content, title=BAD))
    content.refresh_from_db()
    assert content.get_latest_revision_as_object().title == BAD
    assert_nothing_changed()


def test_for_later(admin_client: Client, content: ProductContent) -> None:
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    posted = {**describe_content(content, title=BAD, go_live_at=tomorrow), "action-publish": "1"}
    response = admin_client.post(url("edit", content.pk), posted)
    assert MESSAGE in list_errors(response)
    assert_nothing_changed()
    content.title, content.go_live_at = BAD, timezone.now() + timedelta(days=1)
    with pytest.raises(PublishRefused, match="包治百病"):
        content.save_revision().publish()
    assert_nothing_changed()


def test_in_bulk(admin_client: Client, draft: ProductContent) -> None:
    bulk = reverse("wagtail_bulk_action", args=["catalog", "productcontent", "publish"])
    response = admin_client.post(f"{bulk}?id={draft.pk}&next={url('list')}", follow=True)
    assert MESSAGE in " ".join(list_messages(response))
    assert_nothing_changed()


def start_workflow(content: ProductContent, user: User) -> Any:
    task = GroupApprovalTask.objects.create(name="看一眼")
    workflow = Workflow.objects.create(name="上线")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    workflow.start(content, user)
    return content.current_workflow_task_state


def test_by_approval(admin_client: Client, admin: User, draft: ProductContent) -> None:
    state = start_workflow(draft, admin)
    approve = url("workflow_action", draft.pk, "approve", state.pk)
    response = admin_client.post(approve, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {"step": "success", "redirect": url("edit", draft.pk)}
    assert MESSAGE in " ".join(list_messages(admin_client.get(url("edit", draft.pk))))
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert_nothing_changed()


def test_by_program(draft: ProductContent) -> None:
    with pytest.raises(PublishRefused) as refused:
        draft.latest_revision.publish()
    assert [problem.message for problem in refused.value.problems] == [MESSAGE]
    assert_nothing_changed()


def test_by_going_back_to_a_former_version(admin_client: Client, content: ProductContent) -> None:
    content.title = BAD
    former = content.save_revision()
    content.title = "无线蓝牙耳机"
    content.save_revision()
    posted = {**describe_content(content, title=BAD), "revision": former.pk, "action-publish": "1"}
    response = admin_client.post(url("revisions_revert", content.pk, former.pk), posted)
    if response.status_code == 405:
        response = admin_client.post(url("edit", content.pk), posted)
    assert MESSAGE in list_errors(response)
    assert_nothing_changed()


def test_by_copying(admin_client: Client, content: ProductContent) -> None:
    facts = {"sku": "A102", "price": "59.90", "currency": "CNY", "stock": "", "key": "", "brand": "", "category": ""}
    posted = describe_content(title=BAD, **{**facts, "stage": "new", "slug": "copy"})
    response = admin_client.post(url("copy", content.pk), {**posted, "action-publish": "1"})
    assert MESSAGE in list_errors(response)
    assert Product.objects.count() == ProductContent.objects.count() == 1
    assert_nothing_changed()


def test_by_import(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.feed(make_row("ear", title="无线蓝牙耳机"), make_row("cup", title="一只杯子"))
    rows = make_row("ear", title=BAD, price="1.00"), make_row("cup", title="两只杯子"), make_row("new", title=BAD)
    for is_dry in (True, False):
        assert count(shop.feed(*rows, is_dry=is_dry)) == (0, 1, 0, 2)
        assert [str(problem) for problem in shop.problems] == [
            f"line {line}, content: may not be published: {MESSAGE}" for line in (1, 3)
        ]
    assert not Product.objects.filter(key="new").exists()
    ear, cup = (ProductContent.objects.get(product__key=key) for key in ("ear", "cup"))
    assert (ear.title, cup.title) == ("无线蓝牙耳机", "两只杯子")
    assert ear.product.offers.get().price_minor == 1000
    served = find_documents("product", ["ear", "cup"], locale="zh-hans", at=timezone.now())
    assert {key: one.data["title"] for key, one in served.items()} == {"ear": "无线蓝牙耳机", "cup": "两只杯子"}


def test_by_the_command_that_publishes_what_is_due(draft: ProductContent) -> None:
    draft.latest_revision.content["go_live_at"] = None
    ProductContent.objects.filter(pk=draft.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert_nothing_changed()


def test_what_is_right_is_published(admin_client: Client, content: ProductContent) -> None:
    posted = {**describe_content(content, title="降噪蓝牙耳机"), "action-publish": "1"}
    admin_client.post(url("edit", content.pk), posted)
    assert ProductContent.objects.get(pk=content.pk).title == "降噪蓝牙耳机"


def test_a_decision_on_what_nobody_has_to_decide_is_no_failure(admin_client: Client, content: ProductContent) -> None:
    deciding = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    posted = {**describe_content(content, title="降噪蓝牙耳机"), **deciding}
    response = admin_client.post(url("edit", content.pk), posted, follow=True)
    assert "It has been decided already. Nothing was changed." in " ".join(list_messages(response))
    assert_nothing_changed()
