"""Events come in by `track`, and searches carry the id that events name them by."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.members.models import Member
from search.behaviour import recording, working
from search.behaviour.models import Event, QueryDay, SearchRecord

pytestmark = pytest.mark.django_db

TRACK = """
mutation ($input: TrackInput!) {
  track(input: $input) { accepted duplicates dropped userErrors { field code message } }
}
"""


def make_event(action: str = "view", product: str = "mug-000", **fields: Any) -> dict[str, Any]:
    attributes = {"object": {"object_id": product, "object_id_field": "product"}, **fields.pop("attributes", {})}
    return {"event_id": str(uuid.uuid4()), "action_name": action, "event_attributes": attributes, **fields}


@pytest.fixture(autouse=True)
def no_searches_of_other_tests() -> None:
    recording._recorder.waiting.clear()


@pytest.fixture
def track(storefront):
    def send(*events: Any, headers: dict[str, str] | None = None, **given: Any) -> dict[str, Any]:
        values = {"clientId": "client-0001", "hasConsent": True, "events": list(events), **given}
        return storefront.ask(TRACK, {"input": values}, **(headers or {}))["track"]

    return send


def test_a_batch_is_taken_and_its_bad_events_are_named(track):
    answer = track(make_event(), make_event("dance"), None, make_event(attributes={"position": {"ordinal": 0}}))
    assert (answer["accepted"], answer["duplicates"], answer["dropped"]) == (1, 0, None)
    assert [(one["field"], one["code"]) for one in answer["userErrors"]] == [
        ("events.1.action_name", "NOT_ALLOWED"),
        ("events.2", "NOT_ALLOWED"),
        ("events.3.event_attributes.position.ordinal", "OUT_OF_RANGE"),
    ]
    assert answer["userErrors"][2]["message"] == "This is a whole number from 1 to 100000."
    assert Event.objects.get().application == "web"


def test_sending_again_changes_nothing(track):
    event = make_event()
    assert track(event)["accepted"] == 1
    assert track(event) == {"accepted": 0, "duplicates": 1, "dropped": None, "userErrors": []}


def test_events_may_be_written_into_the_document(storefront):
    query = """mutation { track(input: {clientId: "client-0001", hasConsent: true, events: [
      {event_id: "event-0001", action_name: "share", event_attributes: {object: {object_id: "mug-000"}}}
    ]}) { accepted } }"""
    assert storefront.ask(query) == {"track": {"accepted": 1}}


def test_without_consent_and_from_machines_nothing_is_kept(track, storefront):
    assert track(make_event(), hasConsent=False)["dropped"] == "NO_CONSENT"
    assert track(make_event(), headers={"User-Agent": "Googlebot/2.1"})["dropped"] == "BOT"
    assert track(make_event(), headers=storefront.sign_in())["dropped"] == "NO_CONSENT"
    assert not Event.objects.exists()
    assert not Member.objects.exists()


def test_a_members_events_are_theirs_once_they_agreed(track, storefront, community_member):
    assert track(make_event(), headers=storefront.sign_in())["accepted"] == 1
    assert Event.objects.get().member == community_member


@pytest.fixture
def community_member(storefront):
    consent = "mutation { giveConsent(input: {kind: ANALYTICS}) { consent { isGiven } } }"
    storefront.ask(consent, **storefront.sign_in())
    storefront.ask(consent.replace("ANALYTICS", "PERSONALISATION"), **storefront.sign_in())
    return Member.objects.get()


def test_too_many_at_once_are_refused(track):
    answer = track(*(make_event() for _ in range(101)))
    assert [(one["field"], one["code"]) for one in answer["userErrors"]] == [("events", "TOO_MANY")]
    assert answer["accepted"] is None
    assert not Event.objects.exists()


def test_who_sends_too_often_has_to_wait(storefront, settings):
    settings.VITRINE_RATES = {"Track": (1, 60)}
    values = {"input": {"clientId": "client-0001", "hasConsent": True, "events": []}}
    storefront.ask(TRACK, values)
    assert storefront.fail(TRACK, values)["extensions"]["code"] == "RATE_LIMITED"


SEARCH = """query ($text: String!, $after: String, $filter: ProductFilter) {
  search(text: $text, after: $after, first: 2, filter: $filter) {
    queryId totalCount nodes { key title price { formatted } } pageInfo { endCursor }
  }
}"""


def test_a_search_is_written_down_beside_the_request(storefront, make_shop):
    make_shop(3)
    with CaptureQueriesContext(connection) as queries:
        found = storefront.ask(SEARCH, {"text": "马克杯"})["search"]
    assert len(queries) == 2
    assert not SearchRecord.objects.exists()
    assert recording.store_searches() == 1
    record = SearchRecord.objects.get()
    assert str(record.query_id) == found["queryId"]
    assert (record.text, record.locale, record.found, record.is_narrowed) == ("马克杯", "zh-hans", 3, False)
    assert record.hits == [node["key"] for node in found["nodes"]]


def test_further_pages_are_no_searches_and_narrowed_ones_are_apart(storefront, make_shop):
    make_shop(3)
    first = storefront.ask(SEARCH, {"text": "马克杯"})["search"]
    after = first["pageInfo"]["endCursor"]
    assert storefront.ask(SEARCH, {"text": "马克杯", "after": after})["search"]["queryId"] is None
    assert storefront.ask("{ products { queryId } }") == {"products": {"queryId": None}}
    storefront.ask(SEARCH, {"text": "马克杯", "filter": {"brands": ["acme"]}})
    assert recording.store_searches() == 2
    assert list(SearchRecord.objects.order_by("pk").values_list("is_narrowed", flat=True)) == [False, True]


def test_a_click_joins_its_search(storefront, make_shop, track):
    make_shop(3)
    found = storefront.ask(SEARCH, {"text": "马克杯"})["search"]
    recording.store_searches()
    key = found["nodes"][1]["key"]
    track(
        make_event("search", "", query_id=found["queryId"], attributes={"object": {}}),
        make_event("click", key, query_id=found["queryId"], attributes={"object": {"object_id": key}}),
    )
    working.count_all(at=timezone.now())
    day = QueryDay.objects.get()
    assert (day.phrase, day.searches, day.followed, day.clicked) == ("马克杯", 1, 1, 1)
