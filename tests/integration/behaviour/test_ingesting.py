from __future__ import annotations

from datetime import timedelta

import pytest

from cms.delivery.models import OutboxEntry
from cms.members.consents import give_consent
from search.behaviour.models import Event
from tests.community import make_member
from tests.integration.behaviour.events import NOW, make_event, take

pytestmark = pytest.mark.django_db


def test_an_event_is_kept_without_what_names_anybody():
    taken = take(make_event("click", ordinal=3, user_id="lin@example.com"), locale="zh-hans")
    assert (taken.accepted, taken.duplicates, taken.dropped, taken.problems) == (1, 0, "", [])
    event = Event.objects.get()
    assert (event.action_name, event.object_id, event.ordinal, event.locale) == ("click", "tea-1", 3, "zh-hans")
    assert (event.application, event.message_type, event.occurred_at, event.member) == ("web", "INFO", NOW, None)
    assert len(event.client) == 32
    assert "client-0001" not in str(vars(event))


def test_an_event_counts_once_however_often_it_is_sent():
    event = make_event()
    assert take(event, event).accepted == 1
    again = take(event, make_event())
    assert (again.accepted, again.duplicates) == (1, 1)
    assert Event.objects.count() == 2


def test_the_id_of_another_clients_event_takes_nothing_from_it():
    event = make_event()
    take({**event, "client_id": "client-forged"})
    assert take(event).accepted == 1


def test_a_bad_event_costs_the_others_nothing():
    taken = take(make_event(), make_event("dance"), None, make_event("search", "", message="tea"))
    assert taken.accepted == 2
    assert [(bad.index, bad.refusal.field, bad.refusal.code) for bad in taken.problems] == [
        (1, "action_name", "NOT_ALLOWED"),
        (2, "", "NOT_ALLOWED"),
    ]


def test_late_events_are_taken_with_their_own_time():
    at = NOW - timedelta(days=6)
    take(make_event(timestamp=at.isoformat()))
    assert Event.objects.get().occurred_at == at


@pytest.mark.parametrize(
    ("sender", "why"),
    [
        ({"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, "BOT"),
        ({"has_consent": False}, "NO_CONSENT"),
        ({"is_member": True}, "NO_CONSENT"),
    ],
)
def test_of_machines_and_without_consent_nothing_is_kept(sender, why):
    assert take(make_event(), **sender).dropped == why
    assert not Event.objects.exists()
    assert not OutboxEntry.objects.filter(consumer="behaviour").exists()


def test_a_members_own_consents_hold_and_not_what_the_client_says():
    member = make_member()
    assert take(make_event(), member=member, is_member=True).dropped == "NO_CONSENT"
    give_consent(member, "analytics", at=NOW)
    assert take(make_event(), member=member, is_member=True, has_consent=False).accepted == 1
    assert Event.objects.get().member is None
    give_consent(member, "personalisation", at=NOW)
    take(make_event(), member=member, is_member=True)
    assert Event.objects.filter(member=member).count() == 1


def test_texts_that_name_somebody_are_not_kept():
    take(make_event("search", "", message="13812345678"), make_event("search", "", message="  Green  TEA "))
    assert list(Event.objects.order_by("pk").values_list("message", flat=True)) == ["", "green tea"]


def test_the_worker_is_asked_once_however_many_batches_come():
    for _ in range(3):
        take(make_event())
    entries = OutboxEntry.objects.filter(consumer="behaviour").order_by("available_at")
    assert [(entry.key, entry.available_at - NOW) for entry in entries] == [
        ("count", timedelta(seconds=2)),
        ("learn", timedelta(minutes=10)),
        ("clean", timedelta(days=1)),
    ]
