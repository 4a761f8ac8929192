"""Who may do what with authors, series, menus and the site, from the start."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from cms.content.rights import RIGHTS, grant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def groups(db: None) -> None:
    for name in RIGHTS:
        group = Group.objects.get_or_create(name=name)[0]
        group.permissions.remove(*group.permissions.filter(content_type__app_label="content"))


def list_rights(name: str) -> set[str]:
    permissions = Group.objects.get(name=name).permissions.filter(content_type__app_label="content")
    return set(permissions.values_list("codename", flat=True))


def test_both_groups_get_their_rights() -> None:
    grant("default")
    assert list_rights("Editors") == {
        *("add_author", "change_author", "view_author"),
        *("add_series", "change_series", "view_series", "view_menu"),
    }
    assert {"delete_author", "change_menu", "change_siteprofile"} <= list_rights("Moderators")


def test_what_somebody_changed_stays() -> None:
    grant("default")
    Group.objects.get(name="Editors").permissions.clear()
    grant("default")
    assert list_rights("Editors") == set()
