from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.catalog.models.product import Product
from cms.money import Money


class Availability(models.TextChoices):
    IN_STOCK = "in_stock", _("in stock")
    PRESALE = "presale", _("presale")
    MADE_TO_ORDER = "made_to_order", _("made to order")


class Offer(models.Model):
    """A SKU's facts: overwritten by feeds, thousands at a time, and never part of a revision.

    Prices are minor units of `currency`, and no promotion goes below `floor_price_minor`; `stock` None means that it
    is not counted; the shelf window is half open [on_shelf_from, on_shelf_until), None open.
    """

    product = ParentalKey(Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="offers")
    sku = models.CharField(_("SKU"), max_length=120, unique=True)
    gtin = models.CharField(_("GTIN"), max_length=14, blank=True, db_index=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    price_minor = models.BigIntegerField(_("price"), db_index=True)
    list_price_minor = models.BigIntegerField(_("list price"), null=True, blank=True)
    floor_price_minor = models.BigIntegerField(_("lowest price"), null=True, blank=True)
    stock = models.IntegerField(_("stock"), null=True, blank=True)
    alert_level = models.IntegerField(_("alert level"), default=0)
    availability = models.CharField(
        _("availability"), max_length=15, choices=Availability, default=Availability.IN_STOCK
    )
    presale_starts_at = models.DateTimeField(_("presale starts"), null=True, blank=True)
    presale_ends_at = models.DateTimeField(_("presale ends"), null=True, blank=True)
    ships_at = models.DateTimeField(_("ships from"), null=True, blank=True)
    lead_days = models.PositiveIntegerField(_("lead days"), null=True, blank=True)
    on_shelf_from = models.DateTimeField(_("on shelf from"), null=True, blank=True)
    on_shelf_until = models.DateTimeField(_("on shelf until"), null=True, blank=True)
    sold_30_days = models.PositiveIntegerField(_("sold in 30 days"), default=0)
    sold_total = models.PositiveIntegerField(_("sold in all"), default=0, db_index=True)
    sort_order = models.IntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    # Where the editing screen keeps the order of its rows.
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["sort_order", "sku"]
        indexes = [models.Index(fields=["product", "sort_order"])]
        constraints = [
            models.CheckConstraint(condition=Q(price_minor__gte=0), name="offer_price_not_negative"),
            models.CheckConstraint(
                condition=Q(list_price_minor__isnull=True) | Q(list_price_minor__gte=0),
                name="offer_list_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(floor_price_minor__isnull=True) | Q(floor_price_minor__gte=0),
                name="offer_floor_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(on_shelf_from__isnull=True)
                | Q(on_shelf_until__isnull=True)
                | Q(on_shelf_until__gt=F("on_shelf_from")),
                name="offer_shelf_window_in_order",
            ),
            models.CheckConstraint(
                condition=Q(presale_starts_at__isnull=True)
                | Q(presale_ends_at__isnull=True)
                | Q(presale_ends_at__gt=F("presale_starts_at")),
                name="offer_presale_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.sku

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    def is_available(self, *, at: datetime) -> bool:
        """Whether a shopper can order it at `at`."""
        has_stock = self.stock is None or self.stock > 0
        match self.availability:
            case Availability.MADE_TO_ORDER:
                return True
            case Availability.PRESALE:
                return has_stock and self.is_presale_open(at=at)
        return has_stock

    def is_presale_open(self, *, at: datetime) -> bool:
        """Whether `at` lies in the presale's window; a missing end leaves it open."""
        has_begun = self.presale_starts_at is None or self.presale_starts_at <= at
        return has_begun and (self.presale_ends_at is None or self.presale_ends_at > at)

    @property
    def floor_price(self) -> Money | None:
        return None if self.floor_price_minor is None else Money(self.floor_price_minor, self.currency)

    @property
    def list_price(self) -> Money | None:
        return None if self.list_price_minor is None else Money(self.list_price_minor, self.currency)
