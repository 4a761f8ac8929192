"""Downloads read, changed and uploaded as a person with a spreadsheet would."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cms.bulk.jobs.working import CONSUMER
from cms.bulk.models import BulkJob
from cms.delivery import worker


def download(client: Client, name: str, **query: str) -> bytes:
    """The bytes of a download."""
    response = client.get(reverse("bulk:download", args=[name]), query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def read_workbook(content: bytes) -> list[list[Any]]:
    """The first sheet, header included."""
    workbook = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in workbook.worksheets[0].iter_rows()]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def write_workbook(rows: list[list[Any]]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def write_csv(rows: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8")


def upload(client: Client, name: str, content: bytes, *, way: str = "draft", file: str = "table.xlsx") -> BulkJob:
    """Upload, and have the worker compare it."""
    address = reverse("bulk:upload", args=[name])
    response = client.post(address, {"file": SimpleUploadedFile(file, content), "way": way})
    assert response.status_code == 302, response.context["form"].errors
    work_off()
    return BulkJob.objects.latest("pk")


def upload_rows(client: Client, name: str, rows: list[list[Any]], **options: Any) -> BulkJob:
    return upload(client, name, write_workbook(rows), **options)


def act(client: Client, job: BulkJob, action: str) -> BulkJob:
    """Press a button of the job's page, and have the worker do it."""
    response = client.post(reverse(f"bulk:{action}", args=[job.pk]))
    assert response.status_code == 302
    work_off()
    job.refresh_from_db()
    return job


def work_off() -> None:
    worker.drain(consumers=[CONSUMER])


def list_problems(job: BulkJob) -> list[tuple[int, str, str]]:
    """Row, column and message of everything that was refused."""
    return [(row.number, column, text) for row in job.rows.all() for column, text in row.problems]


def list_changes(job: BulkJob) -> dict[int, dict[str, list[Any]]]:
    return {row.number: row.changes for row in job.rows.all() if row.changes}
