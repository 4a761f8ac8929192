"""Writes what was confirmed, and undoes it: rows and what became of them in one transaction each batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.bulk.jobs.slices import Slice
from cms.bulk.jobs.telling import tell_ended
from cms.bulk.models import BulkJob, BulkRow, JobState, RowState
from cms.bulk.subjects.registry import get_subject
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target
from cms.delivery.problems import PublishRefused

_REFUSALS = (RowRefused, PublishRefused, PermissionDenied, ValidationError, ObjectDoesNotExist, IntegrityError)
Act = Callable[[Subject, BulkRow, Target | None, Circumstances], None]


def write(job_id: int, turn: Slice) -> bool:
    """Write confirmed rows until the slice is over; whether there is nothing left to do."""
    waiting = (RowState.NEW, RowState.CHANGED)
    return _work(job_id, turn, JobState.WRITING, waiting, "number", RowState.FAILED, JobState.DONE, _write_row)


def undo(job_id: int, turn: Slice) -> bool:
    """Take written rows back, the last first, until the slice is over; whether there is nothing left to do."""
    return _work(
        job_id, turn, JobState.UNDOING, (RowState.WRITTEN,), "-number", RowState.KEPT, JobState.UNDONE, _undo_row
    )


def _work(
    job_id: int,
    turn: Slice,
    state: JobState,
    waiting: Sequence[RowState],
    order: str,
    refused: RowState,
    end: JobState,
    act: Act,
) -> bool:
    while True:
        with transaction.atomic():
            job = BulkJob.objects.select_for_update(of=("self",)).get(pk=job_id)
            if job.state != state:
                return True
            subject = get_subject(job.subject)
            rows = list(job.rows.filter(state__in=waiting).order_by(order)[: subject.batch])
            if job.is_stopping or not rows:
                job.state = JobState.STOPPED if rows else end
                job.is_stopping, job.finished_at = False, timezone.now()
                job.save(update_fields=["state", "is_stopping", "finished_at"])
                tell_ended(job)
                return True
            _work_batch(job, subject, rows, refused, act)
        if turn.is_over():
            return False


def _work_batch(job: BulkJob, subject: Subject, rows: Sequence[BulkRow], refused: RowState, act: Act) -> None:
    circumstances = Circumstances(job.user, job.publishes, timezone.now())
    targets: dict[Key, Target] = subject.find([tuple(row.key) for row in rows], locks=True)
    for row in rows:
        try:
            # A row that fails in the middle leaves nothing behind, and the others stay.
            with transaction.atomic():
                act(subject, row, targets.get(tuple(row.key)), circumstances)
        except _REFUSALS as error:
            row.state = refused
            for column, message in _explain(error):
                row.note_problem(column, message)
    subject.finish(circumstances.at)
    BulkRow.objects.bulk_update(rows, ["state", "problems", "memory"], batch_size=100)


def _explain(error: Exception) -> list[tuple[str, str]]:
    if isinstance(error, RowRefused):
        return [(error.column, str(error))]
    if isinstance(error, PublishRefused):
        return [(problem.field, problem.message) for problem in error.problems]
    if isinstance(error, ValidationError):
        return [("", " ".join(error.messages))]
    if isinstance(error, PermissionDenied):
        return [("", _("You may not change this one. Ask for the right, or delete the row."))]
    return [("", _("Something it needs was deleted or taken by another meanwhile. Upload the row again."))]


def _write_row(subject: Subject, row: BulkRow, target: Target | None, circumstances: Circumstances) -> None:
    if circumstances.user is None or not circumstances.user.is_active:
        raise RowRefused(_("Who confirmed this may not work here any more. Somebody else has to upload it."))
    if row.is_new != (target is None):
        raise _refuse_changed()
    target = target or subject.make_target(tuple(row.key))
    if any(target.values[name] != before for name, (before, _after) in row.changes.items()):
        raise _refuse_changed()
    changes = {name: after for name, (_before, after) in row.changes.items()}
    subject.check(target, changes, circumstances)
    problems = subject.find_obstacles([(target, changes)], circumstances)[0] if subject.is_seen_at_once else ()
    if problems:
        raise PublishRefused(target.object, problems)
    row.memory = subject.write(target, changes, circumstances)
    row.state = RowState.WRITTEN


def _undo_row(subject: Subject, row: BulkRow, target: Target | None, circumstances: Circumstances) -> None:
    if target is None:
        raise RowRefused(_("It has been deleted since: there is nothing to undo."))
    done = Done(
        {name: before for name, (before, _after) in row.changes.items()},
        {name: after for name, (_before, after) in row.changes.items()},
        row.memory,
    )
    different = [name for name, after in done.after.items() if not _is_same(target.values[name], after, row, name)]
    if different:
        raise RowRefused(
            _("Somebody has changed it since, so it stays as it is. Change it by hand if it has to be as before."),
            different[0],
        )
    if row.is_new:
        subject.remove(target, circumstances)
    else:
        subject.restore(target, done, circumstances)
    row.state = RowState.UNDONE


def _is_same(present: Any, after: Any, row: BulkRow, name: str) -> bool:
    # A new text without an address of its own got one.
    return present == after or (row.is_new and after in ("", None, []))


def _refuse_changed() -> RowRefused:
    return RowRefused(
        _("It was changed between the comparison and the confirmation. Download it again, and upload the row anew.")
    )
