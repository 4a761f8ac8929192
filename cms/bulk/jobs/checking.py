"""The first step of a job: every row of the file is compared, and what is different is kept to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.bulk.cells.columns import HeaderError, match_header
from cms.bulk.cells.kinds import as_text
from cms.bulk.files.tables import MOST_ROWS, Bad, Table, TableError, TableRow, open_table
from cms.bulk.jobs.comparing import Candidate, Compared, Comparer
from cms.bulk.jobs.picture_rows import read_rows
from cms.bulk.jobs.slices import Slice
from cms.bulk.jobs.telling import tell_refused
from cms.bulk.models import BulkFile, BulkJob, BulkRow, JobState, RowState
from cms.bulk.pictures.archive import open_archive
from cms.bulk.subjects.registry import get_subject
from cms.bulk.subjects.subject import Circumstances, batched

_BATCH = 500


def check(job_id: int, turn: Slice) -> bool:
    """Compare rows until the slice is over; whether there is nothing left to do."""
    job = BulkJob.objects.select_related("user").get(pk=job_id)
    if job.state != JobState.CHECKING:
        return True
    if job.is_stopping:
        return _dismiss(job)
    try:
        with _open_rows(job) as opened:
            return _check_rows(job, opened, turn)
    except (TableError, HeaderError) as error:
        _refuse(job, str(error))
        return True


def _refuse(job: BulkJob, reason: str) -> None:
    with transaction.atomic():
        refused = BulkJob.objects.filter(pk=job.pk, state=JobState.CHECKING).update(
            state=JobState.REFUSED, error=reason, finished_at=timezone.now()
        )
        BulkFile.objects.filter(job=job).delete()
        if refused:
            tell_refused(job, reason)


@dataclass
class _Opened:
    rows: Iterator[Candidate]
    sheet: str


@contextmanager
def _open_rows(job: BulkJob) -> Iterator[_Opened]:
    content = bytes(BulkFile.objects.values_list("content", flat=True).get(job=job))
    if not get_subject(job.subject).takes_tables:
        with open_archive(content) as archive:
            yield _Opened(read_rows(archive, user=job.user, after=job.read_until), "")
        return
    columns = get_subject(job.subject).list_columns()
    with open_table(content, job.name) as table:
        positions = {place: column.name for place, column in match_header(table.header, columns).items()}
        yield _Opened((_name_cells(row, positions) for row in _limit(table)), table.sheet)


def _limit(table: Table) -> Iterator[TableRow]:
    for count, row in enumerate(table.rows, start=1):
        if count > MOST_ROWS:
            raise TableError(
                _("It has more than %(most)s rows. Split it into several files.") % {"most": f"{MOST_ROWS:,}"}
            )
        yield row


def _name_cells(row: TableRow, positions: dict[int, str]) -> Candidate:
    padded = [*row.cells, *([None] * (max(positions) + 1 - len(row.cells)))]
    return Candidate(row.number, {name: padded[place] for place, name in positions.items()}, row.error)


def _check_rows(job: BulkJob, opened: _Opened, turn: Slice) -> bool:
    rows = (row for row in opened.rows if row.number > job.read_until)
    seen = {tuple(key): number for key, number in job.rows.values_list("key", "number") if key}
    subject = get_subject(job.subject)
    comparer = Comparer(subject, Circumstances(job.user, job.publishes, timezone.now()), seen)
    while batch := list(islice(rows, subject.check_batch)):
        compared = comparer.compare(batch)
        if not _keep(job, batch, compared):
            return True
        if turn.is_over():
            return False
    return _finish(job)


def _keep(job: BulkJob, batch: list[Candidate], compared: list[Compared]) -> bool:
    """Keep what a batch came to, and how far the job is, together; False where somebody has stopped it."""
    with transaction.atomic():
        held = BulkJob.objects.select_for_update().get(pk=job.pk)
        if held.state != JobState.CHECKING:
            return False
        if held.is_stopping:
            return not _dismiss(held)
        if held.read_until >= batch[-1].number:
            return True
        BulkRow.objects.bulk_create(
            [
                make_row(job, done, row.cells)
                for row, done in zip(batch, compared, strict=True)
                if not done.is_unchanged
            ],
            batch_size=_BATCH,
        )
        held.total += len(batch)
        held.unchanged += sum(done.is_unchanged for done in compared)
        held.read_until = batch[-1].number
        held.save(update_fields=["total", "unchanged", "read_until"])
    return True


def _dismiss(job: BulkJob) -> bool:
    """End what was stopped while it was compared: nothing of it was written."""
    job.state, job.is_stopping, job.finished_at = JobState.DISMISSED, False, timezone.now()
    job.save(update_fields=["state", "is_stopping", "finished_at"])
    BulkFile.objects.filter(job=job).delete()
    get_subject(job.subject).drop(job)
    return True


def make_row(job: BulkJob, done: Compared, cells: dict[str, Any]) -> BulkRow:
    """A row as it is kept."""
    state = RowState.BAD if done.problems else RowState.NEW if done.is_new else RowState.CHANGED
    return BulkRow(
        job=job,
        number=done.number,
        key=list(done.key),
        title=done.title[:300],
        address=done.address[:300],
        state=state,
        is_new=done.is_new,
        changes={name: list(pair) for name, pair in done.changes.items()},
        problems=[list(problem) for problem in done.problems],
        warnings=done.warnings,
        cells={name: cell.text if isinstance(cell, Bad) else as_text(cell) for name, cell in cells.items()},
    )


def _finish(job: BulkJob) -> bool:
    with transaction.atomic():
        held = BulkJob.objects.select_for_update().get(pk=job.pk)
        if held.state == JobState.CHECKING:
            held.state = JobState.READY
            held.save(update_fields=["state"])
            # The rows keep what is needed of it.
            BulkFile.objects.filter(job=job).delete()
    return True


def keep_rows(job: BulkJob, compared: list[Compared]) -> None:
    """Keep rows that were compared at once: those of a bulk edit."""
    for batch in batched([done for done in compared if not done.is_unchanged], _BATCH):
        BulkRow.objects.bulk_create([make_row(job, done, {}) for done in batch])
    job.total, job.unchanged = len(compared), sum(done.is_unchanged for done in compared)
    job.state = JobState.READY
    job.save(update_fields=["total", "unchanged", "state"])
