"""Whoever is responsible for a part changes nothing else, by whatever way; and reads why, and whom to ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model

from cms.catalog.models import Category, CategoryLimit, Offer, Product, ProductContent, ProductEvidence
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import describe_content, list_messages, read_form
from tests.integration.reach.people import RIGHTS, Shop, limit

CONTENT = "wagtailsnippets_catalog_productcontent"
pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = Shop()
    keeper = make_user("catalog.change_productcontent")
    keeper.first_name = "周食"
    keeper.save()
    limit(keeper, shop.food)
    return shop


@pytest.fixture
def client(shop: Shop) -> Client:
    return log_in(shop.user)


REASON = "You are responsible for 数码. This is looked after by 周食: ask them to change it."


def read_state() -> list[Any]:
    """Everything that could have been changed of what is the others'."""
    content = ProductContent.objects.get(slug="other")
    rows: list[Model] = [content.product, *content.product.offers.all(), Category.objects.get(key="food")]
    values = [{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in rows]
    fields = ("title", "live", "locked", "latest_revision_id", "expire_at", "go_live_at", "slug")
    return [values, [getattr(content, name) for name in fields], content.revisions.count(), Product.objects.count()]


def find_refused_addresses(shop: Shop) -> dict[str, str]:
    content, product = shop.other.pk, shop.other.product_id
    one = {name: reverse(f"{CONTENT}:{name}", args=[content]) for name in ("edit", "delete", "unpublish", "lock")}
    return {
        **one,
        "unlock": reverse(f"{CONTENT}:unlock", args=[content]),
        "unschedule": reverse(f"{CONTENT}:revisions_unschedule", args=[content, shop.other.latest_revision_id]),
        "facts": reverse("catalogue_product:edit", args=[product]),
        "delete facts": reverse("catalogue_product:delete", args=[product]),
        "category": reverse("catalogue_category:edit", args=[shop.food.pk]),
        "delete category": reverse("catalogue_category:delete", args=[shop.food.pk]),
    }


def test_by_every_screen(client: Client, shop: Shop) -> None:
    before = read_state()
    for name, address in find_refused_addresses(shop).items():
        posted = {**describe_content(shop.other, title="改了"), "action-publish": "1", "name": "改了", "key": "x"}
        response = client.post(address, posted, follow=True)
        assert list_messages(response)[0] == f"Nothing was changed. {REASON}", name
        assert read_state() == before, name


def test_asking_is_refused_as_well(client: Client, shop: Shop) -> None:
    addresses = find_refused_addresses(shop)
    for name in ("delete", "unpublish", "facts", "delete facts", "category", "delete category"):
        response = client.get(addresses[name], follow=True)
        assert list_messages(response)[0] == f"Nothing was changed. {REASON}", name


def test_it_is_shown_to_be_read(client: Client, shop: Shop) -> None:
    response = client.get(reverse(f"{CONTENT}:edit", args=[shop.other.pk]))
    assert response.status_code == 200
    page = response.content.decode()
    assert REASON in page
    assert "You may read this, and not change it." in page
    assert 'name="action-publish"' not in page
    assert "Edit facts" not in page
    for name in ("history", "usage"):
        assert client.get(reverse(f"{CONTENT}:{name}", args=[shop.other.pk])).status_code == 200


def test_saving_by_itself_is_answered_as_such(client: Client, shop: Shop) -> None:
    before = read_state()
    response = client.post(
        reverse(f"{CONTENT}:edit", args=[shop.other.pk]),
        describe_content(shop.other, title="改了"),
        headers={"accept": "application/json"},
    )
    assert response.status_code == 403
    assert response.json() == {"success": False, "error_code": "out_of_reach", "error_message": REASON}
    assert read_state() == before


def test_their_own_they_change(client: Client, shop: Shop) -> None:
    posted = {**describe_content(shop.mine, title="新手机"), "action-publish": "1"}
    client.post(reverse(f"{CONTENT}:edit", args=[shop.mine.pk]), posted)
    assert ProductContent.objects.get(pk=shop.mine.pk).title == "新手机"
    page = client.get(reverse(f"{CONTENT}:edit", args=[shop.mine.pk])).content.decode()
    assert "Edit facts" in page
    assert "Looked after by" in page
    assert client.get(reverse("catalogue_product:edit", args=[shop.mine.product_id])).status_code == 200


def test_nothing_is_moved_out(client: Client, shop: Shop) -> None:
    address = reverse("catalogue_product:edit", args=[shop.mine.product_id])
    posted = {**read_form(client.get(address)), "category": str(shop.food.pk)}
    response = client.post(address, posted)
    assert "You are responsible for 数码: choose a category, and a brand, of yours." in response.content.decode()
    assert Product.objects.get(key="mine").category_id == shop.phones.pk
    client.post(address, {**posted, "category": str(shop.digital.pk)})
    assert Product.objects.get(key="mine").category_id == shop.digital.pk


def test_no_category_is_drawn_into_ones_own(client: Client, shop: Shop) -> None:
    address = reverse("catalogue_category:edit", args=[shop.phones.pk])
    client.post(address, {**read_form(client.get(address)), "parent": str(shop.food.pk)})
    assert Category.objects.get(pk=shop.phones.pk).get_parent().pk == shop.digital.pk
    posted = read_form(client.get(reverse("catalogue_category:add")))
    posted |= {"name": "新", "key": "new", "parent": "", "place": "last"}
    client.post(reverse("catalogue_category:add"), posted)
    assert not Category.objects.filter(key="new").exists()
    client.post(reverse("catalogue_category:add"), {**posted, "parent": str(shop.digital.pk)})
    assert Category.objects.get(key="new").get_parent().pk == shop.digital.pk


def test_nothing_is_made_elsewhere(client: Client, shop: Shop) -> None:
    add = reverse(f"{CONTENT}:add")
    posted = {**describe_content(), "title": "新品", "sku": "n1", "price": "10", "currency": "CNY", "stage": "new"}
    for category in ("", str(shop.food.pk)):
        response = client.post(add, {**posted, "category": category})
        assert "choose a category, and a brand, of yours" in response.content.decode()
    copy = reverse(f"{CONTENT}:copy", args=[shop.other.pk])
    client.post(copy, {**posted, "category": str(shop.food.pk)})
    client.post(f"{add}?product={shop.other.product_id}&locale=en", {**describe_content(), "title": "Words"})
    assert Product.objects.count() == 2
    assert ProductContent.objects.count() == 2
    client.post(add, {**posted, "category": str(shop.phones.pk)})
    assert Offer.objects.get(sku="n1").product.category_id == shop.phones.pk


def test_evidence_is_attached_to_ones_own_alone(client: Client, shop: Shop) -> None:
    add = reverse("wagtailsnippets_catalog_productevidence:add")
    document = get_document_model().objects.create(title="报告", file=ContentFile(b"%PDF", name="report.pdf"))
    posted = {"claim": "第一", "document": str(document.pk)}
    refused = client.post(add, {**posted, "product": str(shop.other.product_id)})
    assert REASON in refused.content.decode()
    assert not ProductEvidence.objects.exists()
    client.post(add, {**posted, "product": str(shop.mine.product_id)})
    assert ProductEvidence.objects.get().product.key == "mine"


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "edit_in_bulk"])
def test_in_bulk(client: Client, shop: Shop, action: str) -> None:
    before = read_state()
    address = reverse("wagtail_bulk_action", args=["catalog", "productcontent", action])
    posted = {"field": "words.title", "operation": "append", "value": "！"}
    client.post(f"{address}?id={shop.other.pk}&id={shop.mine.pk}&next=/admin/", posted)
    assert read_state() == before


