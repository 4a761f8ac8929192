"""One list of everything that was done: Wagtail keeps two, and neither can be looked through by person or field."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which thing. What was before and after stands in Wagtail's entry, `log_id` of `log_kind`."""

    class Kind(models.TextChoices):
        MODEL = "model", _("thing")
        PAGE = "page", _("page")
        NONE = "", _("none")

    at = models.DateTimeField(_("time"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    user_name = models.CharField(_("person"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=100)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind"), null=True, on_delete=models.SET_NULL, db_index=False, related_name="+"
    )
    object_id = models.CharField(max_length=255, blank=True)
    label = models.CharField(_("thing"), max_length=255, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)
    log_kind = models.CharField(max_length=5, choices=Kind, blank=True)
    log_id = models.BigIntegerField(null=True)
    uuid = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        # Nobody adds, changes or deletes: entries come by themselves and go when they are old.
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["log_kind", "log_id"], condition=models.Q(log_id__isnull=False), name="audit_one_of_each"
            )
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["user", "-at", "-id"], name="audit_by_person"),
            models.Index(fields=["action", "-at", "-id"], name="audit_by_action"),
            models.Index(fields=["content_type", "object_id", "-at", "-id"], name="audit_by_thing"),
            models.Index(fields=["content_type", "-at", "-id"], name="audit_by_kind"),
            models.Index(fields=["uuid"], name="audit_by_uuid", condition=models.Q(uuid__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class AuditedField(models.Model):
    """A field that an entry has changed, to look for it."""

    entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("audited field")
        verbose_name_plural = _("audited fields")
        default_permissions = ()
        indexes = [models.Index(fields=["name", "-entry"], name="audit_by_field")]

    def __str__(self) -> str:
        return self.name
