from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.members.models import Member


class ContributionState(models.TextChoices):
    """What has been decided about it. Only what is approved ever leaves the server, but to its own author."""

    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class ContributionQuerySet(models.QuerySet[Any]):
    def visible(self) -> ContributionQuerySet:
        """What every shopper may see."""
        return self.filter(state=ContributionState.APPROVED)

    def written_by(self, member: Member | None) -> ContributionQuerySet:
        """What `member` has written and not taken back, whatever was decided; nobody has written nothing."""
        if member is None:
            return self.none()
        return self.filter(member=member).exclude(state=ContributionState.WITHDRAWN)

    def pending(self) -> ContributionQuerySet:
        """What waits for a moderator, the oldest first."""
        return self.filter(state=ContributionState.PENDING).order_by("created_at", "pk")


class Contribution(models.Model):
    """What every post, reply, review, question and answer has in common.

    `body` is what was typed, plain text. An erased member leaves `member` empty behind.
    """

    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locale = models.CharField(_("language"), max_length=20)
    body = models.TextField(_("text"), max_length=10_000)
    state = models.CharField(
        _("state"), max_length=12, choices=ContributionState.choices, default=ContributionState.PENDING
    )
    created_at = models.DateTimeField(_("written at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        abstract = True
        # Written by shoppers: who works here decides on it, and nothing else.
        default_permissions = ("moderate",)

    def decide(self, state: ContributionState, *, by: Any, at: datetime | None, reason: str = "") -> None:
        """Note a decision; the caller saves."""
        # As it is read back: a plain word, no member of the enumeration.
        self.state, self.decided_by, self.decided_at, self.reason = state.value, by, at, reason
