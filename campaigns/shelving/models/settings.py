from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting


class ShelvingSettings(BaseGenericSetting):
    """How often rules run, what they suggest, and from when on stock is low where nothing nearer says so."""

    every_hours = models.PositiveSmallIntegerField(
        _("hours between two runs"), default=6, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("days a refused proposal stays away"), default=30, validators=[MaxValueValidator(365)]
    )
    suggests_stages = models.BooleanField(_("propose stages from the trend of sales"), default=True)
    suggests_roles = models.BooleanField(_("propose roles for products that have none"), default=True)
    low_days = models.PositiveSmallIntegerField(
        _("stock is low at days of cover"),
        default=7,
        help_text=_("Besides the alert level of each SKU. Categories and products may have thresholds of their own."),
    )
    tells_owners = models.BooleanField(_("tell owners and planners of low stock"), default=True)

    class Meta:
        verbose_name = _("shelf and stock")
        verbose_name_plural = _("shelf and stock")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
