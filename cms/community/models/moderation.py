from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.community.models.contribution import ContributionState
from cms.members.models import Member


class FindingReason(models.TextChoices):
    """Why a contribution has to be looked at."""

    WORD = "word", _("word on the list")
    LINK = "link", _("link")
    CONTACT = "contact", _("contact details")
    REPEAT = "repeat", _("repeated text")
    NEW_MEMBER = "new_member", _("new member")
    BURST = "burst", _("many at once")
    PICTURE = "picture", _("picture")
    PREMODERATED = "premoderated", _("everything here is looked at first")
    REPORTED = "reported", _("reported")


class ModerationItemQuerySet(models.QuerySet[Any]):
    def waiting(self) -> ModerationItemQuerySet:
        """What somebody has to decide on, the longest waiting first."""
        return self.filter(queued_at__isnull=False).order_by("queued_at", "pk")

    def claimed(self, *, at: datetime) -> ModerationItemQuerySet:
        """What somebody is working on at `at`."""
        return self.filter(claimed_until__gt=at)


class ModerationItem(models.Model):
    """One contribution of any kind as the queue knows it; kept for as long as the contribution is.

    `queued_at` says since when it waits for a decision, None that it does not. `version` goes up with every decision
    and edit, so that nobody decides on what another has changed meanwhile.
    """

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField()
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locale = models.CharField(_("language"), max_length=20)
    scope = models.CharField(_("place"), max_length=200, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    has_pictures = models.BooleanField(_("has pictures"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ContributionState.choices, default=ContributionState.PENDING
    )
    created_at = models.DateTimeField(_("written at"))
    queued_at = models.DateTimeField(_("waiting since"), null=True, blank=True)
    report_count = models.PositiveIntegerField(_("open reports"), default=0)
    escalated_at = models.DateTimeField(_("handed on at"), null=True, blank=True)
    escalated_group = models.ForeignKey(
        "auth.Group", verbose_name=_("handed on to group"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    escalated_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("handed on to"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    escalation_note = models.CharField(_("note"), max_length=1000, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("being worked on by"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    claimed_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ModerationItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_item_a_contribution")]
        indexes = [
            models.Index(fields=["queued_at", "id"], condition=Q(queued_at__isnull=False), name="item_waiting"),
            models.Index(fields=["state", "-created_at"], name="item_state"),
            models.Index(fields=["member", "-created_at"], name="item_member"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @property
    def is_waiting(self) -> bool:
        return self.queued_at is not None

    def is_claimed_by_another(self, user: Any, *, at: datetime) -> bool:
        """Whether somebody else is working on it at `at`."""
        return self.claimed_until is not None and self.claimed_until > at and self.claimed_by_id != user.pk


class ModerationFinding(models.Model):
    """What a rule found in the text as it is now; an edit finds anew."""

    item = models.ForeignKey(ModerationItem, on_delete=models.CASCADE, related_name="findings")
    reason = models.CharField(_("reason"), max_length=20, choices=FindingReason.choices)
    field = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    rejects = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["reason", "item"], name="finding_reason")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.note}".strip()


class ModerationAction(models.TextChoices):
    """What happened to a contribution in moderation."""

    SUBMITTED = "submitted", _("written")
    EDITED = "edited", _("edited by its author")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    REPORTED = "reported", _("reported")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    ANSWERED = "answered", _("answered")
    ESCALATED = "escalated", _("handed on")
    UNDONE = "undone", _("undone")


class ModerationEvent(models.Model):
    """Who did what, when: the history of an item. `by` is empty for rules and for members."""

    item = models.ForeignKey(ModerationItem, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(_("action"), max_length=12, choices=ModerationAction.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    at = models.DateTimeField(_("at"))
    note = models.CharField(_("note"), max_length=1000, blank=True)
    state_before = models.CharField(max_length=12, blank=True)
    state_after = models.CharField(max_length=12, blank=True)
    batch = models.CharField(max_length=32, blank=True)
    """What was decided together is undone together."""
    undo = models.JSONField(null=True, blank=True)
    """What an undo puts back; None where there is nothing to undo, or where it has been undone."""

    class Meta:
        verbose_name = _("moderation event")
        verbose_name_plural = _("moderation events")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["by", "-at"], name="event_by")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d %H:%M}"


class ReportReason(models.TextChoices):
    """Why a member thinks something should not be there."""

    SPAM = "spam", _("advertising or spam")
    ABUSE = "abuse", _("insulting or hateful")
    FALSE = "false", _("untrue")
    PRIVACY = "privacy", _("personal data of somebody")
    ILLEGAL = "illegal", _("against the law")
    OFF_TOPIC = "off_topic", _("has nothing to do with it")
    OTHER = "other", _("something else")


class Report(models.Model):
    """A member says that a contribution should not be there: once a contribution."""

    item = models.ForeignKey(ModerationItem, on_delete=models.CASCADE, related_name="reports")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=ReportReason.choices)
    text = models.CharField(_("in their own words"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("reported at"))
    handled_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="one_report_a_member")]

    def __str__(self) -> str:
        return self.get_reason_display()


class TextFingerprint(models.Model):
    """What a text is recognised by when it, or nearly the same, comes again; no word of it is kept."""

    item = models.OneToOneField(ModerationItem, on_delete=models.CASCADE, related_name="fingerprint")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    signature = models.BinaryField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("fingerprint of a text")
        verbose_name_plural = _("fingerprints of texts")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.item_id)


class FingerprintBand(models.Model):
    """A part of a fingerprint: texts that share one are worth comparing."""

    fingerprint = models.ForeignKey(TextFingerprint, on_delete=models.CASCADE, related_name="bands")
    band = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("part of a fingerprint")
        verbose_name_plural = _("parts of fingerprints")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.band)
