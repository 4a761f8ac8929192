"""What people do with jobs: upload, confirm, stop, go on, undo, dismiss. Each refuses where the moment has passed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.bulk.jobs.working import send_to_worker
from cms.bulk.models import BulkFile, BulkJob, JobOrigin, JobState, RowState
from cms.bulk.subjects.registry import get_subject
from cms.bulk.subjects.subject import Subject


class JobRefused(Exception):
    """Nothing was changed; the message says why and what to do."""


def upload(subject: Subject, name: str, content: bytes, *, publishes: bool, user: Any) -> BulkJob:
    """Keep a file, and have the worker compare it."""
    with transaction.atomic():
        job = BulkJob.objects.create(
            subject=subject.name,
            name=name[:200],
            publishes=publishes,
            user=user,
            language=get_language() or "zh-hans",
        )
        BulkFile.objects.create(job=job, content=content)
        send_to_worker(job)
    return job


def start_edit(subject: Subject, name: str, instruction: dict[str, Any], *, publishes: bool, user: Any) -> BulkJob:
    """A job whose rows are made from an instruction; the caller keeps its rows in the same transaction."""
    return BulkJob.objects.create(
        subject=subject.name,
        origin=JobOrigin.EDIT,
        name=name[:200],
        instruction=instruction,
        publishes=publishes,
        user=user,
        language=get_language() or "zh-hans",
    )


def confirm(job_id: int, *, user: Any) -> BulkJob:
    """Have it written as compared, on behalf of whoever confirms."""
    with transaction.atomic():
        job = _hold(job_id, JobState.READY)
        if not job.rows.filter(state__in=(RowState.NEW, RowState.CHANGED)).exists():
            raise JobRefused(_("There is nothing to write: no row is different and right."))
        job.state, job.user, job.confirmed_at = JobState.WRITING, user, timezone.now()
        job.save(update_fields=["state", "user", "confirmed_at"])
        send_to_worker(job)
    return job


def stop(job_id: int) -> BulkJob:
    """Have the worker stop after the rows it is at; what is written stays written."""
    with transaction.atomic():
        job = _hold(job_id, JobState.CHECKING, JobState.WRITING, JobState.UNDOING)
        job.is_stopping = True
        job.save(update_fields=["is_stopping"])
        send_to_worker(job)
    return job


def go_on(job_id: int, *, user: Any) -> BulkJob:
    """Write the rest of what was stopped."""
    with transaction.atomic():
        job = _hold(job_id, JobState.STOPPED)
        job.state, job.user = JobState.WRITING, user
        job.save(update_fields=["state", "user"])
        send_to_worker(job)
    return job


def undo(job_id: int, *, user: Any) -> BulkJob:
    """Take back all that it has written, but what somebody has changed since."""
    with transaction.atomic():
        job = _hold(job_id, JobState.DONE, JobState.STOPPED, JobState.UNDONE)
        if not job.rows.filter(state=RowState.WRITTEN).exists():
            raise JobRefused(_("There is nothing to undo: it has written nothing, or has been undone."))
        job.state, job.user = JobState.UNDOING, user
        job.save(update_fields=["state", "user"])
        send_to_worker(job)
    return job


def dismiss(job_id: int) -> BulkJob:
    """Write nothing of it."""
    with transaction.atomic():
        job = _hold(job_id, JobState.READY)
        job.state, job.finished_at = JobState.DISMISSED, timezone.now()
        job.save(update_fields=["state", "finished_at"])
        get_subject(job.subject).drop(job)
    return job


def _hold(job_id: int, *states: JobState) -> BulkJob:
    job = BulkJob.objects.select_for_update(of=("self",)).get(pk=job_id)
    if job.state not in states:
        raise JobRefused(_("Nothing was changed: by now it is “%(state)s”.") % {"state": job.get_state_display()})
    return job
