from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.notices.kinds import Kind, Way, find_kind


class Notice(models.Model):
    """What one person is told, worded in that person's language.

    `address` is where in the admin it is seen to. Of one `key` there is at most one unread: who has not looked yet is
    not told of the same matter again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=255)
    body = models.TextField(_("text"), blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    key = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    way = models.CharField(max_length=8, choices=Way, default=Way.BELL)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "key"],
                condition=Q(read_at__isnull=True) & ~Q(key=""),
                name="one_unread_notice_a_key",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="unread_notices"),
            models.Index(fields=["kind", "key"], name="notices_of_a_matter"),
            models.Index(fields=["read_at"], condition=Q(read_at__isnull=False), name="notices_by_reading"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def shown_kind(self) -> Kind:
        return find_kind(self.kind)


class NoticePreference(models.Model):
    """How somebody wants to hear of one kind; without a row, as the kind says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=60)
    way = models.CharField(max_length=8, choices=Way)

    class Meta:
        verbose_name = _("notice preference")
        verbose_name_plural = _("notice preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_notice_preference_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} → {self.way}"
