"""What a bulk job keeps, so that a restart loses nothing and nothing is done twice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    """Where a job is. Checking, writing and undoing are the worker's; the others wait for a person, or are the end."""

    CHECKING = "checking", _("being compared")
    READY = "ready", _("waiting for confirmation")
    WRITING = "writing", _("being written")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    REFUSED = "refused", _("refused")
    DISMISSED = "dismissed", _("dismissed")


RUNNING = (JobState.CHECKING, JobState.WRITING, JobState.UNDOING)


class JobOrigin(models.TextChoices):
    FILE = "file", _("file")
    EDIT = "edit", _("bulk edit")


class BulkJob(models.Model):
    """One import, or one bulk edit: who wants what, and how far it is.

    `instruction` is that of a bulk edit. Counters are kept with the rows they count, in the same transaction.
    """

    subject = models.CharField(_("what"), max_length=32)
    origin = models.CharField(_("from"), max_length=8, choices=JobOrigin, default=JobOrigin.FILE)
    name = models.CharField(_("file"), max_length=200)
    instruction = models.JSONField(default=dict, blank=True)
    publishes = models.BooleanField(_("publishes"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.CHECKING, db_index=True)
    error = models.TextField(_("why it was refused"), blank=True)
    language = models.CharField(max_length=20, default="zh-hans")
    is_stopping = models.BooleanField(default=False)
    read_until = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("bulk job")
        verbose_name_plural = _("bulk jobs")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="bulk_job_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.state in RUNNING


class BulkFile(models.Model):
    """The uploaded bytes, until they are compared: where every worker finds them and no visitor does."""

    job = models.OneToOneField(BulkJob, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("bulk file")
        verbose_name_plural = _("bulk files")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.job_id)


class RowState(models.TextChoices):
    """What becomes of a row. An unchanged one is counted and not kept."""

    BAD = "bad", _("refused")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    WRITTEN = "written", pgettext_lazy("rows of a table", "written")
    FAILED = "failed", _("not written")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("not undone")


class BulkRow(models.Model):
    """One row of a job: what it is about, what is different, and what became of it.

    `changes` has by column [before, after]; `problems` a list of [column, message]; `cells` what stood in the file;
    `memory` what the subject needs to take the row back.
    """

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.JSONField(default=list)
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=RowState)
    is_new = models.BooleanField(default=False)
    changes = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    cells = models.JSONField(default=dict)
    memory = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("row of a bulk job")
        verbose_name_plural = _("rows of bulk jobs")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="one_bulk_row_a_number")]
        indexes = [models.Index(fields=["job", "state", "number"], name="bulk_row_by_state")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.number}"

    def note_problem(self, column: str, message: Any) -> None:
        """Add a reason; the caller saves."""
        self.problems = [*self.problems, [column, str(message)]]


class DuplicateVerdict(models.TextChoices):
    DIFFERENT = "different", _("two products")
    MERGED = "merged", _("one was taken off")


class DuplicateDecision(models.Model):
    """What somebody has decided about two products that seem to be one; such a pair is not shown again.

    `first` is the one made earlier; `kept` the one that stayed, where the other was taken off.
    """

    first = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=10, choices=DuplicateVerdict)
    kept = models.ForeignKey("catalog.Product", null=True, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("decision about duplicates")
        verbose_name_plural = _("decisions about duplicates")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_decision_a_pair")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id} {self.verdict}"
