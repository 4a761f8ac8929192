"""The admin's home, and the addresses a newcomer tries first."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_published

pytestmark = pytest.mark.django_db


def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("brand/vitrine.svg")


def test_home_says_how_many_products_there_are_to_who_may_edit_them(admin_client: Client) -> None:
    make_published("tea")
    html = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert f'<a href="{reverse("wagtailsnippets_catalog_productcontent:list")}">1 product</a>' in html
    assert "brand/vitrine.svg" in html
