"""Reports on searches in the admin: their rows, their charts, their files, and who may see them."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cms.operations.roles.granting import ensure_roles, find_group
from search.behaviour.admin import reports
from search.behaviour.models import QueryDay

pytestmark = pytest.mark.django_db

NAMES = [one.name for one in reports.REPORTS]
ALLOWED = patch.object(User, "has_perm", return_value=True)


def make_user(*codenames: str) -> User:
    user = User.objects.create_user(f"user-{User.objects.count()}")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_user("view_reports"))
    return client


def add(phrase: str, *, days_ago: int = 0, locale: str = "en", **counts: int) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    values = {"searches": 10, "found": 3, "took_ms": 100, "slowest_ms": 20, **counts}
    QueryDay.objects.create(phrase=phrase, locale=locale, day=day, **values)


@pytest.fixture
def searches() -> None:
    add("tea", searches=30, followed=20, clicked=10, slowest_ms=900)
    add("mug", searches=20, followed=10, clicked=1)
    add("mug", days_ago=20, searches=20)
    add("unicorn", searches=7, empty=7, found=0)
    add("茶", locale="zh-hans", searches=5)
    add("ancient", days_ago=40, searches=500)


def read(client: Client, name: str, **query: Any) -> list[str]:
    response = client.get(reverse(f"search_reports:{name}"), query)
    assert response.status_code == 200
    return [one.phrase for one in response.context["object_list"]]


def test_each_report_has_its_rows_in_its_order(admin, searches):
    assert read(admin, "top") == ["mug", "tea", "unicorn", "茶"]
    assert read(admin, "empty") == ["unicorn"]
    assert read(admin, "unclicked") == ["mug", "tea"]
    assert read(admin, "slow") == ["tea"]
    assert read(admin, "trending") == ["tea", "unicorn", "茶"]


def test_days_and_language_can_be_chosen(admin, searches):
    assert read(admin, "top", locale="zh-hans") == ["茶"]
    long_ago = (timezone.localdate() - timedelta(days=45)).isoformat()
    lately = (timezone.localdate() - timedelta(days=15)).isoformat()
    assert read(admin, "top", day_from=long_ago, day_to=lately) == ["ancient", "mug"]
    assert read(admin, "top", day_from="no day")[0] == "mug"


@pytest.mark.parametrize("name", NAMES)
def test_every_report_opens_empty_and_full(admin, name):
    page = admin.get(reverse(f"search_reports:{name}")).content.decode()
    assert "Nothing in these days" in page
    add("tea", searches=30, empty=2, followed=20, clicked=3, slowest_ms=900)
    page = admin.get(reverse(f"search_reports:{name}")).content.decode()
    assert "Nothing in these days" not in page
    assert '<rect class="behaviour-bar"' in page
    part = admin.get(reverse(f"search_reports:{name}_results")).content.decode()
    assert '<rect class="behaviour-bar"' in part
    assert "<html" not in part


def test_a_report_asks_the_same_number_of_queries_for_any_number_of_rows(
    admin, searches, django_assert_max_num_queries
):
    read(admin, "top")
    for number in range(45):
        add(f"query-{number}")
    with django_assert_max_num_queries(16):
        read(admin, "top")


def test_the_rows_come_as_files_and_nothing_in_them_is_a_formula(admin):
    add("=cmd|' /c calc'!a1", searches=4, followed=2, clicked=1)
    response = admin.get(reverse("search_reports:top"), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].startswith("Query,")
    assert lines[1].startswith("'=cmd")
    response = admin.get(reverse("search_reports:top"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    cell = sheet.cell(row=2, column=1)
    assert (cell.value, cell.data_type) == ("=cmd|' /c calc'!a1", "s")


def test_a_query_without_results_leads_to_what_can_be_done_about_it(searches):
    client = Client()
    client.force_login(make_user("view_reports", "add_synonymgroup", "add_searchredirect"))
    page = client.get(reverse("search_reports:empty")).content.decode()
    ways = re.findall(r'<a href="([^"]+query=unicorn)">([^<]+)</a>', page)
    assert [label for _url, label in ways] == ["Add synonyms", "Redirect"]
    for url, _label in ways:
        form = client.get(url)
        assert form.status_code == 200
        assert "unicorn" in form.content.decode()
    assert "query=tea" not in client.get(reverse("search_reports:top")).content.decode()


def test_a_way_out_that_is_not_installed_or_not_allowed_is_not_there():
    user = make_user()
    assert reports.list_ways_out(user, "tea") == []
    with (
        patch.object(reports, "reverse", side_effect=NoReverseMatch),
        patch.object(User, "has_perm", return_value=True),
    ):
        assert reports.list_ways_out(user, "tea") == []


@pytest.mark.parametrize("name", NAMES)
def test_who_may_not_see_reports_does_not(name):
    client = Client()
    client.force_login(make_user())
    for address in (reverse(f"search_reports:{name}"), reverse(f"search_reports:{name}_results")):
        assert client.get(address).status_code == 302
        assert client.get(address, {"export": "csv"}).status_code == 302
    assert "Searches" not in client.get(reverse("wagtailadmin_home")).content.decode()


def read_rights(key: str) -> set[str]:
    rights = find_group(key).permissions.filter(content_type__app_label="behaviour")
    return set(rights.values_list("codename", flat=True))


def test_three_roles_see_reports_and_one_changes_the_settings():
    ensure_roles()
    may = {
        key: set(
            find_group(key).permissions.filter(content_type__app_label="behaviour").values_list("codename", flat=True)
        )
        for key in ("head", "merchandising", "analysts", "editors")
    }
    exclusions = {f"{action}_recommendationexclusion" for action in ("add", "change", "delete", "view")}
    assert may == {
        "head": {"view_reports", "change_behavioursettings", *exclusions},
        "merchandising": {"view_reports", *exclusions},
        "analysts": {"view_reports"},
        "editors": set(),
    }
