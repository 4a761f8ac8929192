from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.refusals import Refusal
from search.behaviour.reading import Defaults, ReadEvent, read_event

NOW = datetime(2041, 11, 11, 8, 0, tzinfo=UTC)
QUERY = "0b7f7f4e-6a55-4d0e-9c5b-3a4d1f6f2d10"
GOOD: dict[str, Any] = {
    "event_id": "event-0001",
    "action_name": "click",
    "client_id": "client-0001",
    "application": "app",
    "query_id": QUERY,
    "timestamp": "2041-11-11T07:59:00Z",
    "event_attributes": {"object": {"object_id": "tea-1", "object_id_field": "product"}, "position": {"ordinal": 3}},
}


def read(**changes):
    return read_event({**GOOD, **changes}, defaults=Defaults("client-of-batch", "web"), now=NOW)


def test_an_event_is_read_by_the_names_of_the_schema():
    assert read() == ReadEvent(
        event_id="event-0001",
        action_name="click",
        client_id="client-0001",
        application="app",
        occurred_at=datetime(2041, 11, 11, 7, 59, tzinfo=UTC),
        query_id=UUID(QUERY),
        message_type="INFO",
        object_id="tea-1",
        object_id_field="product",
        ordinal=3,
    )


def test_what_an_event_does_not_say_is_that_of_its_batch():
    event = read(client_id=None, application=None, timestamp=None, action_name="Favorite", query_id=None)
    assert (event.client_id, event.application, event.occurred_at) == ("client-of-batch", "web", NOW)
    assert event.action_name == "favourite"
    search = read(action_name="search", event_attributes=None, message="tea")
    assert (search.message_type, search.message, search.object_id, search.object_id_field) == ("QUERY", "tea", "", "")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"event_id": None}, "event_id", "REQUIRED"),
        ({"event_id": "short"}, "event_id", "NOT_ALLOWED"),
        ({"event_id": "x" * 65}, "event_id", "TOO_LONG"),
        ({"event_id": 12345678}, "event_id", "NOT_ALLOWED"),
        ({"action_name": ""}, "action_name", "REQUIRED"),
        ({"action_name": "dance"}, "action_name", "NOT_ALLOWED"),
        ({"query_id": "mine"}, "query_id", "NOT_ALLOWED"),
        ({"timestamp": "yesterday"}, "timestamp", "NOT_ALLOWED"),
        ({"timestamp": "2041-11-11T07:59:00"}, "timestamp", "NOT_ALLOWED"),
        ({"timestamp": True}, "timestamp", "NOT_ALLOWED"),
        ({"timestamp": 1e300}, "timestamp", "NOT_ALLOWED"),
        ({"timestamp": "2041-11-11T09:00:00Z"}, "timestamp", "OUT_OF_RANGE"),
        ({"timestamp": "2041-11-01T09:00:00Z"}, "timestamp", "TOO_LATE"),
        ({"message": "\0"}, "message", "NOT_ALLOWED"),
        ({"event_attributes": []}, "event_attributes", "NOT_ALLOWED"),
        ({"event_attributes": {}}, "event_attributes.object.object_id", "REQUIRED"),
        (
            {"event_attributes": {**GOOD["event_attributes"], "position": {"ordinal": 0}}},
            "event_attributes.position.ordinal",
            "OUT_OF_RANGE",
        ),
    ],
)
def test_a_bad_event_says_where_and_why(changes, field, code):
    refusal = read(**changes)
    assert isinstance(refusal, Refusal)
    assert (refusal.field, refusal.code) == (field, code)
    assert str(refusal.message)


@pytest.mark.parametrize("value", [2_267_683_200_000, 2_267_683_200, NOW.isoformat(), "2041-11-10T16:00:00-08:00"])
def test_times_come_as_text_or_as_numbers(value):
    at = read(timestamp=value).occurred_at
    assert abs(at - NOW) < timedelta(days=7)


def test_a_clock_that_is_a_little_fast_is_forgiven():
    assert read(timestamp=(NOW + timedelta(minutes=5)).isoformat()).occurred_at == NOW


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "object", "position"]), inner),
    max_leaves=12,
)


@given(anything)
def test_whatever_is_sent_is_read_or_refused(raw):
    assert isinstance(read_event(raw, defaults=Defaults(), now=NOW), ReadEvent | Refusal)


@given(st.sampled_from(sorted(GOOD)), anything)
def test_one_odd_field_is_read_or_refused(name, value):
    assert isinstance(read(**{name: value}), ReadEvent | Refusal)
