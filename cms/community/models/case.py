from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.community.models.review import Review


class CaseState(models.TextChoices):
    OPEN = "open", _("open")
    ESCALATED = "escalated", _("handed on")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class ClosingReason(models.TextChoices):
    """Why there is nothing more to do about a low review."""

    SOLVED = "solved", _("solved with the customer")
    REFUNDED = "refunded", _("refunded or replaced")
    EXPLAINED = "explained", _("explained in the answer")
    UNFOUNDED = "unfounded", _("unfounded")
    UNREACHABLE = "unreachable", _("customer does not answer")
    RAISED = "raised", _("the author has raised the rating")
    WITHDRAWN = "withdrawn", _("the author has withdrawn it")
    REJECTED = "rejected", _("the review was rejected")
    OTHER = "other", _("something else")


AUTOMATIC_REASONS = (ClosingReason.RAISED, ClosingReason.WITHDRAWN, ClosingReason.REJECTED)
"""Closed by what happened to the review: it opens again if that does not hold any more."""

_RUNNING = (CaseState.OPEN, CaseState.ESCALATED)


class CaseQuerySet(models.QuerySet["ReviewCase"]):
    def running(self) -> CaseQuerySet:
        """Those whose clock runs: no answer yet."""
        return self.filter(state__in=_RUNNING)

    def overdue(self, *, at: datetime) -> CaseQuerySet:
        """Those that should have been answered before `at`."""
        return self.running().filter(due_at__lt=at)


class ReviewCase(models.Model):
    """A review of few stars that somebody has to see to, by a time. The shop's answer stops the clock."""

    review = models.OneToOneField(Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="case")
    state = models.CharField(_("state"), max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    escalated_group = models.ForeignKey(
        "auth.Group", verbose_name=_("handed on to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("note"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    due_at = models.DateTimeField(_("due at"))
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closing_reason = models.CharField(_("why it is closed"), max_length=12, choices=ClosingReason.choices, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("low review")
        verbose_name_plural = _("low reviews")
        default_permissions = ("change",)
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=_RUNNING), name="case_running"),
            models.Index(fields=["state", "-opened_at"], name="case_state"),
            models.Index(fields=["owner", "state"], name="case_owner"),
        ]

    def __str__(self) -> str:
        return str(self.review)

    def is_overdue(self, *, at: datetime) -> bool:
        return self.state in _RUNNING and self.due_at < at


class CaseStep(models.TextChoices):
    OPENED = "opened", _("opened")
    REOPENED = "reopened", _("opened again")
    ASSIGNED = "assigned", _("given to somebody")
    ESCALATED = "escalated", _("handed on")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    NOTED = "noted", _("noted")


class CaseEvent(models.Model):
    """Who did what about a low review, when; `by` is empty for what happened by itself."""

    case = models.ForeignKey(ReviewCase, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("what"), max_length=10, choices=CaseStep.choices)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_step_display()
