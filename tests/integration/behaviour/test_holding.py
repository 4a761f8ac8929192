from __future__ import annotations

import pytest

from cms.members import holdings
from cms.members.consents import give_consent, withdraw_consent
from search.behaviour.models import Event
from tests.community import make_member
from tests.integration.behaviour.events import NOW, make_event, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    member = make_member("lin")
    for kind in ("analytics", "personalisation"):
        give_consent(member, kind, at=NOW)
    take(make_event("view", "tea-1"), make_event("search", "", message="tea"), member=member, is_member=True)
    take(make_event("view", "tea-2"))
    return member


def test_a_member_gets_what_is_kept_of_them(member):
    events = holdings.export_member(member, at=NOW)["events"]
    assert [(one["action_name"], one["event_attributes"]["object"]["object_id"]) for one in events] == [
        ("view", "tea-1"),
        ("search", ""),
    ]
    assert events[1]["message"] == "tea"
    assert [one.count for one in holdings.summarise_member(member) if "looked at" in str(one.label)] == [2]


def test_erasing_a_member_leaves_the_events_of_others(member):
    erasure = holdings.erase_member(member, keeps_texts=False, at=NOW)
    assert erasure.counts["events"] == 2
    assert list(Event.objects.values_list("object_id", "member")) == [("tea-2", None)]


def test_who_agrees_no_more_is_let_go_of_at_once(member):
    withdraw_consent(member, "marketing", at=NOW)
    assert Event.objects.filter(member=member).count() == 2
    withdraw_consent(member, "personalisation", at=NOW)
    assert Event.objects.filter(member=member).count() == 0
    assert Event.objects.count() == 3
