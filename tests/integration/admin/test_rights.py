"""Wagtail's own groups work in the catalogue from the first day; the names of permissions are Django's own."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests import factories
from tests.integration.admin.conftest import log_in

pytestmark = pytest.mark.django_db

EXPECTED = {
    "Editors": {"list": 200, "add": 200, "edit": 200, "unpublish": 302, "delete": 302, "facts": 200, "category": 302},
    "Moderators": {
        "list": 200,
        "add": 200,
        "edit": 200,
        "unpublish": 200,
        "delete": 200,
        "facts": 200,
        "category": 200,
    },
}


@pytest.fixture(autouse=True)
def groups() -> None:
    """As a new installation has them: a transactional test before may have emptied the table."""
    from django.contrib.auth.models import Group

    migration = MigrationExecutor(connection).loader.get_migration("catalog", "0003_rights_of_editors")
    for name in ("Editors", "Moderators"):
        group = Group.objects.get_or_create(name=name)[0]
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    from django.apps import apps

    migration.operations[0].code(apps, None)


def make_client(group: str) -> Client:
    from django.contrib.auth.models import Group

    user = User.objects.create_user(group.lower(), f"{group}@example.com", "secret")
    user.groups.add(Group.objects.get(name=group))
    UserProfile.objects.create(user=user, preferred_language="en")
    return log_in(user)


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
def test_what_a_group_may_open(group: str) -> None:
    content = factories.make_published("wh1000", title="耳机")
    client = make_client(group)
    products = "wagtailsnippets_catalog_productcontent"
    urls = {
        "list": reverse(f"{products}:list"),
        "add": reverse(f"{products}:add"),
        **{name: reverse(f"{products}:{name}", args=[content.pk]) for name in ("edit", "unpublish", "delete")},
        "facts": reverse("catalogue_product:edit", args=[content.product_id]),
        "category": reverse("catalogue_category:add"),
    }
    assert {name: client.get(url).status_code for name, url in urls.items()} == EXPECTED[group]


def test_permissions_are_those_django_makes() -> None:
    before = set(Permission.objects.values_list("content_type__app_label", "content_type__model", "codename"))
    call_command("migrate", verbosity=0)
    after = set(Permission.objects.values_list("content_type__app_label", "content_type__model", "codename"))
    assert before == after
    assert ("catalog", "productcontent", "publish_productcontent") in after
