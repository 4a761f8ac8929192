"""The home page's figures: whole days, exact sums, shares of the right whole, two queries, and whom they concern."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from search.behaviour.admin.home import draw_line
from search.behaviour.admin.weeks import KINDS, Figure, read_weeks
from search.behaviour.models import ProductDay, QueryDay

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""
TODAY = NOW.date()


def add_searches(days_ago: int, phrase: str = "tea", **counts: int) -> None:
    QueryDay.objects.create(phrase=phrase, locale="en", day=TODAY - timedelta(days=days_ago), **counts)


def add_product(days_ago: int, key: str = "tea", **counts: int) -> None:
    ProductDay.objects.create(product_key=key, day=TODAY - timedelta(days=days_ago), **counts)


@pytest.fixture
def fortnight() -> None:
    add_searches(0, searches=1_000, empty=1_000)
    add_searches(1, searches=30, empty=3, followed=20, clicked=10)
    add_searches(7, "mug", searches=30, empty=12, followed=20, clicked=12)
    add_searches(8, searches=50, empty=10, followed=10, clicked=6)
    add_searches(14, "mug", searches=30, empty=6)
    add_searches(15, searches=5_000, empty=5_000)
    add_product(1, views=20, carts=4, purchases=1)
    add_product(2, "mug", views=10, purchases=2)
    add_product(14, views=40, carts=4)
    add_product(15, views=9_000)


def test_whole_weeks_are_added_up_in_two_queries(fortnight: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        weeks = read_weeks(at=NOW)
    assert (weeks.since.isoformat(), weeks.until.isoformat()) == ("2026-11-18", "2026-11-24")
    assert {figure.kind.name: (figure.now, figure.before, figure.change) for figure in weeks.figures} == {
        "searches": (60, 80, -25),
        "empty": (0.25, 0.2, 5),
        "clicked": (0.55, 0.6, -5),
        "views": (30, 40, -25),
        "carts": (4, 4, 0),
        "purchases": (3, 0, None),
    }
    moods = {figure.kind.name: figure.mood for figure in weeks.figures}
    assert moods == {
        "searches": "worse", "empty": "worse", "clicked": "worse", "views": "worse", "carts": "even",
        "purchases": "even",
    }  # fmt: skip
    assert [len(figure.days) for figure in weeks.figures] == [14] * 6


def test_the_figures_lead_to_the_report_on_the_same_days(fortnight: None) -> None:
    addresses = {figure.kind.name: figure.address for figure in read_weeks(at=NOW).figures if figure.address}
    days = "?day_from=2026-11-18&day_to=2026-11-24"
    assert addresses == {
        "searches": reverse("search_reports:top") + days,
        "empty": reverse("search_reports:empty") + days,
        "clicked": reverse("search_reports:unclicked") + days,
    }


def test_less_of_what_is_bad_is_better() -> None:
    kinds = {kind.name: kind for kind in KINDS}
    assert Figure(kinds["empty"], 0.1, 0.2).mood == "better"
    assert Figure(kinds["searches"], 20, 10).mood == "better"
    assert Figure(kinds["empty"], None, 0.2).change is None


def test_a_line_has_its_highest_day_at_the_top_and_nothing_at_the_bottom() -> None:
    points = draw_line(Figure(KINDS[0], 0, 0, [0.0] * 13 + [9.0])).split()
    assert (points[0], points[-1]) == ("2.0,26.0", "118.0,2.0")
    assert {point.split(",")[1] for point in draw_line(Figure(KINDS[0], 0, 0, [0.0] * 14)).split()} == {"26.0"}


def read_home(*codenames: str) -> str:
    user = User.objects.create_user(f"user-{User.objects.count()}")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client = Client()
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_whoever_sees_the_reports_has_them_at_home() -> None:
    assert "Nothing was searched for, looked at or bought in these fourteen days." in read_home("view_reports")
    assert "weeks-heading" not in read_home()
    yesterday = timezone.localdate() - timedelta(days=1)
    QueryDay.objects.create(phrase="tea", locale="en", day=yesterday, searches=1_234, empty=617)
    html = read_home("view_reports")
    assert html.count('class="weeks-tile"') == len(KINDS)
    assert "1,234" in html
    assert "50%" in html
