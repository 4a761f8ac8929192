"""A restart in the middle, a stop, another worker: nothing is lost and nothing done twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.bulk.jobs import checking, services, working, writing
from cms.bulk.jobs.slices import Slice
from cms.bulk.models import BulkFile, BulkJob, JobState, RowState
from cms.bulk.subjects.facts import Facts
from cms.bulk.subjects.words import Words
from cms.catalog.models import Product, ProductContent, SpecificationDefinition
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.bulk.tables import act, upload_rows, work_off, write_workbook

pytestmark = pytest.mark.django_db
COUNT = 60


class Killed(BaseException):
    """The process is gone: nothing after it happens."""


@pytest.fixture
def lines() -> list[list[Any]]:
    for number in range(COUNT):
        factories.make_draft(factories.make_product(f"p-{number}"), title=f"旧 {number}")
    return [["Product key", "Language", "Title"], *([f"p-{n}", "zh-hans", f"新 {n}"] for n in range(COUNT))]


def count_titles(word: str) -> int:
    return sum(one.get_latest_revision_as_object().title.startswith(word) for one in ProductContent.objects.all())


def kill_after(monkeypatch: pytest.MonkeyPatch, subject: Any, name: str, calls: int) -> None:
    """Have the `calls`th call of a subject's method be the last thing that happens."""
    original, made = getattr(subject, name), []

    def call(*args: Any, **options: Any) -> Any:
        made.append(1)
        if len(made) == calls:
            raise Killed
        return original(*args, **options)

    monkeypatch.setattr(subject, name, call)


