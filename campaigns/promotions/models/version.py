from __future__ import annotations

from django.db import models


class PromotionVersion(models.Model):
    """One row whose number grows with every change of what is in force: what processes look at."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
