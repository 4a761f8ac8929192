from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.handbook.models.page import HandbookPage


class HandbookReading(models.Model):
    """Somebody has read an edition of a page, and says to have understood it."""

    page = models.ForeignKey(HandbookPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="readings")
    edition = models.PositiveIntegerField(_("edition"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    read_at = models.DateTimeField(_("read"), auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("reading of the handbook")
        verbose_name_plural = _("readings of the handbook")
        constraints = [
            models.UniqueConstraint(fields=["page", "edition", "user"], name="one_reading_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.page} ({self.edition})"
