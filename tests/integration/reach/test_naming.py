"""What search rules, promotions and landing pages name decides who may change them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.landing.models import LandingPage
from campaigns.promotions.models import Promotion
from cms.catalog.models import Brand
from cms.catalog.reach.refusing import find_refusal
from cms.catalog.reach.selectors import filter_reached, find_reach, may_reach
from search.merchandising.models import QueryRule, SearchBanner, SearchRedirect, SynonymGroup
from tests import factories
from tests.integration.admin.conftest import make_user
from tests.integration.landing.blocks import by_rule, by_search, chosen, shelf
from tests.integration.merchandising.conftest import make_rule
from tests.integration.promotions.making import make_promotion
from tests.integration.reach.people import Shop, limit, read_again

pytestmark = pytest.mark.django_db

ALL = (
    "You are responsible for 数码, and this is about all categories. Ask the head of operations, or name categories or"
    " products of yours alone."
)
ELSEWHERE = "You are responsible for 数码, and this lies elsewhere. Ask the head of operations to change it."


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.mark.parametrize(
    ("value", "is_theirs"),
    [
        ({"products": ["mine"]}, True),
        ({"products": ["mine", "other"]}, False),
        ({"products": ["mine", "nobody-knows"]}, False),
        ({"categories": ["phones"]}, True),
        ({"categories": ["phones", "food"]}, False),
        ({"categories": ["gone"]}, False),
        ({"brands": ["acme"]}, False),
        ({"categories": ["digital"], "brands": ["acme"], "tags": ["new"]}, True),
        ({"tags": ["new"]}, False),
        ({"price_max": 10}, False),
        ({"products": ["mine"], "tags": ["new"]}, False),
    ],
)
def test_a_search_rule_is_whose_all_it_names_is(shop: Shop, value: dict[str, Any], is_theirs: bool) -> None:
    factories.make_brand("acme")
    rule = make_rule(("boost", {"strength": 10, **value}))
    assert may_reach(shop.user, rule) is is_theirs
    assert may_reach(make_user(), rule)


def test_the_category_whose_page_it_is_for_counts(shop: Shop) -> None:
    pin = ("pin", {"products": ["mine"], "place": 1})
    assert may_reach(shop.user, make_rule(pin, category=shop.phones))
    assert not may_reach(shop.user, make_rule(pin, category=shop.food))
    assert may_reach(shop.user, SearchBanner(category=shop.digital))
    for row in (SearchBanner(category=shop.food), SearchBanner(), QueryRule(), SearchRedirect(), SynonymGroup()):
        assert not may_reach(shop.user, row)


def test_a_brand_is_enough_for_who_looks_after_it(shop: Shop) -> None:
    brand = factories.make_brand("acme")
    user = make_user()
    limit(user, brand=brand)
    product = factories.make_product("ours", brand=brand)
    for value in ({"brands": ["acme"]}, {"categories": ["food"], "brands": ["acme"]}, {"products": [product.key]}):
        assert may_reach(user, make_rule(("hide", value))), value
    assert not may_reach(user, make_rule(("hide", {"categories": ["food"]})))
    assert Brand.objects.count() == 1


@pytest.mark.parametrize(
    ("action", "conditions", "is_theirs"),
    [
        ({"type": "percent", "value": {"value": "10", "target": {"categories": ["phones"]}}}, (), True),
        ({"type": "percent", "value": {"value": "10", "target": {"categories": ["food"]}}}, (), False),
        ({"type": "percent", "value": {"value": "10", "target": {"products": ["mine"]}}}, (), True),
        ({"type": "percent", "value": {"value": "10", "target": {"products": ["mine", "other"]}}}, (), False),
        ({"type": "percent", "value": {"value": "10"}}, (), False),
        ({"type": "price_list", "value": {"prices": [{"sku": "mine", "price": "5"}]}}, (), True),
        ({"type": "price_list", "value": {"prices": [{"sku": "other", "price": "5"}]}}, (), False),
        ({"type": "gift", "value": {"sku": "mine"}}, [("amount", "phones")], True),
        ({"type": "gift", "value": {"sku": "mine"}}, [("amount", "food")], False),
        ({"type": "gift", "value": {"sku": "mine"}}, (), False),
    ],
)
def test_a_promotion_is_whose_all_it_names_is(
    shop: Shop, action: dict[str, Any], conditions: Iterable[tuple[str, str]], is_theirs: bool
) -> None:
    asked = [
        {"type": kind, "value": {"at_least": "100", "target": {"categories": [category]}}}
        for kind, category in conditions
    ]
    assert may_reach(shop.user, make_promotion(action=action, conditions=asked)) is is_theirs


def describe_percent(category: str) -> dict[str, Any]:
    return {"type": "percent", "value": {"value": "10", "target": {"categories": [category]}}}


def test_a_promotion_counts_as_it_stands_and_as_its_draft_says(shop: Shop) -> None:
    promotion = make_promotion(action=describe_percent("food"))
    promotion.save_revision().publish()
    draft = Promotion.objects.get(pk=promotion.pk)
    draft.action = draft._meta.get_field("action").to_python([describe_percent("phones")])
    draft.save_revision()
    assert find_refusal(shop.user, Promotion.objects.get(pk=promotion.pk)) == ELSEWHERE
    draft.latest_revision.publish()
    assert not find_refusal(read_again(shop.user), Promotion.objects.get(pk=promotion.pk))


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ([("heading", "茶")], ""),
        ([shelf(chosen("mine"))], ""),
        ([shelf(chosen("mine")), shelf(chosen("other"))], ELSEWHERE),
        ([shelf(by_rule(categories=["phones"]))], ""),
        ([shelf(by_rule(categories=["food"]))], ELSEWHERE),
        ([shelf(by_rule())], ALL),
        ([shelf(by_search("茶"))], ALL),
        ([("comparison", {"selection": {"products": ["mine", "other"]}})], ELSEWHERE),
    ],
)
def test_a_page_is_whose_all_its_shelves_show_is(shop: Shop, blocks: list[Any], reason: str) -> None:
    page = factories.make_landing("page", blocks=blocks)
    assert find_refusal(shop.user, LandingPage.objects.get(pk=page.pk)) == reason


def test_who_else_looks_after_it_is_named(shop: Shop) -> None:
    service = make_user()
    keeper = make_user("merchandising.change_queryrule")
    for person, name in ((service, "罗客"), (keeper, "周食")):
        person.first_name = name
        person.save()
        limit(person, shop.food)
    text = "You are responsible for 数码. This is looked after by 周食: ask them to change it."
    rule = make_rule(("hide", {"products": ["mine", "other"]}))
    assert find_refusal(shop.user, rule) == text
    keeper.category_limits.all().delete()
    group = Group.objects.create(name="食品组")
    group.permissions.add(Permission.objects.get(codename="change_queryrule"))
    limit(group, shop.food)
    assert find_refusal(shop.user, rule) == text.replace("周食", "食品组")
    group.permissions.clear()
    assert find_refusal(shop.user, rule) == ELSEWHERE


def test_several_are_told_in_as_many_queries_as_one(shop: Shop) -> None:
    make_rule(("hide", {"products": ["mine"]}))
    reach = find_reach(shop.user)
    with CaptureQueriesContext(connection) as first:
        assert filter_reached(QueryRule.objects.all(), reach).count() == 1
    for number in range(5):
        make_rule(("hide", {"products": ["mine" if number % 2 else "other"]}), name=str(number))
    with CaptureQueriesContext(connection) as second:
        assert filter_reached(QueryRule.objects.all(), reach).count() == 3
    assert len(second) == len(first)
