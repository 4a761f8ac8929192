from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purchase(models.Model):
    """The shop says that somebody bought something: who and which order line only as digests, nothing else of it."""

    buyer = models.CharField(max_length=64)
    line = models.CharField(max_length=64, unique=True)
    product_key = models.CharField(_("product"), max_length=120)
    sku = models.CharField(_("SKU"), max_length=120)
    bought_at = models.DateTimeField(_("bought at"))
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        default_permissions = ()
        indexes = [models.Index(fields=["buyer", "product_key", "-bought_at"], name="purchase_of_buyer")]

    def __str__(self) -> str:
        return self.sku
