"""A worker that is killed in the middle of an upload leaves whole rows, and the next one goes on there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from cms.bulk.jobs import services
from cms.bulk.models import BulkJob, JobState, RowState
from cms.bulk.subjects.registry import get_subject
from cms.catalog.models import Product, ProductContent
from tests import factories
from tests.integration.bulk.tables import work_off, write_workbook

CHECKOUT = Path(__file__).resolve().parents[3]
ROWS = 200
PATIENCE = 120.0


def start_worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", "work"], cwd=CHECKOUT, env=dict(environment))


def wait_until(is_true: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_true():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_is_done_twice(subprocess_environment: Mapping[str, str]) -> None:
    for number in range(ROWS):
        factories.make_draft(factories.make_product(f"p-{number}"), title=f"旧 {number}")
    user = get_user_model().objects.create_superuser("lin", "lin@example.com", "x")
    lines = [["Product key", "Language", "Title"], *([f"p-{n}", "zh-hans", f"新 {n}"] for n in range(ROWS))]
    job = services.upload(get_subject("words"), "t.xlsx", write_workbook(lines), publishes=False, user=user)
    work_off()
    job = services.confirm(job.pk, user=user)
    written = BulkJob.objects.get(pk=job.pk).rows.filter(state=RowState.WRITTEN)

    process = start_worker(subprocess_environment)
    wait_until(written.exists, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    half = written.count()
    job.refresh_from_db()
    assert (0 < half < ROWS, job.state) == (True, JobState.WRITING)
    assert half % get_subject("words").batch == 0

    process = start_worker(subprocess_environment)
    try:
        wait_until(lambda: BulkJob.objects.get(pk=job.pk).state == JobState.DONE, process)
    finally:
        process.terminate()
        process.wait(timeout=20)
    assert written.count() == ROWS
    contents = ProductContent.objects.filter(product__in=Product.objects.all())
    assert {one.get_latest_revision_as_object().title for one in contents} == {f"新 {n}" for n in range(ROWS)}
    # One revision a row: none was written twice.
    assert {one.revisions.count() for one in contents} == {1}
