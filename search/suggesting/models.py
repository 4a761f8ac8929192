from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuggestionSnapshot(models.Model):
    """All suggestions of one language as every process loads them; made anew as a whole."""

    locale = models.CharField(_("language"), max_length=20, unique=True)
    content = models.BinaryField()
    digest = models.CharField(max_length=32)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("suggestions")
        verbose_name_plural = _("suggestions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.locale
