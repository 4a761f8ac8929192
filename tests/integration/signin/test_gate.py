"""Whoever has not shown their second factor is nobody: at no address, by no way, in no session of before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.integration.roles.areas import Shop
from tests.integration.roles.test_languages import close
from tests.integration.signin.conftest import CODE, HOME, SET_UP, enter, give_factor, is_in, show_code

pytestmark = pytest.mark.django_db

# What anybody may open: the way in, and what the pages there are made of.
OPEN = {
    "/admin/login/",
    "/admin/sprite/",
    "/admin/jsi18n/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/complete/",
    "/admin/password_reset/confirm/x/x/",
}
OWN = "/admin/sign-in/"


def list_paths(resolver: URLResolver, start: str = "/") -> Iterator[str]:
    """Every address under /admin/ that can be written down: numbers are 1, words are x."""
    for one in resolver.url_patterns:
        if not isinstance(one.pattern, RoutePattern):
            continue
        path = start + fill(one.pattern)
        if isinstance(one, URLResolver):
            if path.startswith("/admin/") or "/admin/".startswith(path):
                yield from list_paths(one, path)
        elif isinstance(one, URLPattern) and path.startswith("/admin/"):
            yield path


def fill(pattern: Any) -> str:
    route = str(pattern._route)
    for name, converter in pattern.converters.items():
        value = "1" if type(converter).__name__ == "IntConverter" else "x"
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>", f"<uuid:{name}>"):
            uuid = "00000000-0000-0000-0000-000000000001"
            route = route.replace(written, uuid if written.startswith("<uuid") else value)
    return route


def find_leaks(client: Client, paths: list[str]) -> list[str]:
    leaks = []
    for path in paths:
        answer = client.get(path)
        location = answer.headers.get("Location", "")
        is_refused = answer.status_code in (302, 301) and ("/admin/login/" in location or OWN in location)
        if not is_refused and answer.status_code not in (403, 404, 405):
            leaks.append(f"{path} {answer.status_code} {location}")
        close(answer)
    return leaks


@pytest.mark.parametrize("has_factor", [True, False])
@pytest.mark.parametrize("is_old", [True, False])
def test_no_address_of_the_admin_opens(
    client: Client, person: User, settings: Any, has_factor: bool, is_old: bool
) -> None:
    if has_factor:
        give_factor(person)
    if is_old:
        # Signed in while a password was enough.
        enter(client, person.username)
        assert is_in(client)
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    if not is_old:
        enter(client, person.username)
    paths = sorted({path for path in list_paths(get_resolver()) if path not in OPEN and not path.startswith(OWN)})
    assert len(paths) > 400
    assert find_leaks(client, [*paths, *Shop().list_addresses().values()]) == []
    step = CODE if has_factor else SET_UP
    assert step in client.get(client.get(HOME)["Location"])["Location"]
    other = "/admin/sign-in/codes/"
    assert step in client.get(other)["Location"]


def test_requests_of_scripts_are_refused(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    client.force_login(person)
    headers = {"x-requested-with": "XMLHttpRequest"}
    for path in ("/admin/api/main/pages/", "/admin/tag-autocomplete/?term=a", "/admin/editing-sessions/release/1/"):
        assert client.get(path, headers=headers).status_code == 403, path
        assert client.post(path, headers=headers).status_code == 403, path


def test_the_storefront_knows_nobody_who_has_not_passed(client: Client, person: User, settings: Any) -> None:
    """No userbar, no draft: what editors see there is theirs once they are in."""
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    shop = Shop()
    client.force_login(person)
    assert client.get(f"/admin/pages/{shop.article.pk}/view_draft/").status_code == 302
    assert client.get("/admin/userbar/1/").status_code in (302, 404)


def test_a_factor_set_up_elsewhere_or_reset_counts_for_open_sessions(
    client: Client, person: User, settings: Any
) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    give_factor(person)
    enter(client, person.username)
    client.post(CODE, {"code": show_code()})
    assert is_in(client)
    give_factor(person, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    assert not is_in(client), "the telephone is another one now"


def test_nothing_is_asked_of_the_database_where_no_user_is(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    def count(policy: str) -> int:
        settings.VITRINE_ADMIN_TWO_FACTOR = policy
        with django_assert_num_queries(0, exact=False) as captured:
            client.post("/graphql", {"query": "{ __typename }"}, content_type="application/json")
        return len(captured)

    assert count("required") == count("off")


def test_the_way_out_leads_to_the_login(client: Client, person: User, settings: Any) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    enter(client, person.username)
    assert client.get("/admin/sign-in/give-up/").status_code == 405
    assert client.post("/admin/sign-in/give-up/")["Location"] == "/admin/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(client: Client, person: User, settings: Any, next_: str) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "optional"
    give_factor(person)
    enter(client, person.username)
    assert client.post(CODE, {"code": show_code(), "next": next_})["Location"] == HOME


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/2fa/"])
def test_no_page_of_allauth_is_there(client: Client, person: User, path: str) -> None:
    assert client.get(path).status_code == 404
