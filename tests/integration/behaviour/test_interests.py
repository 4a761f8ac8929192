"""What members like is learnt from what they did, moves their own searches, and goes when they say so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.members import holdings
from cms.members.consents import give_consent, withdraw_consent
from cms.members.models import Member
from search.behaviour.interests import find_interests, learn_interests
from search.behaviour.models import MemberInterest
from search.behaviour.working import count_all
from search.engines import get_engine
from search.explaining import describe_reason, explain_products
from search.guidance import Guidance
from tests import factories
from tests.community import make_member
from tests.integration.behaviour.events import make_event, take
from tests.integration.storefront.conftest import Shop, Storefront, index, make_shop, storefront

__all__ = ["index", "make_shop", "storefront"]

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SEARCH = '{ search(text: "马克杯") { edges { node { slug } reasons } } }'


@pytest.fixture
def shop(make_shop: Any, index: Any) -> Shop:
    """Six mugs of acme; mug-000, that would stand last, is of kaori."""
    shop = make_shop(6)
    product = shop.products[0].product
    product.brand = factories.make_brand("kaori", name="Kaori")
    product.save()
    shop.products[0].save_revision().publish()
    index()
    return shop


def agree(storefront: Storefront, *kinds: str) -> dict[str, str]:
    """A member who has signed in and agreed."""
    headers = storefront.sign_in("lin")
    for kind in kinds:
        storefront.ask(
            "mutation ($kind: ConsentKind!) { giveConsent(input: { kind: $kind }) { userErrors { code } } }",
            {"kind": kind},
            **headers,
        )
    return headers


def learn(*events: dict[str, Any], at: Any = NOW) -> Member:
    member = Member.objects.get()
    take(*events, at=at, member=member, is_member=True)
    count_all(at=at)
    OutboxEntry.objects.filter(consumer="interests").update(available_at=at)
    worker.drain(consumers=["interests"])
    return member


def read(storefront: Storefront, **headers: str) -> list[tuple[str, list[str]]]:
    edges = storefront.ask(SEARCH, **headers)["search"]["edges"]
    return [(edge["node"]["slug"], edge["reasons"]) for edge in edges]


def test_a_member_who_agrees_finds_what_they_like_first_and_is_told_why(storefront: Storefront, shop: Shop):
    headers = agree(storefront, "ANALYTICS", "PERSONALISATION")
    plain = read(storefront)
    assert plain[0][0] != "mug-000"
    learn(make_event("purchase", "mug-000"))
    personal = read(storefront, **headers)
    assert personal[0][0] == "mug-000"
    assert personal[0][1] == ["Because you like Kaori", "Because you like 杯子"]
    assert {tuple(reasons) for _slug, reasons in personal[1:]} == {("Because you like 杯子",)}
    assert read(storefront) == plain
    by_price = '{ search(text: "马克杯", sort: PRICE_ASC) { edges { reasons } } }'
    assert all(edge["reasons"] == [] for edge in storefront.ask(by_price, **headers)["search"]["edges"])


def test_it_costs_one_query_and_a_guest_none(storefront: Storefront, shop: Shop):
    headers = agree(storefront, "ANALYTICS", "PERSONALISATION")
    learn(make_event("purchase", "mug-000"))
    counts = []
    for sent in ({}, headers):
        read(storefront, **sent)
        with CaptureQueriesContext(connection) as queries:
            read(storefront, **sent)
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_without_consent_nothing_is_learnt_or_used(storefront: Storefront, shop: Shop):
    headers = agree(storefront, "ANALYTICS")
    member = learn(make_event("purchase", "mug-000"))
    assert not MemberInterest.objects.exists()
    assert read(storefront, **headers) == read(storefront)
    give_consent(member, "personalisation", at=NOW)
    learn(make_event("purchase", "mug-000"))
    assert sorted(MemberInterest.objects.values_list("field", "key")) == [("brand", "kaori"), ("category", "mugs")]
    withdraw_consent(member, "personalisation", at=NOW)
    assert not MemberInterest.objects.exists()
    assert learn_interests(member.pk, 14, at=NOW) == 0
    MemberInterest.objects.create(member=member, field="brand", key="kaori", score=50, scored_at=NOW, half_life_days=14)
    assert find_interests(issuer=member.issuer, subject=member.subject, at=NOW) == ()


def test_interests_fade_and_are_of_their_member_alone():
    lin, wu = make_member("lin"), make_member("wu")
    for member in (lin, wu):
        give_consent(member, "personalisation", at=NOW)
    MemberInterest.objects.create(member=lin, field="brand", key="kaori", score=12, scored_at=NOW, half_life_days=14)
    (interest,) = find_interests(issuer=lin.issuer, subject=lin.subject, at=NOW)
    assert (interest.field, interest.key, interest.strength) == ("brand", "kaori", 0.5)
    (faded,) = find_interests(issuer=lin.issuer, subject=lin.subject, at=NOW + timedelta(days=14))
    assert faded.strength == pytest.approx(1 / 3)
    assert find_interests(issuer=lin.issuer, subject=lin.subject, at=NOW + timedelta(days=100)) == ()
    assert find_interests(issuer=wu.issuer, subject=wu.subject, at=NOW) == ()


def test_they_are_given_out_and_erased_with_the_member():
    member = make_member("lin")
    give_consent(member, "personalisation", at=NOW)
    MemberInterest.objects.create(member=member, field="brand", key="kaori", score=12, scored_at=NOW, half_life_days=14)
    assert holdings.export_member(member, at=NOW)["interests"] == [
        {"field": "brand", "key": "kaori", "score": 12.0, "scored_at": NOW.isoformat()}
    ]
    assert [one.count for one in holdings.summarise_member(member) if "like" in str(one.label)] == [1]
    assert holdings.erase_member(member, keeps_texts=False, at=NOW).counts["interests"] == 1
    assert not MemberInterest.objects.exists()


def test_the_workbench_says_the_same_points(shop: Shop):
    from search.ranking.factors import Interest

    guidance = Guidance(interests=(Interest("brand", "kaori", 0.5), Interest("category", "mugs", 0.2)))
    reasons = explain_products(
        get_engine(), ["mug-000", "mug-001"], text="马克杯", locale="zh-hans", guidance=guidance, at=timezone.now()
    )
    said = {key: [describe_reason(one) for one in each if one.kind == "interest"] for key, each in reasons.items()}
    assert said == {
        "mug-000": ["the shopper likes the brand “kaori”: +0.3", "the shopper likes the category “mugs”: +0.1"],
        "mug-001": ["the shopper likes the category “mugs”: +0.1"],
    }
