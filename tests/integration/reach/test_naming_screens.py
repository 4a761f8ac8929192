"""By no screen does anybody change a search rule, a promotion or a page that is about what is others'."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, streamfield

from campaigns.landing.models import LandingPage
from campaigns.landing.templating import services
from campaigns.promotions.models import Coupon, CouponBatch, CouponKind, Promotion
from cms.operations.models import ApprovalTask
from search.merchandising.models import QueryRule, SynonymGroup
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_errors, list_messages
from tests.integration.landing.blocks import chosen, shelf
from tests.integration.merchandising.conftest import make_rule
from tests.integration.merchandising.test_admin import fill_rule, hide
from tests.integration.promotions.forms import fill_in, make_list, spend
from tests.integration.promotions.making import make_promotion, publish
from tests.integration.reach.people import Shop, limit, read_again

pytestmark = pytest.mark.django_db

ALL = (
    "You are responsible for 数码, and this is about all categories. Ask the head of operations, or name categories or"
    " products of yours alone."
)
ELSEWHERE = "You are responsible for 数码, and this lies elsewhere. Ask the head of operations to change it."
REFUSED = f"Nothing was changed. {ELSEWHERE}"
RULES, WORDS = "wagtailsnippets_merchandising_queryrule", "wagtailsnippets_merchandising_synonymgroup"
PROMOTIONS = "wagtailsnippets_promotions_promotion"
RIGHTS = [
    f"{app}.{action}_{model}"
    for app, model, actions in (
        ("merchandising", "queryrule", "add change delete view"),
        ("merchandising", "synonymgroup", "add change delete view"),
        ("promotions", "promotion", "add change delete publish lock unlock view"),
        ("promotions", "couponbatch", "add change view"),
        ("promotions", "coupon", "change view"),
    )
    for action in actions.split()
]


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def person(shop: Shop) -> User:
    user = make_user(*RIGHTS)
    limit(user, shop.digital)
    return user


@pytest.fixture
def client(person: User) -> Client:
    return log_in(person)


def read_state() -> list[Any]:
    """Everything of the kinds that could have been changed."""
    rows = [*QueryRule.everything.order_by("pk"), *SynonymGroup.everything.order_by("pk")]
    rows += [*Promotion.objects.order_by("pk"), *CouponBatch.objects.order_by("pk"), *Coupon.objects.order_by("pk")]
    rows += [*LandingPage.objects.order_by("pk")]
    return [{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in rows]


# ---- Search ----------------------------------------------------------------------------------------------------------


def test_a_rule_of_others_is_read_and_not_changed(client: Client, shop: Shop) -> None:
    rule = make_rule(("hide", {"products": ["other"]}))
    before = read_state()
    page = client.get(reverse(f"{RULES}:edit", args=[rule.pk]))
    assert list_messages(page) == [f"<b>You may read this, and not change it.</b> {ELSEWHERE}"]
    assert '<button type="submit" class="button action-save" disabled>' in page.content.decode()
    for name in ("edit", "delete"):
        response = client.post(reverse(f"{RULES}:{name}", args=[rule.pk]), fill_rule(hide("mine")), follow=True)
        assert list_messages(response)[0] == REFUSED, name
    bulk = reverse("wagtail_bulk_action", args=["merchandising", "queryrule", "delete"])
    client.post(f"{bulk}?id={rule.pk}&next=/admin/")
    assert read_state() == before
    for name in ("list", "history"):
        assert client.get(reverse(f"{RULES}:{name}", args=[rule.pk] if name == "history" else [])).status_code == 200


def test_a_rule_is_made_and_kept_within(client: Client, shop: Shop) -> None:
    for words, reason in ((["mine", "other"], ELSEWHERE), ([], ALL)):
        action = [hide(*words)] if words else []
        refused = client.post(reverse(f"{RULES}:add"), fill_rule(*action))
        assert reason in list_errors(refused)
    assert not QueryRule.objects.exists()
    client.post(reverse(f"{RULES}:add"), fill_rule(hide("mine")))
    rule = QueryRule.objects.get()
    refused = client.post(reverse(f"{RULES}:edit", args=[rule.pk]), fill_rule(hide("other")))
    assert ELSEWHERE in list_errors(refused)
    client.post(reverse(f"{RULES}:edit", args=[rule.pk]), fill_rule(hide("mine"), name="618"))
    rule.refresh_from_db()
    assert (rule.name, rule.actions[0].value["products"]) == ("618", ["mine"])


def test_nobody_brings_back_what_is_others(client: Client, shop: Shop) -> None:
    theirs, mine = make_rule(("hide", {"products": ["other"]})), make_rule(("hide", {"products": ["mine"]}))
    for rule in (theirs, mine):
        rule.delete()
    address = reverse(f"{RULES}:deleted")
    assert list_messages(client.post(address, {"pk": theirs.pk}, follow=True))[0] == REFUSED
    client.post(address, {"pk": mine.pk})
    assert list(QueryRule.objects.all()) == [mine]


def test_words_of_the_whole_shop_are_for_who_is_not_limited(client: Client, shop: Shop) -> None:
    group = SynonymGroup.objects.create(words="口红\n唇膏")
    form = {"words": "口红\n唇釉", "finds": "", "is_active": "on"}
    response = client.post(reverse(f"{WORDS}:edit", args=[group.pk]), form, follow=True)
    assert list_messages(response)[0] == f"Nothing was changed. {ALL}"
    assert ALL in list_errors(client.post(reverse(f"{WORDS}:add"), form))
    assert [one.words for one in SynonymGroup.objects.all()] == ["口红\n唇膏"]
    log_in(make_user(*RIGHTS)).post(reverse(f"{WORDS}:edit", args=[group.pk]), form)
    assert [one.words.split() for one in SynonymGroup.objects.all()] == [["口红", "唇釉"]]


@pytest.mark.parametrize("hides", [False, True])
def test_lists_take_as_many_queries_however_many_rules(shop: Shop, person: User, hides: bool) -> None:
    person.category_limits.update(hides_rest=hides)
    client, address = log_in(person), reverse(f"{RULES}:list")
    make_rule(("hide", {"products": ["mine"]}), category=shop.phones)
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for number in range(6):
        key, category = ("mine", shop.digital) if number % 2 else ("other", shop.food)
        make_rule(("hide", {"products": [key]}), name=str(number), category=category)
    with CaptureQueriesContext(connection) as second:
        rows = client.get(address).context["object_list"]
    assert len(rows) == (4 if hides else 7)
    assert len(second) == len(first)


# ---- Promotions ------------------------------------------------------------------------------------------------------


def describe_percent(category: str) -> dict[str, Any]:
    return {"type": "percent", "value": {"value": "10", "target": {"categories": [category]}}}


@pytest.mark.parametrize("hides", [False, True])
def test_lists_take_as_many_queries_however_many_promotions(shop: Shop, person: User, hides: bool) -> None:
    person.category_limits.update(hides_rest=hides)
    client, address = log_in(person), reverse(f"{PROMOTIONS}:list")
    publish(make_promotion(action=describe_percent("phones")))
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for number in range(6):
        publish(make_promotion(action=describe_percent("phones" if number % 2 else "food"), name=str(number)))
    with CaptureQueriesContext(connection) as second:
        rows = client.get(address).context["object_list"]
    assert len(rows) == (4 if hides else 7)
    assert len(second) == len(first)


def test_a_promotion_of_others_is_read_and_not_changed(client: Client, shop: Shop) -> None:
    promotion = publish(make_promotion(action=describe_percent("food"), coupon_kind=CouponKind.ISSUED))
    before, pk = read_state(), promotion.pk
    page = client.get(reverse(f"{PROMOTIONS}:edit", args=[pk]))
    assert (page.status_code, ELSEWHERE in page.content.decode()) == (200, True)
    assert 'name="action-publish"' not in page.content.decode()
    assert reverse("promotions_desk:stop", args=[pk]) not in page.content.decode()
    values = {**fill_in(spend("200", "30", categories=make_list("phones"))), "action-publish": "1", "reason": "x"}
    addresses = [reverse(f"{PROMOTIONS}:{name}", args=[pk]) for name in ("edit", "delete", "unpublish", "lock")]
    addresses += [reverse(f"promotions_desk:{name}", args=[pk]) for name in ("stop", "start")]
    for address in addresses:
        assert list_messages(client.post(address, values, follow=True))[0] == REFUSED, address
    bulk = reverse("wagtail_bulk_action", args=["promotions", "promotion", "delete"])
    client.post(f"{bulk}?id={pk}&next=/admin/")
    assert read_state() == before


def test_nobody_makes_schedules_or_copies_a_promotion_for_what_is_others(client: Client, shop: Shop) -> None:
    theirs = make_promotion(action=describe_percent("food"))
    before = read_state()
    others = fill_in(spend("200", "30", categories=make_list("food")), starts_at="2031-11-10 20:00:00")
    for address in (reverse(f"{PROMOTIONS}:add"), reverse(f"{PROMOTIONS}:copy", args=[theirs.pk])):
        for more in ({}, {"action-publish": "1"}):
            assert ELSEWHERE in list_errors(client.post(address, {**others, **more}))
    assert ALL in list_errors(client.post(reverse(f"{PROMOTIONS}:add"), fill_in(spend("200", "30"))))
    assert read_state() == before
    mine = fill_in(spend("200", "30", categories=make_list("phones")))
    assert client.post(reverse(f"{PROMOTIONS}:add"), {**mine, "action-publish": "1"}).status_code == 302
    assert Promotion.objects.get(live=True).name == "茶饮满减"


def test_coupons_are_whose_their_promotion_is(client: Client, shop: Shop) -> None:
    theirs = publish(make_promotion(action=describe_percent("food"), coupon_kind=CouponKind.ISSUED))
    batch = CouponBatch.objects.create(promotion=theirs, name="码", count=1)
    coupon = Coupon.objects.create(promotion=theirs, batch=batch, code="TEA-1")
    before = read_state()
    for name, pk in (
        ("coupon_batches:revoke", batch.pk),
        ("coupon_batches:edit", batch.pk),
        ("coupons:revoke", coupon.pk),
    ):
        assert list_messages(client.post(reverse(name, args=[pk]), {"name": "新"}, follow=True))[0] == REFUSED, name
    form = {"name": "新", "promotion": str(theirs.pk), "kind": "single", "count": "5", "prefix": ""}
    assert ELSEWHERE in list_errors(client.post(reverse("coupon_batches:add"), form))
    assert read_state() == before


def test_approvals_of_others_are_others(shop: Shop, person: User) -> None:
    group = Group.objects.create(name="审批")
    person.groups.add(group)
    task = ApprovalTask.objects.create(name="审批", four_eyes=True)
    task.groups.add(group)
    workflow = Workflow.objects.create(name="促销")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    made = {}
    for category in ("phones", "food"):
        promotion = make_promotion(action=describe_percent(category), name=category)
        promotion.save_revision()
        workflow.start(promotion, make_user())
        made[category] = Promotion.objects.get(pk=promotion.pk)
    reader = read_again(person)
    assert [bool(task.get_actions(one, reader)) for one in made.values()] == [True, False]
    states = task.get_task_states_user_can_moderate(reader)
    assert [state.workflow_state.content_object for state in states] == [made["phones"]]


# ---- Landing pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def pages(shop: Shop, person: User) -> dict[str, LandingPage]:
    group = Group.objects.create(name="活动")
    person.groups.add(group)
    home = factories.make_home()
    for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    made = {key: factories.make_landing(key, blocks=[shelf(chosen(key))]) for key in ("mine", "other")}
    return {key: LandingPage.objects.get(pk=page.pk) for key, page in made.items()}


def fill_page(*words: str, title: str = "新") -> dict[str, Any]:
    named = {"categories-count": "0", "brands-count": "0", "tags": "", "sort": "sales"}
    selection = {"source": "products", "products": "\n".join(words), "limit": "10", "text": "", "rule": named}
    link = {"page": "", "product": "", "category": "", "address": "", "label": ""}
    block = {"heading": "热销", "text": "", "anchor": "", "navigation": "", "selection": selection, "layout": "grid"}
    colours = {"primary_colour": "#c8102e", "accent_colour": "#b45309", "background_colour": "#ffffff"}
    values = {
        "title": title,
        "slug": "new",
        "body": streamfield([("shelf", {**block, "more": link, "picture": {"image": "", "alt_text": ""}})]),
        **colours,
        "text_colour": "#1f2328",
        "radius": "12",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return nested_form_data(values)


def test_a_page_of_others_is_read_and_not_changed(client: Client, pages: dict[str, LandingPage]) -> None:
    before, pk = read_state(), pages["other"].pk
    page = client.get(reverse("wagtailadmin_pages:edit", args=[pk]))
    assert page.status_code == 200
    assert f"You may read this, and not change it. {ELSEWHERE}" in list_messages(page)
    assert 'name="action-publish"' not in page.content.decode()
    for name in ("edit", "delete", "unpublish", "copy"):
        values = {**fill_page("mine"), "action-publish": "1", "new_title": "x", "new_slug": "x", "new_parent_page": "1"}
        response = client.post(reverse(f"wagtailadmin_pages:{name}", args=[pk]), values, follow=True)
        assert any(ELSEWHERE in one for one in list_messages(response)) or "permission" in str(list_messages(response))
    for action in ("publish", "unpublish", "delete"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{address}?id={pk}&next=/admin/", {"include_descendants": "on"})
    home = pages["other"].get_parent()
    for name in ("delete", "unpublish"):
        client.post(reverse(f"wagtailadmin_pages:{name}", args=[home.pk]), {"include_descendants": "on"})
    assert read_state() == before
    saved = client.post(
        reverse("wagtailadmin_pages:edit", args=[pk]), fill_page("mine"), headers={"accept": "application/json"}
    )
    assert (saved.status_code, saved.json()["error_code"]) == (403, "out_of_reach")
    assert read_state() == before


def test_a_page_of_ones_own_gets_nothing_of_others(client: Client, pages: dict[str, LandingPage]) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[pages["mine"].pk])
    before = read_state()
    assert ELSEWHERE in list_errors(client.post(address, fill_page("mine", "other")))
    assert read_state() == before
    response = client.post(address, {**fill_page("mine", title="双十一"), "action-publish": "1"})
    assert response.status_code == 302, list_errors(response)
    assert LandingPage.objects.get(pk=pages["mine"].pk).title == "双十一"


def test_a_template_with_products_of_others_makes_no_page(client: Client, pages: dict[str, LandingPage]) -> None:
    kept = {
        key: services.save_page_as_template(page, name=key, description="", user=None) for key, page in pages.items()
    }
    form = {"title": "新活动", "parent": pages["mine"].get_parent().pk}
    refused = client.post(f"/admin/campaign-pages/new/{kept['other'].reference}/", form)
    assert list_messages(refused) == [f"Nothing was made. {ELSEWHERE}"]
    assert LandingPage.objects.count() == 2
    client.post(f"/admin/campaign-pages/new/{kept['mine'].reference}/", form)
    assert LandingPage.objects.filter(title="新活动").exists()
