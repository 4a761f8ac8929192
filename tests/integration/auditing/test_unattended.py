"""What changes without a request is in the log as well: schedules, shelf rules, bulk jobs, and imports by commands."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import log

from campaigns.shelving.deciding import take_back
from campaigns.shelving.models import ShelfChange
from campaigns.shelving.running import run_rules
from cms.auditing import cleaning
from cms.auditing.models import AuditEntry
from cms.auditing.unattended import IMPORTED
from cms.bulk.jobs.telling import ENDED
from cms.catalog.models import Product, ProductContent
from cms.delivery import outbox, services, worker
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.auditing.conftest import list_changes
from tests.integration.bulk.tables import act, upload_rows
from tests.integration.shelving.conftest import make_rule, make_sold, quiet

__all__ = ["quiet"]
pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/audit/"


def carry_out(key: str) -> dict[str, str]:
    """As the worker does it at its time."""
    return outbox.get_consumer(services.SCHEDULE).apply([key], timezone.now())


def make_due(content: ProductContent, summary: str) -> None:
    content.summary = summary
    revision = content.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()


def test_what_goes_live_by_itself_says_what_was_before_and_who_planned_it(admin: User) -> None:
    content = factories.make_published("tea", summary="老")
    make_due(content, "新")
    admin.first_name = "林知远"
    admin.save()
    log(content, "wagtail.publish.schedule", user=admin)
    assert carry_out("product:tea") == {}
    assert list_changes(content, "wagtail.publish.scheduled") == [("summary", "老", "新")]
    entry = AuditEntry.objects.get(action="wagtail.publish.scheduled")
    assert (entry.user_id, entry.user_name, entry.note) == (None, "", "planned by 林知远")
    assert entry.fields.filter(name="summary").exists()


def test_what_ends_by_itself_says_so() -> None:
    content = factories.make_published("tea", title="茶")
    ProductContent.objects.filter(pk=content.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert carry_out("product:tea") == {}
    assert ("live", True, False) in list_changes(content, "wagtail.unpublish.scheduled")


def test_a_schedule_that_fails_leaves_nothing(monkeypatch: Any) -> None:
    content = factories.make_published("tea", summary="老")
    make_due(content, "新")
    before = AuditEntry.objects.count()

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise ValueError("no")

    monkeypatch.setattr("wagtail.models.Revision.publish", refuse)
    assert carry_out("product:tea") == {"product:tea": "ValueError: no"}
    assert AuditEntry.objects.count() == before


@pytest.mark.usefixtures("quiet")
def test_what_shelf_rules_do_is_there_with_before_and_after(admin: User) -> None:
    make_sold("gone", stock=0)
    make_rule(mode="apply", stock_max=0)
    make_rule("set_stage", to_stage="decline", mode="apply", stock_max=0)
    at = timezone.now()
    run_rules(at=at)
    worker.drain(consumers=[cleaning.CONSUMER])
    product = Product.objects.get(key="gone")
    off, stage = ("offers.gone.on_shelf_until", None, at.isoformat()), ("stage", "growth", "decline")
    found = list_changes(product)
    assert off in found
    assert [(path, after) for path, _before, after in found if path == "stage"] == [("stage", "decline")]
    entries = AuditEntry.objects.filter(object_id=str(product.pk), action="wagtail.edit", user_id=None)
    assert {entry.note for entry in entries} >= {"take_off"}
    take_back(ShelfChange.objects.filter(kind="shelf"), user=admin, at=at + timedelta(hours=1))
    assert (off[0], off[2], None) in list_changes(product)
    assert stage[0] == "stage"


def test_a_bulk_job_says_what_it_came_to(settings: Any) -> None:
    user = make_user("catalog.change_product", "catalog.change_productcontent", "catalog.publish_productcontent")
    content = factories.make_published("tea", title="茶")
    language = content.locale.get_display_name()
    client = log_in(user)
    rows = [["Product key", "Language", "Title"], ["tea", language, "新茶"]]
    job = upload_rows(client, "words", rows, way="publish")
    act(client, job, "confirm")
    entry = AuditEntry.objects.get(action=ENDED)
    assert (entry.user_id, entry.label, entry.object_id) == (user.pk, job.name, str(job.pk))
    assert "1" in entry.note


def test_an_import_by_a_command_is_one_entry(tmp_path: Path, admin_client: Client) -> None:
    feed = tmp_path / "products.csv"
    feed.write_text("sku,title,price\nA,茶,9.9\nB,茶,-1\n", encoding="utf-8")
    report = tmp_path / "bad.csv"
    with override("en"):
        call_command("import_products", str(feed), dry_run=True, stdout=StringIO(), stderr=StringIO())
        assert not AuditEntry.objects.filter(action=IMPORTED).exists()
        call_command("import_products", str(feed), report=report, stdout=StringIO(), stderr=StringIO())
    entry = AuditEntry.objects.get(action=IMPORTED)
    assert (entry.label, entry.user_id) == ("products.csv", None)
    assert entry.note.startswith("import_products: 1 created, 0 updated, 0 unchanged, 1 bad · ")
    assert str(report)[:60] in entry.note
    page = admin_client.get(REPORT, {"action": IMPORTED}).content.decode()
    assert "products.csv" in page
    assert "Import by a command" in page
