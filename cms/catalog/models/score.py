"""What judging a product's information came to, kept to be listed, reported and ranked by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductScore(models.Model):
    """The score of one content: of what is live, else of its newest draft.

    `findings` are as `cms.catalog.scoring.saying` writes them; the signature tells descriptions that are alike, its
    bands find them; `version` is that of the norms it was judged by.
    """

    content = models.OneToOneField(
        "catalog.ProductContent",
        verbose_name=_("product content"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="score",
    )
    score = models.PositiveSmallIntegerField(_("score"), db_index=True)
    blocking = models.PositiveSmallIntegerField(_("blocking"), default=0, db_index=True)
    warnings = models.PositiveSmallIntegerField(_("warnings"), default=0)
    notes = models.PositiveSmallIntegerField(_("notes"), default=0)
    findings = models.JSONField(_("findings"), default=list)
    signature = models.BigIntegerField(null=True)
    band_0 = models.PositiveIntegerField(null=True, db_index=True)
    band_1 = models.PositiveIntegerField(null=True, db_index=True)
    band_2 = models.PositiveIntegerField(null=True, db_index=True)
    band_3 = models.PositiveIntegerField(null=True, db_index=True)
    version = models.PositiveBigIntegerField(_("version of the norms"), default=0, db_index=True)
    judged_at = models.DateTimeField(_("judged"))

    class Meta:
        verbose_name = _("product score")
        verbose_name_plural = _("product scores")

    def __str__(self) -> str:
        return str(self.score)


class PictureMeasure(models.Model):
    """How sharp a picture is, and whether it is on white: measured once a file."""

    image = models.OneToOneField(
        "media.MediaImage", verbose_name=_("image"), primary_key=True, on_delete=models.CASCADE, related_name="measure"
    )
    file_hash = models.CharField(max_length=40)
    sharpness = models.FloatField(null=True)
    is_white = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("picture measure")
        verbose_name_plural = _("picture measures")

    def __str__(self) -> str:
        return f"{self.image_id}: {self.sharpness}"
