from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """That a member was erased, and what that came to: counts, never a name.

    `digest` is a keyed hash of the identity. It stops a token from before the erasure from bringing the member back,
    and a blocked one from coming back unblocked.
    """

    digest = models.CharField(max_length=64, db_index=True)
    erased_at = models.DateTimeField(_("erased at"), db_index=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("erased by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    was_blocked = models.BooleanField(_("was blocked"), default=False)
    counts = models.JSONField(_("what was erased"), default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d %H:%M}"
