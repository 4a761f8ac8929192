from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import orjson
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class KeptBook(models.Model):
    """The rules behind quotes that orders were placed on, once for each book: with them a quote can be replayed."""

    hash = models.CharField(max_length=64, unique=True)
    packed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.hash

    @staticmethod
    def pack(rules: Sequence[Any]) -> bytes:
        """Rules as they are kept: a tenth of their size."""
        return zlib.compress(orjson.dumps(rules))

    def read_rules(self) -> list[Any]:
        """The rules, as JSON."""
        return orjson.loads(zlib.decompress(self.packed))


class ClaimState(models.TextChoices):
    HELD = "held", _("held")
    CONFIRMED = "confirmed", _("confirmed")
    RELEASED = "released", _("released")
    EXPIRED = "expired", _("expired")
    REFUNDED = "refunded", _("refunded")


class Claim(models.Model):
    """What an order takes of the limits, all or nothing: held for a time, then confirmed with the order or given back.

    `content` is a digest of what was asked for under `key`; `cart`, `usage` and `quote` are the quote as it was made,
    as text, for a replay has to give the same bytes.
    """

    key = models.CharField(_("key"), max_length=80, unique=True)
    content = models.CharField(max_length=64)
    shopper = models.CharField(_("shopper"), max_length=64, blank=True)
    order_reference = models.CharField(_("order"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ClaimState, default=ClaimState.HELD)
    currency = models.CharField(max_length=3)
    total_minor = models.PositiveBigIntegerField(_("to pay"))
    discount_minor = models.PositiveBigIntegerField(_("taken off"))
    refunded_minor = models.PositiveBigIntegerField(_("refunded"), default=0)
    cart = models.TextField()
    usage = models.JSONField(default=dict)
    quote = models.TextField()
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("held until"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("given back"), null=True, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        # Orders are placed in the shop: nobody here adds or changes a claim.
        default_permissions = ("view",)
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "expires_at"], name="claim_by_state"),
            models.Index(fields=["order_reference"], name="claim_by_order", condition=~Q(order_reference="")),
            models.Index(fields=["shopper"], name="claim_by_shopper", condition=~Q(shopper="")),
            models.Index(fields=["made_at"], name="claim_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(refunded_minor__lte=F("total_minor")), name="claim_refunds_no_more")
        ]

    def __str__(self) -> str:
        return self.order_reference or self.key

    def read_cart(self) -> dict[str, Any]:
        """The cart as it was quoted, in the JSON of `campaigns.rules`."""
        return orjson.loads(self.cart)

    def read_quote(self) -> dict[str, Any]:
        """The quote the order was placed on."""
        return orjson.loads(self.quote)


class ClaimPart(models.Model):
    """What one rule gives to the order of a claim; a rule is used once an order, however often it repeats in it.

    `is_use` is False at the balance of a presale: the deposit has taken the use.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="parts")
    rule = models.CharField(_("rule"), max_length=200)
    promotion_key = models.CharField(_("promotion"), max_length=40, db_index=True)
    amount_minor = models.PositiveBigIntegerField(_("taken off"))
    refunded_minor = models.PositiveBigIntegerField(_("given back"), default=0)
    coupon_code = models.CharField(_("code"), max_length=40, blank=True)
    is_use = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        ordering = ["rule"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "rule"], name="one_part_a_rule"),
            models.CheckConstraint(condition=Q(refunded_minor__lte=F("amount_minor")), name="part_refunds_no_more"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.rule}"


class ClaimRefund(models.Model):
    """One refund of a confirmed claim; `reference` is the shop's own, and telling it twice changes nothing."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="refunds")
    reference = models.CharField(_("refund"), max_length=80)
    amount_minor = models.PositiveBigIntegerField(_("amount"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        default_permissions = ()
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["claim", "reference"], name="one_refund_a_reference")]

    def __str__(self) -> str:
        return self.reference
