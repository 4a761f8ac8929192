"""Signing in with every setting of ADMIN_TWO_FACTOR: what is asked for, and what may be done about it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.notices.models import Notice
from cms.signin import factors
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.signin.conftest import (
    CODE,
    HOME,
    LOGIN,
    PASSWORD,
    SECRET,
    SET_UP,
    enter,
    give_factor,
    is_in,
    show_code,
)

pytestmark = pytest.mark.django_db


def list_actions(person: User) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(person).filter(action__startswith="signin").order_by("pk")
    return list(entries.values_list("action", flat=True))


def test_off_a_password_is_enough_even_with_a_factor(client: Client, person: User) -> None:
    give_factor(person)
    assert enter(client, person.username)["Location"] == HOME
    assert is_in(client)
    assert client.get("/admin/sign-in/")["Location"] == HOME


def test_optional_without_a_factor_a_password_is_enough(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "optional"
    assert enter(client, person.username)["Location"] == HOME
    assert is_in(client)
    assert "Second factor" in client.get("/admin/account/").content.decode()


@pytest.mark.parametrize("policy", ["optional", "required"])
def test_whoever_has_a_factor_shows_a_code(client: Client, person: User, settings: Any, policy: str) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = policy
    give_factor(person)
    assert enter(client, person.username)["Location"] == f"{CODE}?next=%2Fadmin%2F"
    assert not is_in(client)
    assert client.get(LOGIN)["Location"].startswith(CODE)

    wrong = client.post(CODE, {"code": "000000", "next": HOME})
    assert "This code is not right" in wrong.content.decode()
    assert not is_in(client)

    code = show_code()
    assert client.post(CODE, {"code": code, "next": HOME})["Location"] == HOME
    assert is_in(client)
    assert list_actions(person) == ["signin.factor_set_up", "signin.in", "signin.code_failed"]

    another = Client(headers={"accept-language": "en"})
    enter(another, person.username)
    assert "This code is not right" in another.post(CODE, {"code": code}).content.decode(), "a code works once"


def test_required_leads_to_setting_one_up(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    assert enter(client, person.username)["Location"] == f"{SET_UP}?next=%2Fadmin%2F"
    assert not is_in(client)

    page = client.get(SET_UP)
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    secret = client.session["signin-secret"]
    assert "not right" in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()

    answer = client.post(SET_UP, {"code": show_code(secret), "next": HOME})
    assert answer["Location"] == "/admin/sign-in/codes/?next=%2Fadmin%2F"
    assert is_in(client)

    codes = factors.find_codes(person).get_unused_codes()
    assert len(codes) == 10
    shown = client.get("/admin/sign-in/codes/").content.decode()
    assert all(code in shown for code in codes)
    download = client.get("/admin/sign-in/codes/?download=1")
    assert download["Content-Disposition"] == 'attachment; filename="vitrine-recovery-codes.txt"'
    assert all(code in download.content.decode() for code in codes)
    assert client.post("/admin/sign-in/codes/", {"next": HOME})["Location"] == HOME
    assert client.get("/admin/sign-in/codes/")["Location"] == "/admin/sign-in/", "shown once"


def test_a_recovery_code_lets_in_once(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    give_factor(person)
    code = factors.find_codes(person).get_unused_codes()[0]
    enter(client, person.username)
    assert client.post(CODE, {"code": code})["Location"] == HOME
    assert "9 recovery codes are left." in client.get(HOME).content.decode()

    another = Client(headers={"accept-language": "en"})
    enter(another, person.username)
    assert "This code is not right" in another.post(CODE, {"code": code}).content.decode()
    assert not is_in(another)


def test_wrong_codes_are_limited(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "optional"
    give_factor(person)
    enter(client, person.username)
    for _attempt in range(5):
        client.post(CODE, {"code": "000000"})
    refused = client.post(CODE, {"code": show_code()})
    assert "Too many wrong codes" in refused.content.decode()
    assert not is_in(client)


def test_what_guards_an_account_is_changed_with_the_password_alone(client: Client, person: User, settings: Any) -> None:
    """A session opened long ago, such as one left alone at a desk, changes nothing."""
    settings.VITRINE_ADMIN_TWO_FACTOR = "optional"
    client.force_login(person)
    asked = "/admin/sign-in/password/?next=%2Fadmin%2Fsign-in%2Fset-up%2F"
    assert client.get(SET_UP)["Location"] == asked
    assert "This is not your password." in client.post(asked, {"password": "guess"}).content.decode()
    assert client.get(SET_UP)["Location"] == asked
    assert client.post(asked, {"password": PASSWORD, "next": SET_UP})["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_a_factor_is_removed_where_none_is_required(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "optional"
    give_factor(person)
    enter(client, person.username)
    client.post(CODE, {"code": show_code()})
    assert client.get("/admin/sign-in/remove/").status_code == 200
    client.post("/admin/sign-in/remove/")
    assert not Authenticator.objects.exists()
    assert is_in(client)


def test_a_factor_stays_where_one_is_required(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    give_factor(person)
    enter(client, person.username)
    client.post(CODE, {"code": show_code()})
    client.post("/admin/sign-in/remove/")
    assert Authenticator.objects.count() == 2
    old = factors.find_codes(person).get_unused_codes()
    client.post("/admin/sign-in/codes/new/")
    assert set(old).isdisjoint(factors.find_codes(person).get_unused_codes())


def test_a_head_resets_a_colleagues_factor(person: User) -> None:
    colleague, head = make_user(), make_user("signin.reset_factor")
    give_factor(colleague)
    give_factor(person)
    give_factor(head)
    client = log_in(head)
    assert client.post(f"/admin/settings/sign-in/{colleague.pk}/reset/")["Location"] == "/admin/settings/sign-in/"
    assert factors.find_factor(colleague) is None
    assert list_actions(colleague) == ["signin.factor_set_up", "signin.factor_reset"]
    entry = ModelLogEntry.objects.get(action="signin.factor_reset")
    assert entry.user == head
    assert Notice.objects.get(user=colleague).subject == "Your second factor has been reset"

    for other in (person, head):
        client.post(f"/admin/settings/sign-in/{other.pk}/reset/")
        assert factors.find_factor(other) is not None, "neither an administrator's nor their own"
    log_in(make_user()).post(f"/admin/settings/sign-in/{head.pk}/reset/")
    assert factors.find_factor(head) is not None


def test_the_last_resort(person: User, capsys: Any) -> None:
    give_factor(person)
    call_command("reset_two_factor", person.username)
    assert not Authenticator.objects.exists()
    call_command("reset_two_factor", person.username)
    assert "nothing has changed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no account"):
        call_command("reset_two_factor", "nobody")


def test_secrets_are_not_readable_in_the_database(person: User, settings: Any) -> None:
    give_factor(person)
    assert all(SECRET not in str(row.data) for row in Authenticator.objects.all())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert factors.find_factor(person).wrap().validate_code(show_code())
    settings.SECRET_KEY_FALLBACKS = []
    assert not factors.find_factor(person).wrap().validate_code(show_code(ago=1))
