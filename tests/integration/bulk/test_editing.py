"""Editing chosen products at once: an instruction, the difference, confirmed and undone as an import is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.bulk.models import BulkJob, JobState
from cms.catalog.models import Offer, Product, ProductContent
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.bulk.tables import act, list_changes, list_problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def teas() -> list[ProductContent]:
    made = []
    for key, title in (("green", "绿茶 2025"), ("black", "红茶 2025"), ("white", "白茶")):
        product = factories.make_product(key)
        product.tags.set(["茶"])
        product.save()
        made.append(factories.make_published(product=product, title=title))
    made[1].summary = "别人的草稿"
    made[1].save_revision()
    return made


def address(contents: list[ProductContent]) -> str:
    base = reverse("wagtail_bulk_action", args=["catalog", "productcontent", "edit_in_bulk"])
    return base + "?" + "&".join(f"id={content.pk}" for content in contents)


def edit(client: Client, contents: list[ProductContent], field: str, operation: str, **values: str) -> BulkJob:
    response = client.post(address(contents), {"field": field, "operation": operation, **values})
    assert response.status_code == 302, response.context["form"].errors
    job = BulkJob.objects.latest("pk")
    assert response.url == reverse("bulk:job", args=[job.pk])
    return job


def test_find_and_replace_keeps_drafts_and_other_fields(admin_client: Client, teas: list[ProductContent]) -> None:
    job = edit(admin_client, teas, "words.title", "replace", find="2025", value="2026", way="publish")
    assert (job.state, job.total, job.unchanged) == (JobState.READY, 3, 1)
    assert list_changes(job) == {
        1: {"title": ["绿茶 2025", "绿茶 2026"]},
        2: {"title": ["红茶 2025", "红茶 2026"]},
    }
    assert ProductContent.objects.get(pk=teas[0].pk).title == "绿茶 2025"
    job = act(admin_client, job, "confirm")
    black = ProductContent.objects.get(pk=teas[1].pk)
    assert (black.title, black.summary, black.has_unpublished_changes) == ("红茶 2026", "", True)
    draft = black.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("红茶 2026", "别人的草稿")
    act(admin_client, job, "undo")
    assert [one.title for one in ProductContent.objects.order_by("pk")] == ["绿茶 2025", "红茶 2025", "白茶"]


@pytest.mark.parametrize(
    ("field", "operation", "value", "read", "after"),
    [
        ("facts.tags", "append", "双十一, 茶", lambda p: sorted(p.tags.names()), ["双十一", "茶"]),
        ("facts.tags", "remove", "茶", lambda p: list(p.tags.names()), []),
        ("facts.stage", "set", "growth", lambda p: p.stage, "growth"),
        ("facts.brand", "set", "索尼", lambda p: p.brand.key, "sony"),
        ("facts.category", "set", "影音 > 耳机", lambda p: p.category.key, "ear"),
        ("words.summary", "append", "。包邮", lambda p: _read_draft(p).summary, "。包邮"),
        ("words.selling_points", "set", "香\n甜", lambda p: _read_points(p), ["香", "甜"]),
        ("offers.on_shelf_until", "set", "2026-12-01", lambda p: p.offers.get().on_shelf_until.day, 30),
    ],
)  # fmt: skip
def test_each_field(
    admin_client: Client, teas: list[ProductContent], field: str, operation: str, value: str, read: Any, after: Any
) -> None:
    factories.make_brand("sony", name="索尼")
    factories.make_category("ear", parent=factories.make_category("audio", name="影音"), name="耳机")
    has_before = field.startswith(("words", "facts.tags", "facts.stage"))
    before = read(Product.objects.get(key="green")) if has_before else None
    job = act(admin_client, edit(admin_client, teas[:1], field, operation, value=value), "confirm")
    assert list_problems(job) == []
    assert read(Product.objects.get(key="green")) == after
    assert Product.objects.get(key="white").stage == "mature"
    job = act(admin_client, job, "undo")
    assert (job.state, list_problems(job)) == (JobState.UNDONE, [])
    if has_before:
        assert read(Product.objects.get(key="green")) == before
    assert Offer.objects.get(sku="green").on_shelf_until is None


def _read_points(product: Product) -> list[str]:
    return [str(block.value) for block in _read_draft(product).selling_points]


def _read_draft(product: Product) -> ProductContent:
    return product.contents.get().get_latest_revision_as_object()


def test_emptying_what_must_not_be_empty_is_not_offered(admin_client: Client, teas: list[ProductContent]) -> None:
    cases = [
        ({"field": "words.title", "operation": "empty"}, "operation"),
        ({"field": "facts.brand", "operation": "append", "value": "x"}, "operation"),
        ({"field": "words.title", "operation": "replace"}, "find"),
        ({"field": "words.title", "operation": "set", "value": " "}, "value"),
        ({"field": "offers.price", "operation": "set", "value": "1"}, "field"),
    ]
    for data, field in cases:
        response = admin_client.post(address(teas), data)
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
    assert BulkJob.objects.count() == 0


def test_a_value_that_is_not_known_is_refused_row_by_row(admin_client: Client, teas: list[ProductContent]) -> None:
    job = edit(admin_client, teas, "facts.stage", "set", value="old")
    assert [(number, column) for number, column, _text in list_problems(job)] == [(n, "stage") for n in (1, 2, 3)]


def test_only_fields_one_may_change_are_offered(teas: list[ProductContent]) -> None:
    client = log_in(make_user("catalog.change_productcontent"))
    page = client.get(address(teas))
    fields = [name for _group, names in page.context["form"].fields["field"].choices for name, _label in names]
    assert fields[0] == "words.title"
    assert all(name.startswith("words.") for name in fields)
    assert "way" not in page.context["form"].fields
    response = client.post(address(teas), {"field": "facts.stage", "operation": "set", "value": "new"})
    assert list(response.context["form"].errors) == ["field"]
    stranger = log_in(make_user("catalog.view_productcontent"))
    assert stranger.post(address(teas), {"field": "words.title", "operation": "set", "value": "x"}).status_code == 200
    assert BulkJob.objects.count() == 0