def test_the_list_shows_theirs_first(client: Client, shop: Shop) -> None:
    address = reverse(f"{CONTENT}:list")
    assert [one.slug for one in client.get(address).context["object_list"]] == ["mine"]
    everything = client.get(address, {"mine": "all"}).context["object_list"]
    assert sorted(one.slug for one in everything) == ["mine", "other"]
    facts = client.get(reverse("catalogue_product:index"))
    assert [one.key for one in facts.context["object_list"]] == ["mine"]
    assert "mine" not in log_in(make_user(*RIGHTS)).get(address).context["filters"].filters


def test_the_list_takes_as_many_queries_however_many_areas(client: Client, shop: Shop) -> None:
    address = reverse(f"{CONTENT}:list")
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        client.get(address, {"mine": "all"})
    for number in range(20):
        limit(shop.user, factories.make_category(f"more-{number}"))
        factories.make_published(f"more-{number}")
    with CaptureQueriesContext(connection) as second:
        client.get(address, {"mine": "all"})
    assert len(second) == len(first)


def test_choosers_offer_ones_own(client: Client, shop: Shop) -> None:
    address = reverse("product_chooser:choose_results")
    assert [one.key for one in client.get(address).context["results"]] == ["mine"]
    everything = client.get(address, {"everything": "on"}).context["results"]
    assert sorted(one.key for one in everything) == ["mine", "other"]


def test_what_is_hidden_is_nowhere() -> None:
    shop = Shop(hides_rest=True)
    client = log_in(shop.user)
    for name in ("edit", "history", "usage", "copy"):
        assert client.get(reverse(f"{CONTENT}:{name}", args=[shop.other.pk])).status_code == 302, name
    for name in (f"{CONTENT}:list", "catalogue_product:index", "catalogue_category:index"):
        assert "other" not in client.get(reverse(name), {"mine": "all"}).content.decode().casefold(), name
    chooser = client.get(reverse("product_chooser:choose_results"), {"everything": "on"})
    assert [one.key for one in chooser.context["results"]] == ["mine"]


def test_areas_are_kept_on_their_page_and_on_the_group(admin_client: Client, shop: Shop) -> None:
    group = Group.objects.create(name="食品组")
    posted = {"group": str(group.pk), "user": "", "category": str(shop.food.pk), "brand": ""}
    admin_client.post(reverse("category_limits:add"), posted)
    assert CategoryLimit.objects.get(group=group).category == shop.food
    page = admin_client.get(reverse("category_limits:index")).content.decode()
    assert "食品组" in page
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    form = read_form(admin_client.get(address)) | {"name": "食品组"}
    first = CategoryLimit.objects.get(group=group)
    form |= {
        "category_limits-TOTAL_FORMS": "2",
        "category_limits-INITIAL_FORMS": "1",
        "category_limits-0-id": str(first.pk),
        "category_limits-0-category": str(shop.digital.pk),
        "category_limits-1-category": str(shop.food.pk),
        "category_limits-1-hides_rest": "on",
    }
    assert admin_client.post(address, form).status_code == 302
    assert list(
        CategoryLimit.objects.filter(group=group).values_list("category__key", "hides_rest").order_by("pk")
    ) == [
        ("digital", False),
        ("food", True),
    ]
