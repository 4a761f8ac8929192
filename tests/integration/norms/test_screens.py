"""The screens of norms: forms by kind, history, the live score, list, report; each with its rights."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.catalog.models import BannedPhrase, ProductContent, ProductNorm, ProductScore
from cms.catalog.scoring.working import judge_stale
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import describe_content, list_errors

PRODUCTS = "wagtailsnippets_catalog_productcontent"
NORMS = "wagtailsnippets_catalog_productnorm"
PHRASES = "wagtailsnippets_catalog_bannedphrase"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("norms")]


@pytest.fixture
def content() -> ProductContent:
    return factories.make_published("ear", title="无线蓝牙耳机 头戴式")


def describe_norm(kind: str, value: Any, **changes: Any) -> dict[str, Any]:
    values = {"severity": "warns", "weight": 7, "category": "", "locale": "", "is_active": "on", **changes}
    return nested_form_data({"rule": streamfield([(kind, value)]), **values})


def test_a_norm_is_changed_in_the_form_of_its_kind_and_can_be_taken_back(admin_client: Client) -> None:
    norm = ProductNorm.objects.get(kind="title_length", locale="zh-hans")
    posted = describe_norm("title_length", {"least": "20", "most": "40"}, locale="zh-hans")
    admin_client.post(reverse(f"{NORMS}:edit", args=[norm.pk]), posted)
    norm.refresh_from_db()
    changed = norm.make_norm()
    assert changed is not None
    assert (changed.parameters, changed.weight) == ({"least": 20, "most": 40}, 7)
    assert OutboxEntry.objects.filter(consumer="scores", key="stale").exists()
    former = norm.revisions.order_by("created_at").first()
    assert former.as_object().make_norm().parameters == {"least": 8, "most": 60}
    assert admin_client.get(reverse(f"{NORMS}:history", args=[norm.pk])).status_code == 200


def test_a_second_norm_of_a_kind_for_the_same_is_refused(admin_client: Client) -> None:
    count = ProductNorm.objects.count()
    posted = describe_norm("picture_count", {"least": "1", "most": "0"})
    response = admin_client.post(reverse(f"{NORMS}:add"), posted)
    assert "There is a norm of this kind for this category and language already." in response.content.decode()
    assert ProductNorm.objects.count() == count
    category = factories.make_category("tea")
    admin_client.post(reverse(f"{NORMS}:add"), {**posted, "category": str(category.pk)})
    assert ProductNorm.objects.filter(kind="picture_count", category=category).exists()


def test_limits_that_cannot_be_met_are_refused(admin_client: Client) -> None:
    norm = ProductNorm.objects.get(kind="title_length", locale="zh-hans")
    posted = describe_norm("title_length", {"least": "20", "most": "10"}, locale="zh-hans")
    response = admin_client.post(reverse(f"{NORMS}:edit", args=[norm.pk]), posted)
    assert "It has to be as many as at least, or more." in response.content.decode()
    norm.refresh_from_db()
    assert norm.make_norm().parameters == {"least": 8, "most": 60}


def test_a_phrase_of_signs_alone_is_refused(admin_client: Client) -> None:
    values = {"text": "***", "law": "", "severity": "warns", "replacement": "", "harmless": "", "category": ""}
    response = admin_client.post(reverse(f"{PHRASES}:add"), {**values, "locale": "", "is_active": "on"})
    assert "It has no letter or digit in it, so it would never be found." in list_errors(response)
    assert not BannedPhrase.objects.filter(text="***").exists()


def test_the_form_is_judged_while_it_is_typed_and_nothing_is_stored(
    admin_client: Client, content: ProductContent
) -> None:
    address = reverse("catalogue_checks", args=[content.pk])
    good = admin_client.post(address, describe_content(content)).json()
    bad = admin_client.post(address, describe_content(content, title="国家级无线蓝牙耳机 头戴式")).json()
    points = [int(re.match(r"(\d+) of 100 points", one["score"])[1]) for one in (good, bad)]
    assert points[0] > points[1]
    for answer, score in zip((good, bad), points, strict=True):
        costs = [int(match[1]) for one in answer["problems"] if (match := re.match(r"−(\d+)", one["cost"]))]
        assert sum(costs) == 100 - score
    first = bad["problems"][0]
    assert (first["level"], first["place"], first["field"], first["url"]) == ("error", "Title", "title", "")
    facts = next(one for one in bad["problems"] if one["place"] == "Specifications")
    assert facts["url"].startswith(reverse("catalogue_product:edit", args=[content.product_id]))
    content.refresh_from_db()
    assert (content.title, content.revisions.count()) == ("无线蓝牙耳机 头戴式", 1)
    page = admin_client.get(reverse(f"{PRODUCTS}:edit", args=[content.pk])).content.decode()
    assert f'data-publish-checks="{address}"' in page


def test_a_new_product_is_judged_while_it_is_typed_and_nothing_is_made(admin_client: Client) -> None:
    shown = admin_client.get(reverse(f"{PRODUCTS}:add")).content.decode()
    address = reverse("catalogue_first_checks")
    assert f'data-publish-checks="{address}"' in shown
    facts = {"sku": "A1", "price": "", "currency": "CNY", "stock": "", "key": "", "brand": "", "category": ""}
    answers = []
    for changes in (
        {"title": ""},
        {"title": "国家级无线蓝牙耳机", "price": "0"},
        {"title": "头戴式无线蓝牙耳机", "price": "599"},
    ):
        posted = describe_content(None, **{**facts, "stage": "new", "slug": "", **changes})
        answers.append(admin_client.post(address, posted).json())
    points = [int(re.match(r"(\d+) of 100 points", one["score"])[1]) for one in answers]
    assert points[2] > points[1] and points[2] > points[0]
    places = [{(one["place"], one["field"]) for one in answer["problems"]} for answer in answers]
    assert ("Title", "title") in places[0]
    assert {("Title", "title"), ("Price of SKU A1", "price")} <= places[1]
    assert not {field for _place, field in places[2]} & {"title", "price"}
    assert all(not one["url"] for answer in answers for one in answer["problems"])
    assert not ProductContent.objects.exists()


def test_who_may_not_add_products_is_not_told_about_new_ones() -> None:
    client = log_in(make_user("catalog.change_brand"))
    assert client.post(reverse("catalogue_first_checks"), {}).status_code == 302
    assert client.get(reverse("catalogue_first_checks")).status_code == 405


def test_only_who_may_edit_products_may_ask(content: ProductContent) -> None:
    reader = log_in(make_user("catalog.view_productcontent"))
    response = reader.post(reverse("catalogue_checks", args=[content.pk]), describe_content(content))
    assert (response.status_code, response.url) == (302, "/admin/")


def test_the_list_shows_and_narrows_by_scores(admin_client: Client, content: ProductContent) -> None:
    draft = factories.make_draft(factories.make_product("cure"), title="包治百病的白瓷马克杯")
    draft.save_revision()
    factories.make_draft(factories.make_product("new"), title="还没有评定的杯子")
    judge_stale()
    ProductScore.objects.filter(content__product__key="new").delete()

    def list_titles(**query: str) -> set[str]:
        html = admin_client.get(reverse(f"{PRODUCTS}:list"), query).content.decode()
        return {one.title for one in ProductContent.objects.all() if one.title in html}

    assert list_titles(score="blocked") == {"包治百病的白瓷马克杯"}
    assert list_titles(score="none") == {"还没有评定的杯子"}
    assert len(list_titles()) == 3
    html = admin_client.get(reverse(f"{PRODUCTS}:list"), {"ordering": "score__score"}).content.decode()
    assert "catalogue-score--blocked" in html


def test_the_report_adds_up(admin_client: Client, admin: Any, content: ProductContent) -> None:
    tea = factories.make_category("tea", name="茶")
    other = factories.make_published("longjing", product=factories.make_product("longjing", category=tea), title="龙井")
    other.save_revision(user=admin).publish(user=admin)
    judge_stale()
    context = admin_client.get(reverse("catalogue_scores")).context
    assert (context["total"], sum(bar.count for bar in context["bars"])) == (2, 2)
    assert {group.name: group.count for group in context["categories"]} == {"茶": 1, "none": 1}
    assert {group.name for group in context["owners"]} == {"feeds and commands", admin.get_username()}
    assert len(context["worst"]) == 2
    narrowed = admin_client.get(reverse("catalogue_scores"), {"category": tea.pk, "locale": "zh-hans"}).context
    assert narrowed["total"] == 1


def test_the_report_is_for_who_may_see_scores(content: ProductContent) -> None:
    address = reverse("catalogue_scores")
    assert log_in(make_user("catalog.view_productscore")).get(address).status_code == 200
    refused = log_in(make_user("catalog.view_product")).get(address)
    assert (refused.status_code, refused.url) == (302, "/admin/")


def test_every_screen_opens(admin_client: Client) -> None:
    norm, phrase = ProductNorm.objects.first(), BannedPhrase.objects.first()
    for name, pk in ((NORMS, norm.pk), (PHRASES, phrase.pk)):
        assert admin_client.get(reverse(f"{name}:list")).status_code == 200
        assert admin_client.get(reverse(f"{name}:edit", args=[pk])).status_code == 200
    evidence = "wagtailsnippets_catalog_productevidence"
    product = factories.make_product("ear")
    assert admin_client.get(reverse(f"{evidence}:list"), {"product": product.pk}).status_code == 200
    page = admin_client.get(reverse(f"{evidence}:add"), {"product": product.pk}).content.decode()
    assert f'value="{product.pk}"' in page
