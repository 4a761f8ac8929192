"""Writing: who may, how often, what is said where it is refused, and what caches may keep."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.members.models import Consent, Member
from storefront import rates

pytestmark = pytest.mark.django_db

GIVE = """mutation ($kind: ConsentKind!, $version: String) {
  giveConsent(input: {kind: $kind, version: $version}) {
    consent { kind isGiven isCurrent version } userErrors { field code message }
  }
}"""
RENAME = """mutation ($name: String!) {
  updateProfile(input: {name: $name}) { me { key name } userErrors { field code message } }
}"""
PROFILE = "{ me { key name tier segments picture isBlocked consents { kind isGiven version changedAt } } }"


def test_a_member_is_made_by_the_first_write(storefront):
    lin = storefront.sign_in("lin")
    assert storefront.ask("{ me { key name tier segments } }", **lin)["me"] == {
        "key": None,
        "name": "林夏",
        "tier": "gold",
        "segments": ["home", "tea"],
    }
    assert Member.objects.count() == 0
    answer = storefront.ask(GIVE, {"kind": "COMMUNITY"}, **lin)["giveConsent"]
    assert answer == {
        "consent": {"kind": "COMMUNITY", "isGiven": True, "isCurrent": True, "version": "built-in-1"},
        "userErrors": [],
    }
    member = Member.objects.get()
    assert (member.subject, member.name, len(member.key)) == ("lin", "林夏", 16)


def test_guests_are_told_to_sign_in_and_nothing_happens(storefront):
    response = storefront.send(GIVE, {"kind": "COMMUNITY"}).json()
    assert response["data"] == {"giveConsent": None}
    (error,) = response["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["giveConsent"], "UNAUTHENTICATED")
    assert storefront.ask(PROFILE) == {"me": None}
    assert (Member.objects.count(), Consent.objects.count()) == (0, 0)


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic bGluOmxpbg==", "Bearer a.b.c", "lin"])
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_token_that_does_not_hold_is_never_taken_for_a_guest(storefront, header, accept):
    response = storefront.send("{ serverTime }", Authorization=header, Accept=accept)
    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert "data" not in response.json()
    assert response["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert response["Cache-Control"] == "no-store"


def test_an_expired_token_says_so(storefront):
    error = storefront.fail("{ serverTime }", **storefront.sign_in(exp=int(time.time()) - 3600))
    assert error["extensions"] == {"code": "UNAUTHENTICATED", "reason": "expired"}


def test_only_answers_that_depend_on_who_asks_are_kept_from_caches(storefront):
    lin = storefront.sign_in()
    for headers in ({}, lin):
        assert storefront.send("{ serverTime }", **headers)["Cache-Control"] == "no-cache"
        assert storefront.send("{ serverTime me { name } }", **headers)["Cache-Control"] == "private, no-store"
        assert storefront.send("mutation { __typename }", **headers)["Cache-Control"] == "private, no-store"


def test_what_a_person_can_put_right_is_said_in_their_language(storefront):
    lin = storefront.sign_in()
    answer = storefront.ask(RENAME, {"name": " \u202e "}, **lin, X_Vitrine_Locale="en")["updateProfile"]
    assert answer == {
        "me": None,
        "userErrors": [
            {"field": "name", "code": "REQUIRED", "message": "A name has at least one letter or number."},
        ],
    }
    assert Member.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x" * 31, "TOO_LONG"),
        ("see www.example.com", "NOT_ALLOWED"),
        ("<b>lin</b>", "NOT_ALLOWED"),
        ("Vitrine 官方", "NOT_ALLOWED"),
        ("\u200b\u200b", "REQUIRED"),
    ],
)
def test_names_that_are_none_or_mislead_are_refused(storefront, name, code):
    answer = storefront.ask(RENAME, {"name": name}, **storefront.sign_in())["updateProfile"]
    assert [error["code"] for error in answer["userErrors"]] == [code]
    assert Member.objects.count() == 0


def test_a_name_of_ones_own_stays_whatever_the_provider_says(storefront):
    lin = storefront.sign_in()
    answer = storefront.ask(RENAME, {"name": "  小夏\u202e  🌿 "}, **lin)["updateProfile"]
    assert answer["me"]["name"] == "小夏 🌿"
    storefront.ask(GIVE, {"kind": "COMMUNITY"}, **storefront.sign_in("lin", name="林"))
    assert Member.objects.get().name == "小夏 🌿"
    assert storefront.ask("{ me { name } }", **lin)["me"]["name"] == "小夏 🌿"


def test_a_blocked_member_may_not_change_anything_others_see(storefront):
    lin = storefront.sign_in()
    storefront.ask(GIVE, {"kind": "COMMUNITY"}, **lin)
    Member.objects.update(is_blocked=True)
    error = storefront.fail(RENAME, {"name": "小夏"}, **lin)
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert Member.objects.get().name == "林夏"
    assert storefront.ask("{ me { isBlocked } }", **lin) == {"me": {"isBlocked": True}}


def test_too_often_says_when_to_come_back(storefront, settings):
    settings.VITRINE_RATES = {"GiveConsent": (2, 60)}
    lin, chen = storefront.sign_in("lin"), storefront.sign_in("chen")
    for _attempt in range(2):
        storefront.ask(GIVE, {"kind": "COMMUNITY"}, **lin)
    response = storefront.send(GIVE, {"kind": "ANALYTICS"}, **lin)
    (error,) = response.json()["errors"]
    assert response.json()["data"] == {"giveConsent": None}
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert error["extensions"]["limit"] == "GiveConsent"
    assert 1 <= error["extensions"]["retryAfter"] <= 60
    assert response["Retry-After"] == str(error["extensions"]["retryAfter"])
    assert Consent.objects.filter(kind="analytics").count() == 0
    storefront.ask(GIVE, {"kind": "COMMUNITY"}, **chen)


@pytest.mark.parametrize("name", [rates.EVERY_TOKEN, rates.EVERY_ADDRESS])
def test_all_of_a_token_and_of_an_address_is_counted_too(storefront, settings, name):
    settings.VITRINE_RATES = {name: (2, 60)}
    lin = storefront.sign_in()
    storefront.ask(GIVE, {"kind": "COMMUNITY"}, **lin)
    storefront.ask(RENAME, {"name": "小夏"}, **lin)
    assert storefront.fail(GIVE, {"kind": "ANALYTICS"}, **lin)["extensions"]["limit"] == name
    settings.VITRINE_RATES = {name: None}
    storefront.ask(GIVE, {"kind": "ANALYTICS"}, **lin)


def test_a_member_costs_one_query_to_read_and_a_guest_none(storefront):
    lin = storefront.sign_in()
    storefront.ask(GIVE, {"kind": "COMMUNITY"}, **lin)
    for headers, query, count in (
        ({}, PROFILE, 0),
        (lin, "{ serverTime }", 0),
        (lin, "{ me { tier segments picture } }", 0),
        (lin, "{ me { key name isBlocked } }", 1),
        (lin, PROFILE, 3),
    ):
        with CaptureQueriesContext(connection) as queries:
            storefront.ask(query, **headers)
        assert len(queries) == count, query


def test_each_mutation_is_a_transaction_of_its_own(storefront):
    query = """mutation {
      a: giveConsent(input: {kind: COMMUNITY}) { userErrors { code } }
      b: giveConsent(input: {kind: ANALYTICS, version: "old"}) { consent { kind } userErrors { code field } }
      c: withdrawConsent(input: {kind: COMMUNITY}) { consent { isGiven } userErrors { code } }
    }"""
    assert storefront.ask(query, **storefront.sign_in()) == {
        "a": {"userErrors": []},
        "b": {"consent": None, "userErrors": [{"code": "TEXT_CHANGED", "field": "version"}]},
        "c": {"consent": {"isGiven": False}, "userErrors": []},
    }
    steps: Any = Consent.objects.order_by("pk").values_list("kind", "is_given")
    assert list(steps) == [("community", True), ("community", False)]


def test_a_mutation_costs_what_it_selects(storefront):
    content = storefront.send(GIVE, {"kind": "COMMUNITY"}, **storefront.sign_in()).json()
    assert content["extensions"]["cost"]["actual"] > 2
