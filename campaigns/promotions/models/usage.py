from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RuleUsage(models.Model):
    """How often a rule has been used, and how much of its budget is gone: held and confirmed claims together."""

    rule = models.CharField(_("rule"), max_length=200, unique=True)
    used = models.PositiveBigIntegerField(_("orders"), default=0)
    budget_used_minor = models.PositiveBigIntegerField(_("taken off"), default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.rule


class ShopperUsage(models.Model):
    """How often one shopper has used a rule; `shopper` as `shoppers.identify_shopper` names them."""

    rule = models.CharField(_("rule"), max_length=200)
    shopper = models.CharField(_("shopper"), max_length=64, db_index=True)
    used = models.PositiveIntegerField(_("orders"), default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["rule", "shopper"], name="one_usage_a_shopper_and_rule"),
            models.CheckConstraint(condition=~Q(shopper=""), name="usage_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.shopper}"
