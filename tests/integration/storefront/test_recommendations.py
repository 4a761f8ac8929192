"""What is recommended, why, and what never is."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from cms.catalog.models import Brand, Category, Offer, Product
from cms.delivery import outbox
from cms.members.models import Member
from search.behaviour import recommending
from search.behaviour.models import BehaviourSettings, Event, ProductPair, ProductPopularity, RecommendationExclusion
from search.engines.base import EngineUnavailable
from tests import factories

pytestmark = pytest.mark.django_db

QUERY = """
query ($kind: RecommendationKind, $products: [String!], $cart: [String!], $first: Int, $locale: String) {
  recommendations(kind: $kind, products: $products, cart: $cart, first: $first, locale: $locale) {
    reason product { key }
  }
}
"""
TODAY = timezone.localdate()


@pytest.fixture
def shop(index: Any) -> None:
    """Two brands; mugs and pots below the kitchen, a bag elsewhere."""
    acme, other = factories.make_brand("acme", name="Acme"), factories.make_brand("other", name="Other")
    kitchen = factories.make_category("kitchen", name="厨房")
    mugs = factories.make_category("mugs", parent=kitchen, name="杯子")
    pots = factories.make_category("pots", parent=Category.objects.get(pk=kitchen.pk), name="壶")
    bags = factories.make_category("bags", name="包")
    for key, brand, category, title in (
        ("mug-blue", acme, mugs, "蓝色马克杯"),
        ("mug-red", acme, mugs, "红色马克杯"),
        ("mug-tall", other, mugs, "高杯"),
        ("pot", other, pots, "紫砂壶"),
        ("pot-acme", acme, pots, "铁壶"),
        ("bag", other, bags, "背包"),
    ):
        product = factories.make_product(key, brand=brand, category=category)
        factories.make_offer(product)
        factories.make_published(product=product, title=title)
    index()


@pytest.fixture
def recommend(storefront: Any) -> Any:
    def ask(kind: str, *products: str, headers: dict[str, str] | None = None, **given: Any) -> list[tuple[str, str]]:
        values = {"kind": kind, "products": list(products), "locale": "zh-hans", **given}
        found = storefront.ask(QUERY, values, **(headers or {}))["recommendations"]
        return [(one["product"]["key"], one["reason"]) for one in found]

    return ask


def pair(kind: str, key: str, other: str, count: int) -> None:
    for one, two in ((key, other), (other, key)):
        ProductPair.objects.create(kind=kind, product_key=one, other_key=two, count=count, seen_on=TODAY)


def test_similar_are_those_of_its_kind_and_brand_the_most_alike_first(shop, recommend):
    found = recommend("SIMILAR", "mug-blue")
    assert found[:2] == [("mug-red", "Also 杯子 by Acme"), ("mug-tall", "Also in 杯子")]
    assert set(found[2:]) == {("pot-acme", "Also by Acme"), ("pot", "Much like it")}


def test_bought_together_says_by_how_many(shop, recommend):
    pair("bought", "mug-blue", "bag", 7)
    pair("viewed", "mug-blue", "pot", 5)
    pair("viewed", "mug-blue", "mug-red", 1)
    assert recommend("BOUGHT_TOGETHER", "mug-blue") == [
        ("bag", "7 shoppers bought both"),
        ("pot", "Others looked at both"),
    ]


def test_related_takes_from_all_lists(shop, recommend):
    pair("bought", "mug-blue", "bag", 7)
    found = recommend("RELATED", "mug-blue", first=3)
    assert found[0] == ("bag", "7 shoppers bought both")
    assert [key for key, _reason in found[1:]] == ["mug-red", "mug-tall"]


def test_popular_are_those_many_look_at_then_what_sells(shop, recommend):
    for key, score in (("pot", 5), ("bag", 50), ("gone", 99)):
        ProductPopularity.objects.create(product_key=key, score=score, scored_at=timezone.now())
    found = recommend("POPULAR")
    assert found[:2] == [("bag", "Many are looking at it now"), ("pot", "Many are looking at it now")]
    assert {reason for _key, reason in found[2:]} == {"Sells well"}
    assert len(found) == 6


def test_the_product_itself_the_cart_and_what_is_sold_out_are_left_out(shop, recommend, index):
    Offer.objects.filter(product__key="mug-tall").delete()
    Offer.objects.filter(product__key="pot").update(stock=0)
    outbox.enqueue("index", ["product:mug-tall", "product:pot"], available_at=timezone.now())
    index()
    assert [key for key, _reason in recommend("SIMILAR", "mug-blue", cart=["mug-red"])] == ["pot-acme"]
    settings = BehaviourSettings.load()
    settings.hides_sold_out = False
    settings.save()
    assert {key for key, _reason in recommend("SIMILAR", "mug-blue", cart=["mug-red"])} == {"pot-acme", "pot"}


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ({"category": "kitchen"}, {"bag"}),
        ({"category": "pots"}, {"mug-red", "mug-tall", "bag"}),
        ({"brand": "acme"}, {"mug-tall", "pot", "bag"}),
        ({"product": "bag"}, {"mug-red", "mug-tall", "pot", "pot-acme"}),
        ({"tag": "clearance"}, {"mug-red", "pot", "pot-acme", "bag"}),
    ],
)
def test_what_the_shop_rules_out_is_never_recommended(shop, recommend, rule, left):
    product = Product.objects.get(key="mug-tall")
    product.tags.add("clearance")
    product.save()
    pair("bought", "mug-blue", "bag", 9)
    models = {"category": (Category, "key"), "brand": (Brand, "key"), "product": (Product, "key"), "tag": (Tag, "name")}
    ((name, value),) = rule.items()
    model, field = models[name]
    RecommendationExclusion.objects.create(**{name: model.objects.get(**{field: value})})
    assert {key for key, _reason in recommend("RELATED", "mug-blue", first=10)} == left
    assert {key for key, _reason in recommend("POPULAR", cart=["mug-blue"], first=10)} == left


@pytest.fixture
def member(storefront: Any) -> Member:
    for kind in ("ANALYTICS", "PERSONALISATION"):
        storefront.ask(
            f"mutation {{ giveConsent(input: {{kind: {kind}}}) {{ consent {{ isGiven }} }} }}", **storefront.sign_in()
        )
    return Member.objects.get()


def look_at(member: Member, key: str) -> None:
    now = timezone.now()
    Event.objects.create(
        digest=f"00000000-0000-0000-0000-{Event.objects.count():012}",
        application="web",
        action_name="view",
        client="c",
        member=member,
        object_id=key,
        object_id_field="product",
        occurred_at=now,
        received_at=now,
    )


def test_for_you_goes_by_what_the_member_looked_at(shop, recommend, storefront, member):
    look_at(member, "mug-blue")
    found = recommend("FOR_YOU", headers=storefront.sign_in())
    assert found[0] == ("mug-red", "Because you looked at 蓝色马克杯")
    assert "mug-blue" not in {key for key, _reason in found}


def test_for_you_is_what_is_popular_for_who_has_not_agreed(shop, recommend, storefront, member):
    look_at(member, "mug-blue")
    storefront.ask(
        "mutation { withdrawConsent(input: {kind: PERSONALISATION}) { consent { isGiven } } }", **storefront.sign_in()
    )
    for headers in ({}, storefront.sign_in()):
        assert {reason for _key, reason in recommend("FOR_YOU", headers=headers)} == {"Sells well"}


def test_what_is_for_one_member_is_kept_by_no_cache(shop, storefront):
    query = "{ recommendations(kind: %s) { reason } }"
    assert storefront.send(query % "FOR_YOU").headers["Cache-Control"] == "private, no-store"
    assert storefront.send(query % "POPULAR").headers["Cache-Control"] == "no-cache"


def test_reasons_are_in_the_language_of_the_answer(shop, recommend):
    assert recommend("SIMILAR", "mug-blue", locale="en", first=1) == [("mug-red", "Also 杯子 by Acme")]


def test_a_page_is_whole_while_the_engine_is_away(shop, storefront):
    with patch.object(recommending, "get_engine", side_effect=EngineUnavailable("gone")):
        data = storefront.ask('{ product(key: "mug-blue") { title recommendations { reason } } }')
    assert data["product"]["recommendations"] == []


def test_more_than_are_ever_recommended_is_an_error(storefront):
    error = storefront.fail("{ recommendations(first: 25) { reason } }")
    assert error["extensions"] == {"code": "BAD_ARGUMENT", "argument": "first"}
    error = storefront.fail(QUERY, {"products": [str(number) for number in range(51)]})
    assert error["extensions"] == {"code": "BAD_ARGUMENT", "argument": "products"}


CARDS = "reason product { key title price { formatted } image { url } }"


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        (f"{{ recommendations(kind: POPULAR, first: 20) {{ {CARDS} }} }}", 5),
        (f'{{ recommendations(kind: RELATED, products: ["mug-001"], first: 20) {{ {CARDS} }} }}', 7),
        (f'{{ product(key: "mug-001") {{ title recommendations(first: 20) {{ {CARDS} }} }} }}', 9),
        (f"{{ products(first: 10) {{ nodes {{ key recommendations(first: 4) {{ {CARDS} }} }} }} }}", 9),
    ],
)
def test_the_number_of_queries_does_not_grow(storefront, make_shop, index, settings, query, allowed):
    settings.VITRINE_GRAPHQL_LIMITS = {"cost": None}
    shop = make_shop(5)
    few = _count(storefront, query)
    for number in range(5, 30):
        shop.add(number)
        pair("bought", "mug-001", f"mug-{number:03}", number)
    index()
    assert _count(storefront, query) in range(few, allowed + 1)


def _count(storefront: Any, query: str) -> int:
    BehaviourSettings.load()
    with CaptureQueriesContext(connection) as queries:
        storefront.ask(query)
    return len(queries)
