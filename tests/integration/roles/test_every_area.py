"""Each of the seven roles in every area, action by action, as `rights.toml` says: found by walking, so that an area
without a row is noticed. What is refused is refused when it is sent as well, and changes nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.catalog.models import ProductContent
from cms.operations.roles.granting import ensure_roles
from cms.operations.roles.reading import read_roles
from tests.integration.admin.conftest import log_in
from tests.integration.roles.areas import AREAS, Shop
from tests.integration.roles.test_matrix import make_person
from tests.integration.roles.walking import count_rows, find_row, list_addresses, list_own_views, list_viewsets

pytestmark = pytest.mark.django_db
TABLE: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "rights.toml").read_text(encoding="utf-8"))
ROLES = [role.key for role in read_roles()]
# Parts of other pages, opened by their scripts, and lists of results, which are their lists'.
PARTS: frozenset[str] = frozenset(TABLE["parts"]["names"].split())


@pytest.fixture
def shop() -> Shop:
    shop = Shop()
    ensure_roles()
    return shop


def may_open(client: Client, address: str) -> bool | None:
    """None for what is only sent."""
    answer: Any = client.get(address)
    if answer.status_code == 405:
        return None
    if answer.status_code in {302, 403}:
        # Forms that begin elsewhere lead there; whoever is refused is led to the admin's first page.
        return answer.status_code == 302 and answer.headers["Location"] != "/admin/"
    assert answer.status_code == 200, address
    return True


@pytest.mark.parametrize("role", ROLES)
def test_a_role_in_every_area(role: str, shop: Shop) -> None:
    client = log_in(make_person(role))
    found: dict[str, str] = {}
    refused: list[str] = []
    for name, viewset in sorted(list_viewsets().items()):
        opened = []
        for action, address in list_addresses(viewset, find_row(viewset, shop)):
            may = may_open(client, address)
            if may:
                opened.append(action)
            elif may is False:
                refused.append(address)
        found[name] = " ".join(sorted(opened))
    expected = {name: " ".join(sorted(roles.get(role, "").split())) for name, roles in TABLE["areas"].items()}
    assert found == expected

    before, live = count_rows(), ProductContent.objects.get(pk=shop.content.pk).live
    for address in refused:
        answer: Any = client.post(address, {"name": "x", "key": "x", "title": "x", "action-publish": "1"})
        assert answer.status_code in {302, 403, 405}, address
    assert count_rows() == before
    assert ProductContent.objects.get(pk=shop.content.pk).live is live


def test_every_area_has_its_row() -> None:
    assert set(TABLE["areas"]) == set(list_viewsets())
    assert {role for roles in TABLE["areas"].values() for role in roles} <= set(ROLES)


def test_every_view_of_its_own_is_among_the_areas(shop: Shop) -> None:
    addresses = {address.partition("?")[0] for address in shop.list_addresses().values()}
    known = {name for name in list_own_views() if reverse(name) in addresses}
    assert list_own_views() - known - PARTS == set()
    assert len(AREAS) > 80
