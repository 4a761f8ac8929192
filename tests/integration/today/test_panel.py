"""The home page as people see it: what presses first, ages, empty states in words, and a bounded number of queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from cms import today
from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.roles.reading import read_roles
from cms.operations.templatetags.today import tell_age, tell_due
from cms.operations.today.panel import TodayPanel
from cms.today import Answer, Entry, Question
from tests import factories
from tests.integration.admin.conftest import log_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""
MOST_QUERIES = 84


@pytest.fixture(autouse=True)
def home() -> Any:
    home = factories.make_home()
    ensure_roles()
    return home


def make_person(role: str, *, language: str = "en") -> User:
    user = User.objects.create_user(role, f"{role}@example.com", "secret", first_name="小林")
    user.groups.add(find_group(role))
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


def read_home(client: Client) -> str:
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    return response.content.decode()


def make_panel(user: User, *, at: datetime = NOW) -> TodayPanel:
    request = RequestFactory().get("/admin/")
    request.user = user
    panel = TodayPanel(request)
    panel.at = at
    return panel


@pytest.mark.parametrize("role", [role.key for role in read_roles()])
def test_every_role_has_a_home_without_errors_in_both_languages(role: str) -> None:
    client = log_in(make_person(role))
    assert "Nothing waits for you." in read_home(client)
    UserProfile.objects.update(preferred_language="zh-hans")
    chinese = read_home(client)
    assert "小林" in chinese
    # The words themselves are in a catalogue, which tests do without.
    assert 'lang="zh-hans"' in chinese


def test_what_waits_is_a_card_and_what_is_done_a_sentence(home: Any) -> None:
    factories.make_published("tea", title="龙井").product.offers.update(stock=0, alert_level=1)
    html = read_home(log_in(make_person("merchandising")))
    assert "today-card--alarming" in html
    assert "tea is sold out" in html
    assert "1 thing to see to, 1 of them pressing" in html
    assert "No feed proposes anything." in html
    assert "Everything on the shelf is in stock." not in html


def test_wagtails_own_lists_of_what_waits_are_replaced(admin_client: Client, home: Any) -> None:
    factories.make_published("tea")
    html = read_home(admin_client)
    assert "awaiting-review" not in html
    assert 'id="today-heading"' in html


@pytest.mark.parametrize(
    ("hour", "words"), [(0, "evening"), (6, "morning"), (11, "afternoon"), (17, "afternoon"), (18, "evening")]
)
def test_the_greeting_knows_the_hour_of_the_shop(hour: int, words: str) -> None:
    at = datetime(2026, 11, 25, 16, tzinfo=UTC) + timedelta(hours=hour)
    with translation.override("en"):
        assert make_panel(make_person("head"), at=at).get_context_data()["greeting"] == f"Good {words}, 小林"


def test_the_panel_escapes_what_people_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry("<script>x</script>", "/admin/", "<b>note</b>", since=NOW)
    question = Question("q", "Q", "check", "-", lambda user, *, at: Answer(9, [entry], "/admin/all/"))
    monkeypatch.setattr(today, "_questions", {"q": question})
    with translation.override("en"):
        html = make_panel(make_person("head"), at=NOW + timedelta(hours=2)).render_html({})
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<b>note</b>" not in html
    assert "2\xa0hours ago" in html
    assert '<a class="today-card__all" href="/admin/all/">' in html


def test_ages_and_times_are_told_in_words() -> None:
    with translation.override("en"):
        assert tell_age(NOW - timedelta(seconds=20), NOW) == "just now"
        assert tell_age(NOW - timedelta(days=3, hours=5), NOW) == "3\xa0days ago"
        assert tell_due(NOW + timedelta(hours=11), NOW) == "today 20:00"
        assert tell_due(NOW + timedelta(hours=15), NOW) == "tomorrow 00:00"
        assert tell_due(NOW + timedelta(days=5), NOW) == "November 30 09:00"
        assert tell_due(NOW - timedelta(hours=2), NOW) == "2\xa0hours late"


def test_the_home_page_takes_a_bounded_number_of_queries(home: Any) -> None:
    client = log_in(make_person("head"))
    read_home(client)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_home(client)
        return len(queries)

    for number in range(5):
        factories.make_published(f"p-{number}").product.offers.update(stock=0, alert_level=1)
    few = count()
    for number in range(5, 30):
        factories.make_published(f"p-{number}").product.offers.update(stock=0, alert_level=1)
    assert count() == few
    assert few <= MOST_QUERIES
