"""The bell, the page of notices, and the choices in the account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.notices.kinds import Way, list_kinds
from cms.notices.models import Notice, NoticePreference
from cms.notices.telling import tell
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.notices.conftest import KIND

pytestmark = pytest.mark.django_db

INDEX = "/admin/notices/"


def read(client: Any, address: str = INDEX) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_bell_counts_what_is_unread_in_one_query() -> None:
    user = make_user()
    client = log_in(user)
    home = reverse("wagtailadmin_home")
    assert "data-notices" not in read(client, home)
    with CaptureQueriesContext(connection) as queries:
        read(client, home)
    assert sum("notices_notice" in query["sql"] for query in queries) == 1
    for number in range(3):
        tell(KIND, [user], subject=str(number))
    html = read(client, home)
    assert re.search(r'"data-notices":\s*"3"', html)
    assert "Notices: 3 unread notices" in html
    user.notices.update(read_at=timezone.now())
    assert "data-notices" not in read(client, home)


def test_the_page_shows_ones_own_unread_and_all() -> None:
    user, other = make_user(), make_user()
    tell(KIND, [user, other], subject="<b>mine</b>", body="why", address="/admin/pages/")
    tell(KIND, [other], subject="theirs")
    client = log_in(user)
    assert "Nobody has told you anything yet" in read(log_in(make_user()))
    html = read(client)
    assert "&lt;b&gt;mine&lt;/b&gt;" in html
    assert "theirs" not in html
    assert "Unread (1)" in html
    user.notices.update(read_at=timezone.now())
    assert "Nothing unread." in read(client)
    assert "&lt;b&gt;mine&lt;/b&gt;" in read(client, f"{INDEX}?show=all&kind={KIND}")
    assert "mine" not in read(client, f"{INDEX}?show=all&kind=other")


def test_opening_marks_as_read_and_leads_on() -> None:
    user = make_user()
    client = log_in(user)
    tell(KIND, [user], subject="a", address="/admin/pages/")
    tell(KIND, [user], subject="b", address="https://evil.example/")
    for subject, target in (("a", "/admin/pages/"), ("b", INDEX)):
        response = client.get(reverse("notices:open", args=[user.notices.get(subject=subject).pk]))
        assert (response.status_code, response["Location"]) == (302, target)
    assert not user.notices.filter(read_at=None).exists()
    assert log_in(make_user()).get(reverse("notices:open", args=[user.notices.first().pk])).status_code == 404


def test_marking_one_and_all() -> None:
    user, other = make_user(), make_user()
    client = log_in(user)
    for subject in ("a", "b", "c"):
        tell(KIND, [user, other], subject=subject)
    first = user.notices.get(subject="a")
    back = f"{INDEX}?show=all"
    response = client.post(reverse("notices:read", args=[first.pk]), {"next": back})
    assert response["Location"] == back
    first.refresh_from_db()
    assert first.read_at is not None
    assert client.post(reverse("notices:read", args=[other.notices.first().pk])).status_code == 404
    at = user.notices.get(subject="b").created_at.isoformat()
    html = client.post(reverse("notices:read_all"), {"at": at}, follow=True).content.decode()
    assert "1 notice marked as read." in html
    assert list(user.notices.filter(read_at=None).values_list("subject", flat=True)) == ["c"]
    client.post(reverse("notices:read_all"), {"at": "nonsense", "next": "https://evil.example/"})
    assert not user.notices.filter(read_at=None).exists()
    assert other.notices.filter(read_at=None).count() == 3


def test_the_page_takes_as_many_queries_for_many_as_for_few() -> None:
    user = make_user()
    client = log_in(user)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return sum("notices_" in query["sql"] for query in queries)

    for number in range(3):
        tell(KIND, [user], subject=str(number))
    count()
    few = count()
    for number in range(20):
        tell(KIND, [user], subject=str(number))
    assert count() == few == 4


def test_what_people_choose_in_their_account() -> None:
    user = make_user()
    client = log_in(user)
    account = reverse("wagtailadmin_account")
    html = read(client, account)
    assert f'name="notices-{KIND}"' in html
    assert "submitted_notifications" not in html
    form = {
        **{f"notices-{kind.name}": kind.way for kind in list_kinds()},
        f"notices-{KIND}": Way.DIGEST,
        "name_email-first_name": "Lin",
        "name_email-last_name": "Z",
        "name_email-email": "lin@example.com",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert client.post(account, form).status_code == 302
    assert list(NoticePreference.objects.values_list("user", "kind", "way")) == [(user.pk, KIND, "digest")]
    assert client.post(account, {**form, f"notices-{KIND}": "loud"}).status_code == 200
    assert NoticePreference.objects.get().way == "digest"
    tell(KIND, [user], subject="x")
    assert Notice.objects.get().way == Way.DIGEST
    assert client.post(account, {**form, f"notices-{KIND}": Way.BELL}).status_code == 302
    assert not NoticePreference.objects.exists()
