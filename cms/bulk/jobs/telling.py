"""Tells whoever has uploaded or confirmed a job what became of it: they have other work meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import log

from cms.bulk.models import BulkJob, RowState
from cms.notices.kinds import Kind, register
from cms.notices.telling import tell

FINISHED, FAILED = "bulk-finished", "bulk-failed"
ENDED = "bulk.ended"


def register_kinds() -> None:
    register(Kind(FINISHED, gettext_lazy("Your bulk work is through"), "upload"))
    register(Kind(FAILED, gettext_lazy("Your bulk work was refused, or rows of it"), "warning"))


def tell_refused(job: BulkJob, reason: str) -> None:
    """The file could not be read at all."""
    _tell(FAILED, job, _say_refused, reason)


def tell_ended(job: BulkJob) -> None:
    """It is written, undone or stopped; rows that were refused are counted."""
    _log_end(job)
    failed = job.rows.filter(state__in=(RowState.FAILED, RowState.KEPT)).count()

    def word() -> str:
        said = ngettext("%(count)d row was refused.", "%(count)d rows were refused.", failed)
        return said % {"count": failed} if failed else _("No row was refused.")

    _tell(FAILED if failed else FINISHED, job, _say_ended, word)


def _log_end(job: BulkJob) -> None:
    """In the log of what was done: the rows, which say what was before and after, stand on the job's page."""
    counts = dict(job.rows.order_by().values_list("state").annotate(number=Count("pk")))
    said = [f"{state.label}: {counts[state.value]:,}" for state in RowState if counts.get(state.value)]
    log(job, ENDED, user=job.user, data={"reason": " · ".join([str(job.get_state_display()), *map(str, said)])})


def _say_refused(job: BulkJob) -> str:
    return _("%(file)s was refused") % {"file": job.name}


def _say_ended(job: BulkJob) -> str:
    return _("%(file)s: %(state)s") % {"file": job.name, "state": job.get_state_display()}


def _tell(kind: str, job: BulkJob, say: Callable[[BulkJob], str], body: str | Callable[[], str]) -> None:
    if job.user is not None:
        tell(
            kind,
            [job.user],
            subject=lambda: say(job),
            body=body,
            address=reverse("bulk:job", args=[job.pk]),
            key=f"job:{job.pk}:{job.state}",
        )
