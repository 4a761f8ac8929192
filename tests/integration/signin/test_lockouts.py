"""Whoever guesses passwords waits; nobody learns which names there are; heads lift it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.notices.models import Notice
from cms.signin import lockouts
from cms.signin.cleaning import CONSUMER
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.signin.conftest import enter, is_in

pytestmark = pytest.mark.django_db

WAIT = "Too many wrong passwords. Wait 15 minutes"
WRONG = "password didn&#x27;t match"
HERE = {"REMOTE_ADDR": "203.0.113.5"}
THERE = {"REMOTE_ADDR": "203.0.113.6"}


def guess(client: Client, name: str, times: int, **where: Any) -> list[str]:
    return [enter(client, name, f"guess {number}", **where).content.decode() for number in range(times)]


def test_a_name_is_locked_out_from_everywhere(client: Client, person: User) -> None:
    answers = guess(client, person.username, 5, **HERE)
    assert [WAIT in one for one in answers] == [False, False, False, False, True]
    assert all(WRONG in one for one in answers[:4])
    assert WAIT in enter(client, person.username, **THERE).content.decode(), "not even with the right password"
    assert not is_in(client)


def test_an_address_is_locked_out_for_every_name(client: Client, person: User) -> None:
    for number in range(5):
        guess(client, f"nobody-{number}", 1, **HERE)
    assert WAIT in enter(client, person.username, **HERE).content.decode()
    assert enter(client, person.username, **THERE).status_code == 302


def test_the_address_is_the_one_the_proxies_have_seen(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_TRUSTED_PROXIES = 1
    for number in range(5):
        forged = {"x-forwarded-for": f"198.51.100.{number}, 203.0.113.9"}
        client.post("/admin/login/", {"username": f"no-{number}", "password": "x"}, headers=forged)
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"203.0.113.9"}
    unreadable = client.post(
        "/admin/login/", {"username": "a", "password": "x"}, headers={"x-forwarded-for": "unknown"}
    )
    assert unreadable.status_code == 200


def test_a_name_that_nobody_has_is_answered_the_same(client: Client, person: User) -> None:
    known = guess(client, person.username, 6, **HERE)
    unknown = guess(client, "nobody", 6, **THERE)

    def mask(page: str) -> list[str]:
        lines = page.replace(person.username, "NAME").replace("nobody", "NAME").splitlines()
        return [line for line in lines if "csrf" not in line.lower()]

    assert [set(mask(one)) ^ set(mask(other)) for one, other in zip(known, unknown, strict=True)] == [set()] * 6


def test_a_success_starts_again(client: Client, person: User) -> None:
    guess(client, person.username, 4, **HERE)
    assert enter(client, person.username, **HERE).status_code == 302
    assert AccessAttempt.objects.count() == 0
    client.post("/admin/logout/")
    assert WAIT not in guess(client, person.username, 4, **HERE)[-1]


def test_it_ends_by_itself(client: Client, person: User) -> None:
    guess(client, person.username, 7, **HERE)
    (lockout, _address) = sorted(lockouts.list_lockouts(at=timezone.now()), key=lambda one: one.kind, reverse=True)
    assert (lockout.kind, lockout.value, lockout.failures) == ("name", person.username, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert lockouts.list_lockouts(at=timezone.now()) == []
    assert enter(client, person.username, **HERE).status_code == 302


def test_heads_hear_of_it_once_and_lift_it(client: Client, person: User) -> None:
    head = make_user("signin.lift_lockout")
    guess(client, person.username, 8, **HERE)
    notices = Notice.objects.filter(user=head)
    assert [notice.subject for notice in notices] == [f"Locked out after wrong passwords: {person.username}"]
    assert notices[0].address == "/admin/settings/sign-in/"
    actions = ModelLogEntry.objects.for_instance(person).values_list("action", flat=True)
    assert sorted(actions) == ["signin.failed"] * 5 + ["signin.locked_out"]

    desk = log_in(head)
    page = desk.get("/admin/settings/sign-in/").content.decode()
    assert person.username in page
    assert "203.0.113.5" in page
    for kind, value in (("name", person.username), ("address", "203.0.113.5")):
        desk.post("/admin/settings/sign-in/lift/", {"kind": kind, "value": value})
    assert enter(client, person.username, **HERE).status_code == 302
    assert "Nobody is locked out." in desk.get("/admin/settings/sign-in/").content.decode()
    assert ModelLogEntry.objects.filter(action="signin.lifted", user=head).count() >= 1


def test_others_lift_nothing(client: Client, person: User) -> None:
    guess(client, person.username, 5, **HERE)
    other = log_in(make_user())
    assert other.get("/admin/settings/sign-in/")["Location"] == "/admin/"
    other.post("/admin/settings/sign-in/lift/", {"kind": "name", "value": person.username})
    assert AccessAttempt.objects.count() == 1


def test_the_command_of_axes_lifts_too(client: Client, person: User) -> None:
    guess(client, person.username, 5, **HERE)
    call_command("axes_reset_username", person.username)
    assert enter(client, person.username, **HERE).status_code == 302


def test_nothing_that_was_entered_is_kept(client: Client, person: User) -> None:
    enter(client, person.username, "my other password")
    attempt = AccessAttempt.objects.get()
    assert "my other password" not in f"{attempt.post_data}{attempt.get_data}"


def test_the_worker_cleans_up(client: Client, person: User) -> None:
    guess(client, person.username, 2, **HERE)
    entries = OutboxEntry.objects.filter(consumer=CONSUMER)
    assert entries.count() == 1
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(days=2))
    entries.update(available_at=timezone.now())
    worker.drain(consumers=[CONSUMER])
    assert AccessAttempt.objects.count() == 0
    assert entries.count() == 0
