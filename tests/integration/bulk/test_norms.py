"""Bulk work is no way round the norms: what they block is refused row by row, in the words of the screen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.bulk.models import BulkJob, JobState, RowState
from cms.catalog.models import ProductContent
from tests import factories
from tests.integration.bulk.tables import act, list_problems, upload_rows
from tests.integration.norms.conftest import norms

__all__ = ["norms"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("norms")]
HEADER = ["Product key", "Language", "Title"]
BAD, GOOD = "全网最低价的无线蓝牙耳机", "头戴式无线蓝牙降噪耳机"


@pytest.fixture
def contents() -> list[ProductContent]:
    return [factories.make_published(f"ear-{number}", title=f"无线蓝牙耳机 {number}") for number in range(3)]


def test_what_norms_block_is_refused_before_and_when_it_is_written(
    admin_client: Client, contents: list[ProductContent]
) -> None:
    lines = [HEADER, ["ear-0", "zh-hans", BAD], ["ear-1", "zh-hans", GOOD], ["ear-2", "en", "Cheapest ever headphones"]]
    job = upload_rows(admin_client, "words", lines, way="publish")
    assert [(number, column) for number, column, _text in list_problems(job)] == [(2, "title")]
    said = [problem.message for problem in _refuse(contents[0])]
    assert [text for _number, _column, text in list_problems(job)] == said
    job = act(admin_client, job, "confirm")
    assert (job.state, job.rows.filter(state=RowState.WRITTEN).count()) == (JobState.DONE, 2)
    titles = dict(ProductContent.objects.filter(live=True).values_list("product__key", "title"))
    assert titles == {"ear-0": "无线蓝牙耳机 0", "ear-1": GOOD, "ear-2": "无线蓝牙耳机 2"}


def test_a_norm_that_comes_between_refuses_as_well(
    admin_client: Client, contents: list[ProductContent], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.bulk.subjects import words

    with monkeypatch.context() as patch:
        patch.setattr(words, "check_products", lambda sources, *, at: [() for _one in sources])
        job = upload_rows(admin_client, "words", [HEADER, ["ear-0", "zh-hans", BAD]], way="publish")
    job = act(admin_client, job, "confirm")
    assert [text for _number, _column, text in list_problems(job)] == [p.message for p in _refuse(contents[0])]
    content = ProductContent.objects.get(pk=contents[0].pk)
    assert (content.title, content.has_unpublished_changes) == ("无线蓝牙耳机 0", False)


def test_drafts_are_written_with_a_warning(admin_client: Client, contents: list[ProductContent]) -> None:
    job = upload_rows(admin_client, "words", [HEADER, ["ear-0", "zh-hans", BAD]])
    assert job.rows.get().warnings[0].startswith("As a draft only: ")
    job = act(admin_client, job, "confirm")
    assert job.rows.get().state == RowState.WRITTEN


def test_many_are_judged_in_the_queries_of_few(admin_client: Client) -> None:
    for number in range(40):
        factories.make_published(f"p-{number}", title=f"无线蓝牙耳机 {number}")
    # What every process knows after its first job.
    ContentType.objects.get_for_model(BulkJob)
    counts = []
    for count in (10, 40):
        lines = [[f"p-{number}", "zh-hans", f"头戴式耳机 {number}"] for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            upload_rows(admin_client, "words", [HEADER, *lines], way="publish")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _refuse(content: ProductContent) -> list[Any]:
    """What the screen would say of the bad title."""
    from django.utils.translation import override

    from cms.delivery.problems import keep_errors

    draft = ProductContent.objects.get(pk=content.pk)
    draft.title = BAD
    with override("en"):
        return keep_errors(draft.list_problems(at=timezone.now() + timedelta(seconds=1)))
