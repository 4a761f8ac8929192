"""From when on stock counts as low, and since when a product is out of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StockThreshold(models.Model):
    """For a category with all below it, or one product; whichever is nearest to a product counts."""

    category = models.ForeignKey(
        "catalog.Category", verbose_name=_("category"), null=True, blank=True, on_delete=models.CASCADE
    )
    product = models.ForeignKey(
        "catalog.Product", verbose_name=_("product"), null=True, blank=True, on_delete=models.CASCADE
    )
    units = models.PositiveIntegerField(
        _("units"), null=True, blank=True, help_text=_("Low at so many units in all, or fewer.")
    )
    days = models.PositiveSmallIntegerField(
        _("days of cover"), null=True, blank=True, help_text=_("Low where the stock lasts for so many days, or fewer.")
    )

    class Meta:
        verbose_name = _("stock threshold")
        verbose_name_plural = _("stock thresholds")
        constraints = [
            models.UniqueConstraint(
                fields=["category"], condition=Q(category__isnull=False), name="one_threshold_a_category"
            ),
            models.UniqueConstraint(
                fields=["product"], condition=Q(product__isnull=False), name="one_threshold_a_product"
            ),
        ]

    def __str__(self) -> str:
        chosen: Any = self.product or self.category
        return str(chosen) if chosen is not None else str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        if (self.category_id is None) == (self.product_id is None):
            raise ValidationError(_("Choose either a category or a product."))
        if self.units is None and self.days is None:
            raise ValidationError(_("Say from how many units on, or for how many days of cover, stock is low."))


class StockState(models.Model):
    """What a look at the stock came to: whether it is low, since when, how long it lasts, who has been told.

    `units` and `days` are the threshold it was measured by, `skus` those at or under their own alert levels. What is
    out of stock stays here while it is off the shelf, so that it is known since when.
    """

    product = models.OneToOneField(
        "catalog.Product", primary_key=True, on_delete=models.CASCADE, related_name="stock_state"
    )
    low_since = models.DateTimeField(null=True)
    out_since = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    is_low = models.BooleanField(default=True, db_index=True)
    is_running = models.BooleanField(default=False)
    stock = models.IntegerField(_("stock"), null=True)
    rate = models.FloatField(_("sold a day"), default=0)
    cover_days = models.FloatField(_("days of cover"), null=True)
    units = models.PositiveIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    skus = models.JSONField(default=list)

    class Meta:
        verbose_name = _("stock state")
        verbose_name_plural = _("stock states")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.product_id)
