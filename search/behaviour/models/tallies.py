from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductDay(models.Model):
    """What shoppers did with a product on one day.

    `weight` is what that is worth for its popularity, with what a high place in a result list brought taken off.
    """

    day = models.DateField(_("day"))
    product_key = models.CharField(_("product"), max_length=120)
    views = models.PositiveIntegerField(_("views"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)
    impressions = models.PositiveIntegerField(_("impressions"), default=0)
    favourites = models.PositiveIntegerField(_("kept"), default=0)
    carts = models.PositiveIntegerField(_("put in the cart"), default=0)
    purchases = models.PositiveIntegerField(_("bought"), default=0)
    reviews = models.PositiveIntegerField(_("reviews"), default=0)
    shares = models.PositiveIntegerField(_("shared"), default=0)
    weight = models.FloatField(_("weight"), default=0)

    class Meta:
        verbose_name = _("day of a product")
        verbose_name_plural = _("days of products")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["product_key", "day"], name="one_row_a_product_and_day")]
        indexes = [models.Index(fields=["day"], name="product_day_by_day")]

    def __str__(self) -> str:
        return f"{self.product_key} {self.day}"


class QueryDay(models.Model):
    """How often a phrase was searched for on one day, and what came of it.

    `followed` are the searches of shoppers who agreed to being counted; clicks are known of these alone, so rates
    are of them.
    """

    day = models.DateField(_("day"))
    locale = models.CharField(_("language"), max_length=12)
    phrase = models.CharField(_("query"), max_length=200)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    narrowed = models.PositiveIntegerField(_("with filters"), default=0)
    empty = models.PositiveIntegerField(_("without results"), default=0)
    found = models.PositiveIntegerField(_("found last"), default=0)
    took_ms = models.PositiveBigIntegerField(_("milliseconds in all"), default=0)
    slowest_ms = models.PositiveIntegerField(_("slowest"), default=0)
    followed = models.PositiveIntegerField(_("followed"), default=0)
    clicked = models.PositiveIntegerField(_("searches with a click"), default=0)

    class Meta:
        verbose_name = _("day of a query")
        verbose_name_plural = _("days of queries")
        permissions = [("view_reports", "Can see the reports on searches")]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["locale", "phrase", "day"], name="one_row_a_query_and_day")]
        indexes = [models.Index(fields=["day", "locale"], name="query_day_by_day")]

    def __str__(self) -> str:
        return f"{self.phrase} {self.day}"