def test_a_killed_worker_goes_on_where_whole_batches_end(
    admin_client: Client, lines: list[list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = upload_rows(admin_client, "words", lines)
    job = services.confirm(job.pk, user=job.user)
    with monkeypatch.context() as patch:
        kill_after(patch, Words, "write", 31)
        with pytest.raises(Killed):
            writing.write(job.pk, Slice())
    # The batch it was killed in has left nothing behind.
    assert job.rows.filter(state=RowState.WRITTEN).count() == Words.batch == 25
    assert count_titles("新") == 25
    work_off()
    job.refresh_from_db()
    assert (job.state, job.rows.filter(state=RowState.WRITTEN).count()) == (JobState.DONE, COUNT)
    assert count_titles("新") == COUNT
    assert all(one.revisions.count() == 1 for one in ProductContent.objects.all())
    assert not OutboxEntry.objects.filter(consumer=working.CONSUMER).exists()


def test_a_killed_undo_goes_on(admin_client: Client, lines: list[list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    job = act(admin_client, upload_rows(admin_client, "words", lines), "confirm")
    services.undo(job.pk, user=job.user)
    with monkeypatch.context() as patch:
        kill_after(patch, Words, "restore", 40)
        with pytest.raises(Killed):
            writing.undo(job.pk, Slice())
    assert count_titles("旧") == 25
    work_off()
    job.refresh_from_db()
    assert (job.state, count_titles("旧")) == (JobState.UNDONE, COUNT)


def test_a_killed_comparison_goes_on(admin_client: Client, admin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Facts, "check_batch", 20)
    table = [["Product key", "Life-cycle stage"], *([f"p-{number}", "new"] for number in range(COUNT))]
    job = services.upload(Facts(), "x.xlsx", write_workbook(table), publishes=False, user=admin)
    with monkeypatch.context() as patch:
        kill_after(patch, Facts, "find", 3)
        with pytest.raises(Killed):
            checking.check(job.pk, Slice())
    job.refresh_from_db()
    assert (job.state, job.total, job.rows.count()) == (JobState.CHECKING, 40, 40)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.total, job.rows.count()) == (JobState.READY, COUNT, COUNT)
    assert list(job.rows.values_list("number", flat=True)) == list(range(2, COUNT + 2))


def test_turns_are_short_and_queue_again(admin_client: Client, lines: list[list[Any]], monkeypatch: Any) -> None:
    monkeypatch.setattr(working, "Slice", lambda: Slice(0.0))
    job = upload_rows(admin_client, "words", lines)
    services.confirm(job.pk, user=job.user)
    OutboxEntry.objects.filter(consumer=working.CONSUMER).delete()
    for written in (25, 50, 60):
        working.work([str(job.pk)], None)
        assert job.rows.filter(state=RowState.WRITTEN).count() == written
        assert OutboxEntry.objects.filter(consumer=working.CONSUMER).exists()
    work_off()
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_stop_go_on_and_undo_what_was_written(admin_client: Client, lines: list[list[Any]], monkeypatch: Any) -> None:
    job = upload_rows(admin_client, "words", lines)
    services.confirm(job.pk, user=job.user)
    writing.write(job.pk, Slice(0.0))
    job = act(admin_client, job, "stop")
    assert (job.state, count_titles("新")) == (JobState.STOPPED, 25)
    job = act(admin_client, job, "go_on")
    assert (job.state, count_titles("新")) == (JobState.DONE, COUNT)
    services.undo(job.pk, user=job.user)
    writing.undo(job.pk, Slice(0.0))
    job = act(admin_client, job, "stop")
    assert (job.state, count_titles("新")) == (JobState.STOPPED, 35)
    job = act(admin_client, job, "undo")
    assert (job.state, count_titles("新")) == (JobState.UNDONE, 0)


def test_a_stopped_comparison_is_dismissed(admin_client: Client, admin: Any) -> None:
    table = [["Product key", "Life-cycle stage"], ["tea", "new"]]
    job = services.upload(Facts(), "x.xlsx", write_workbook(table), publishes=False, user=admin)
    job = act(admin_client, job, "stop")
    assert (job.state, job.rows.count(), Product.objects.count()) == (JobState.DISMISSED, 0, 0)


def test_who_left_meanwhile_writes_nothing(admin_client: Client, admin: Any) -> None:
    table = [["Product key", "Life-cycle stage"], ["tea", "new"]]
    job = upload_rows(admin_client, "facts", table)
    services.confirm(job.pk, user=admin)
    type(admin).objects.filter(pk=admin.pk).update(is_active=False)
    work_off()
    job = BulkJob.objects.get(pk=job.pk)
    assert (job.state, job.rows.get().state, Product.objects.count()) == (JobState.DONE, RowState.FAILED, 0)


def test_a_server_that_fails_says_so_and_can_be_stopped(
    admin_client: Client, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.urls import reverse

    table = [["Product key", "Life-cycle stage"], ["tea", "new"]]
    job = services.upload(Facts(), "x.xlsx", write_workbook(table), publishes=False, user=admin)

    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Facts, "find", fail)
        work_off()
        page = admin_client.get(reverse("bulk:job", args=[job.pk])).content.decode()
        assert "The server failed at it and tries again by itself." in page
        stopped = act(admin_client, job, "stop")
        assert stopped.state == JobState.DISMISSED
    job = services.upload(Facts(), "x.xlsx", write_workbook(table), publishes=False, user=admin)
    BulkJob.objects.filter(pk=job.pk).update(error="failed once")
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.READY, "")


@pytest.mark.parametrize("name", ["words", "facts", "specifications"])
def test_queries_do_not_grow_with_rows(admin_client: Client, name: str) -> None:
    category = factories.make_category("tea")
    SpecificationDefinition.objects.create(category=category, key="weight", name="重量", type="number")
    for number in range(40):
        product = factories.make_product(f"p-{number}", category=category)
        factories.make_published(product=product, title=f"旧 {number}")
    make_line: dict[str, Any] = {
        "words": (["Product key", "Language", "Title"], lambda n: [f"p-{n}", "zh-hans", f"新 {n}"]),
        "facts": (["Product key", "Life-cycle stage"], lambda n: [f"p-{n}", "new"]),
        "specifications": (["Product key", "Specification key", "Value"], lambda n: [f"p-{n}", "weight", 5]),
    }
    header, line = make_line[name]
    counts = []
    for count in (10, 40):
        with CaptureQueriesContext(connection) as queries:
            job = upload_rows(admin_client, name, [header, *(line(number) for number in range(count))])
        assert (job.state, job.total, job.rows.filter(state=RowState.BAD).count()) == (JobState.READY, count, 0)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert not BulkFile.objects.exists()
