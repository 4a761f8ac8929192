"""Imports, their undoing, duplicates, approvals, translations and the home page keep to areas as well."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from cms.bulk.models import DuplicateDecision, RowState
from cms.catalog.admin.today import read_stock
from cms.catalog.models import Offer, Product, ProductContent
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_messages
from tests.integration.bulk.tables import act, list_problems, upload_rows
from tests.integration.reach.people import RIGHTS, Shop, limit, read_again

pytestmark = pytest.mark.django_db
ELSEWHERE = "You are responsible for 数码, and this lies elsewhere. Ask the head of operations to change it."
PLACE = "You are responsible for 数码: choose a category, and a brand, of yours."


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def client(shop: Shop) -> Client:
    return log_in(shop.user)


def test_words(client: Client, shop: Shop) -> None:
    header = ["Product key", "Language", "Title"]
    languages = [content.locale.get_display_name() for content in (shop.mine, shop.other)]
    rows = [header, ["mine", languages[0], "新的"], ["other", languages[1], "新的"]]
    job = upload_rows(client, "words", rows, way="publish")
    assert list_problems(job) == [(3, "", ELSEWHERE)]
    act(client, job, "confirm")
    assert [one.title for one in ProductContent.objects.order_by("slug")] == ["新的", "Other"]


def test_facts_are_neither_changed_nor_moved_out(client: Client, shop: Shop) -> None:
    rows = [
        ["Product key", "Category", "Life-cycle stage"],
        ["mine", "food", "growth"],
        ["other", "food", "growth"],
        ["new", "food", "growth"],
        ["newer", "phones", "growth"],
    ]
    job = upload_rows(client, "facts", rows)
    assert list_problems(job) == [(2, "category", PLACE), (3, "", ELSEWHERE), (4, "category", PLACE)]
    act(client, job, "confirm")
    assert sorted(Product.objects.values_list("key", "category__key")) == [
        ("mine", "phones"),
        ("newer", "phones"),
        ("other", "food"),
    ]


def test_prices(client: Client, shop: Shop) -> None:
    rows = [["SKU", "Product key", "Currency", "Price"], ["other", "other", "CNY", "5"], ["mine", "mine", "CNY", "5"]]
    rows += [["fresh", "other", "CNY", "7"]]
    job = upload_rows(client, "offers", rows)
    assert list_problems(job) == [(2, "", ELSEWHERE), (4, "", ELSEWHERE)]
    act(client, job, "confirm")
    assert dict(Offer.objects.values_list("sku", "price_minor")) == {"other": 1000, "mine": 500}


def test_what_left_ones_area_meanwhile_is_neither_written_nor_undone(client: Client, shop: Shop) -> None:
    rows = [["SKU", "Product key", "Currency", "Price"], ["mine", "mine", "CNY", "5"]]
    job = upload_rows(client, "offers", rows)
    Product.objects.filter(key="mine").update(category=shop.food)
    act(client, job, "confirm")
    assert job.rows.get().state == RowState.FAILED
    assert Offer.objects.get(sku="mine").price_minor == 1000
    Product.objects.filter(key="mine").update(category=shop.phones)
    again = upload_rows(client, "offers", rows)
    act(client, again, "confirm")
    Product.objects.filter(key="mine").update(category=shop.food)
    act(client, again, "undo")
    assert again.rows.get().state == RowState.KEPT
    assert Offer.objects.get(sku="mine").price_minor == 500


@pytest.mark.parametrize("keep", ["one", "both"])
def test_a_duplicate_of_anothers_is_theirs_to_decide(client: Client, shop: Shop, keep: str) -> None:
    for kept, other in ((shop.mine, shop.other), (shop.other, shop.mine)):
        address = reverse("bulk:duplicate", args=[kept.product_id, other.product_id])
        response = client.post(address, {"keep": keep}, follow=True)
        assert list_messages(response) == [f"other: {ELSEWHERE}"]
    assert ProductContent.objects.filter(live=True).count() == 2
    assert not DuplicateDecision.objects.exists()


def test_approving_what_is_anothers(client: Client, shop: Shop) -> None:
    group = Group.objects.create(name="审批")
    shop.user.groups.add(group)
    task = GroupApprovalTask.objects.create(name="看一眼")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="上线")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    writer = make_user(*RIGHTS)
    for content, expected in ((shop.other, "in_progress"), (shop.mine, "approved")):
        content.title = "新的"
        content.save_revision()
        workflow.start(content, writer)
        state = content.current_workflow_task_state
        address = reverse(
            "wagtailsnippets_catalog_productcontent:workflow_action", args=[content.pk, "approve", state.pk]
        )
        client.post(address, {"comment": ""})
        state.refresh_from_db()
        assert state.status == expected


def test_translating(client: Client, shop: Shop) -> None:
    english = factories.find_locale("en")
    for content, count in ((shop.other, 0), (shop.mine, 1)):
        address = reverse(
            "simple_translation:submit_snippet_translation", args=["catalog", "productcontent", content.pk]
        )
        client.post(address, {"locales": [str(english.pk)]})
        assert ProductContent.objects.filter(locale=english, product=content.product).count() == count


def test_home_counts_theirs(shop: Shop) -> None:
    Offer.objects.update(stock=0)
    answer = read_stock(shop.user, at=timezone.now())
    assert answer is not None
    assert (answer.count, [entry.title for entry in answer.entries]) == (1, ["Mine"])
    everybody: Any = read_stock(make_user(*RIGHTS), at=timezone.now())
    assert everybody.count == 2


def test_taking_an_area_away_lifts_the_limit(shop: Shop) -> None:
    limit(shop.user, shop.food)
    user = read_again(shop.user)
    address = reverse("wagtailsnippets_catalog_productcontent:unpublish", args=[shop.other.pk])
    log_in(user).post(address)
    assert not ProductContent.objects.get(slug="other").live
    assert isinstance(user, User)
