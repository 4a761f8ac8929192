from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What somebody has decided about two pictures that look alike."""

    DIFFERENT = "different", _("two pictures")
    MERGED = "merged", _("merged")


class PicturePair(models.Model):
    """Two pictures that are the same, or look it; `first` is the one that was there earlier.

    `changes` is what a merge has moved from one to `kept`, for undoing it.
    """

    wagtail_reference_index_ignore = True

    first = models.ForeignKey("media.MediaImage", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("media.MediaImage", on_delete=models.CASCADE, related_name="+")
    distance = models.PositiveSmallIntegerField(_("bits that differ"))
    is_exact = models.BooleanField(_("the same file"), default=False)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True, db_index=True)
    kept = models.ForeignKey("media.MediaImage", null=True, on_delete=models.CASCADE, related_name="+")
    changes = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("when"), null=True)

    class Meta:
        verbose_name = _("pictures that look alike")
        verbose_name_plural = _("pictures that look alike")
        default_permissions = ()
        ordering = ["-is_exact", "distance", "-pk"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_pair_of_pictures")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
