"""The audit log in the admin: who sees it, what it is narrowed by, before beside after, exports, how long it stays."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext, log
from wagtail.models import ModelLogEntry

from cms.auditing import cleaning, indexing
from cms.auditing.collecting import collecting
from cms.auditing.models import AuditedField, AuditEntry
from cms.community.models import Board, CannedReason
from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.auditing.conftest import list_changes

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/audit/"


def rename(board: Board, name: str, by: User) -> None:
    with collecting(by):
        board.name = name
        board.save()


def list_rows(client: Client, **query: str) -> list[str]:
    page = BeautifulSoup(client.get(REPORT, query).content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in page.select(".audit-log > tbody > tr")]


@pytest.fixture
def boards(admin: User) -> list[Board]:
    boards = [Board.objects.create(slug=slug, name=slug) for slug in ("tea", "coffee")]
    other = make_user()
    rename(boards[0], "Green tea", admin)
    rename(boards[1], "Black coffee", other)
    return boards


def test_before_and_after_stand_side_by_side(admin_client: Client, boards: list[Board]) -> None:
    page = BeautifulSoup(admin_client.get(REPORT).content, "html.parser")
    cells = page.select(".audit-changes tbody tr")
    assert len(cells) == 2
    assert [cell.get_text().strip() for cell in cells[1].select("th, td")] == ["Name", "tea", "Green tea"]
    assert cells[1].select_one("ins").get_text() == "Green "


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"label": "coffee"}, ["Black coffee"]),
        ({"field": "name"}, ["Black coffee", "Green tea"]),
        ({"field": "slug"}, []),
        ({"action": "wagtail.delete"}, []),
        ({"action": "wagtail.edit"}, ["Black coffee", "Green tea"]),
        ({"at_from": "2000-01-01", "at_to": "2000-12-31"}, []),
    ],
)
def test_it_is_narrowed(admin_client: Client, boards: list[Board], query: dict[str, str], found: list[str]) -> None:
    rows = list_rows(admin_client, **query)
    assert [next(name for name in ("Black coffee", "Green tea") if name in row) for row in rows] == found


def test_it_is_narrowed_by_person_and_kind(admin: User, admin_client: Client, boards: list[Board]) -> None:
    assert len(list_rows(admin_client, user=str(admin.pk), action="wagtail.edit")) == 1
    kind = ContentType.objects.get_for_model(Board).pk
    assert len(list_rows(admin_client, content_type=str(kind), object_id=str(boards[1].pk))) == 1


def test_heads_and_administrators_alone_see_all_of_it(boards: list[Board]) -> None:
    assert log_in(make_user("auditing.view_auditentry")).get(REPORT).status_code == 200
    refused = log_in(make_user("community.change_board"))
    assert refused.get(REPORT)["Location"] == "/admin/"
    assert refused.get(f"{REPORT}results/")["Location"] == "/admin/"


def test_others_see_the_history_of_what_they_may_edit(admin: User) -> None:
    reason = CannedReason.objects.create(locale="en", text="Spam")
    with collecting(admin):
        reason.text = "Advertising"
        reason.save()
    client = log_in(make_user("community.change_cannedreason"))
    page = BeautifulSoup(client.get(reverse("moderation_reason:history", args=[reason.pk])).content, "html.parser")
    assert [cell.get_text().strip() for cell in page.select(".audit-changes tbody td")] == ["Spam", "Advertising"]


def test_nobody_edits_or_deletes_an_entry(admin_client: Client, boards: list[Board]) -> None:
    before = AuditEntry.objects.count()
    admin_client.post(REPORT)
    admin_client.delete(REPORT)
    assert AuditEntry.objects.count() == before
    assert set(AuditEntry._meta.default_permissions) == {"view"}


def test_exports(admin: User, admin_client: Client, boards: list[Board]) -> None:
    table = b"".join(admin_client.get(REPORT, {"export": "csv"}).streaming_content).decode()
    assert "Name: tea → Green tea" in table
    answer = admin_client.get(REPORT, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + AuditEntry.objects.count()
    (line,) = [row for row in rows if row[-1] == "Name: tea → Green tea"]
    assert (line[1], line[4]) == (admin.username, "Green tea")


def test_a_formula_in_a_name_stays_a_text(admin: User, admin_client: Client) -> None:
    board = Board.objects.create(slug="tea", name="tea")
    rename(board, "=HYPERLINK(1)", admin)
    table = b"".join(admin_client.get(REPORT, {"export": "csv"}).streaming_content).decode()
    assert ",=HYPERLINK" not in table


def test_a_page_of_it_takes_a_fixed_number_of_queries(
    admin: User, admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        rename(Board.objects.create(slug=f"b{number}", name="x"), f"name {number}", admin)
    admin_client.get(REPORT)
    with django_assert_max_num_queries(40):
        assert len(list_rows(admin_client)) == 30


def test_what_was_written_many_at_a_time_is_adopted(admin: User) -> None:
    board = Board.objects.create(slug="tea", name="tea")
    content_type = ContentType.objects.get_for_model(Board)
    data = {"changes": [{"path": ["name"], "before": "a", "after": "b"}]}
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type, object_id=str(board.pk), label="tea", action="wagtail.edit", user=admin,
            timestamp=timezone.now(), data=data,
        )
        for _number in range(3)
    )  # fmt: skip
    assert indexing.adopt() == 3
    assert indexing.adopt() == 0
    assert AuditEntry.objects.count() == AuditedField.objects.filter(name="name").count() == 3


def test_old_entries_go(admin: User, settings: Any) -> None:
    settings.VITRINE_AUDIT_DAYS = 30
    board = Board.objects.create(slug="tea", name="tea")
    rename(board, "old", admin)
    past = timezone.now() - timedelta(days=31)
    ModelLogEntry.objects.update(timestamp=past)
    AuditEntry.objects.update(at=past)
    rename(board, "new", admin)
    cleaning.plan()
    cleaning.plan()
    entries = OutboxEntry.objects.filter(consumer=cleaning.CONSUMER)
    assert entries.count() == 1
    entries.update(available_at=timezone.now())
    worker.drain(consumers=[cleaning.CONSUMER])
    assert list_changes(board) == [("name", "old", "new")]
    assert AuditEntry.objects.count() == AuditedField.objects.count() == 1
    assert entries.get().available_at > timezone.now() + timedelta(hours=23)


def test_what_is_erased_with_a_member_is_erased_here(admin: User) -> None:
    board = Board.objects.create(slug="tea", name="tea")
    log(board, "wagtail.edit", user=admin)
    ModelLogEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 0


def test_logins_are_in_it(client: Client, admin: User) -> None:
    client.post("/admin/login/", {"username": "a password by mistake", "password": "x"})
    client.post("/admin/login/", {"username": admin.username, "password": "wrong"})
    client.post("/admin/login/", {"username": admin.username, "password": "secret"})
    rows = AuditEntry.objects.order_by("pk").values_list("action", "label", "note")
    assert list(rows) == [
        ("signin.failed", "", "127.0.0.1"),
        ("signin.failed", admin.username, "127.0.0.1"),
        ("signin.in", admin.username, "127.0.0.1"),
    ]
    page = BeautifulSoup(client.get(REPORT).content, "html.parser")
    assert "Signed in" in page.get_text()


def test_a_draft_saved_while_typing_is_one_edit(admin: User) -> None:
    content = factories.make_published("tea")
    with LogContext(user=admin), collecting(admin):
        content.title = "a"
        revision = content.save_revision(user=admin, log_action=True, clean=False)
    entry = ModelLogEntry.objects.for_instance(content).latest("pk")
    log(content, "wagtail.edit", user=admin, uuid=entry.uuid, revision=revision, content_changed=True)
    rows = AuditEntry.objects.filter(action="wagtail.edit", object_id=str(content.pk))
    assert rows.filter(uuid=entry.uuid).count() == 1
