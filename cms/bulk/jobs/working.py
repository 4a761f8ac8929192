"""Hands jobs to the worker by the outbox: one turn at a time, each where the last one left off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.bulk.jobs.slices import Slice
from cms.bulk.models import BulkJob, JobState
from cms.delivery import outbox

CONSUMER = "bulk"


def register() -> None:
    """Join the outbox; called once the app is ready."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=1))


def send_to_worker(job: BulkJob) -> None:
    """Have the worker go on with `job`; call inside the transaction that changes its state."""
    outbox.enqueue(CONSUMER, [str(job.pk)], available_at=timezone.now())


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Give each job a turn; one that is not through queues again, behind the others."""
    for key in keys:
        job = BulkJob.objects.filter(pk=key).first()
        if job is None or not job.is_running:
            continue
        with override(job.language):
            try:
                is_through = _find_step(job.state)(job.pk, Slice())
            except Exception:
                BulkJob.objects.filter(pk=job.pk).update(error=_say_failed())
                raise
        if job.error:
            BulkJob.objects.filter(pk=job.pk, error=job.error).update(error="")
        if not is_through:
            send_to_worker(job)
    return {}


def _say_failed() -> str:
    return _("The server failed at it and tries again by itself. If it stays so, stop it and tell who runs the server.")


def _find_step(state: str) -> Callable[[int, Slice], bool]:
    # Imported when the models are ready.
    from cms.bulk.jobs import checking, writing

    return {JobState.CHECKING: checking.check, JobState.WRITING: writing.write, JobState.UNDOING: writing.undo}[
        JobState(state)
    ]
