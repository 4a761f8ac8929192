from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductPopularity(models.Model):
    """The weights of a product's days, each halved with every half-life that has passed until `scored_at`."""

    product_key = models.CharField(max_length=120, unique=True)
    score = models.FloatField(db_index=True)
    scored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("popularity")
        verbose_name_plural = _("popularities")
        default_permissions = ()

    def __str__(self) -> str:
        return self.product_key


class PlacementCount(models.Model):
    """How often a product stood at a place of a query's results, and how often it was clicked there."""

    locale = models.CharField(max_length=12)
    phrase = models.CharField(max_length=200)
    product_key = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField()
    shown = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)
    seen_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("place in results")
        verbose_name_plural = _("places in results")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["locale", "phrase", "product_key", "place"], name="one_row_a_placement")
        ]
        indexes = [
            # Small however much is shown: most of it is not clicked.
            models.Index(
                fields=["product_key", "locale"], condition=models.Q(clicked__gt=0), name="placement_by_product"
            )
        ]

    def __str__(self) -> str:
        return f"{self.phrase}: {self.product_key}"


class QueryAppeal(models.Model):
    """How likely a product is clicked by whoever searches for a phrase and looks at it, wherever it stands."""

    locale = models.CharField(max_length=12)
    phrase = models.CharField(max_length=200)
    product_key = models.CharField(max_length=120)
    appeal = models.FloatField()
    shown = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("appeal for a query")
        verbose_name_plural = _("appeals for queries")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["locale", "phrase", "product_key"], name="one_row_an_appeal")]

    def __str__(self) -> str:
        return f"{self.phrase}: {self.product_key}"


class PairKind(models.TextChoices):
    VIEWED = "viewed", _("looked at together")
    BOUGHT = "bought", _("bought together")


class ProductPair(models.Model):
    """How many shoppers looked at, or bought, two products on one day. Each pair stands in both directions."""

    kind = models.CharField(max_length=8, choices=PairKind)
    product_key = models.CharField(max_length=120)
    other_key = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=0)
    seen_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("pair of products")
        verbose_name_plural = _("pairs of products")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "product_key", "other_key"], name="one_row_a_pair")]
        indexes = [models.Index(fields=["kind", "product_key", "-count"], name="pair_by_count")]

    def __str__(self) -> str:
        return f"{self.product_key} + {self.other_key}"


class Learning(models.Model):
    """The one row that whoever counts or learns holds meanwhile; and how likely a place is looked at, from the top."""

    examination = models.JSONField(default=list)
    learnt_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("what is learnt")
        verbose_name_plural = _("what is learnt")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
