from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from search.behaviour.reading import LATEST


class BehaviourSettings(BaseGenericSetting):
    """How long shoppers' events are kept, and how quickly popularity fades."""

    half_life_days = models.PositiveSmallIntegerField(
        _("half-life of popularity in days"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("What shoppers did so many days ago counts half as much as what they do today."),
    )
    raw_days = models.PositiveSmallIntegerField(
        _("days single events are kept"),
        default=90,
        validators=[MinValueValidator(LATEST.days + 1), MaxValueValidator(730)],
        help_text=_("Afterwards only counts are left, which name nobody."),
    )
    count_days = models.PositiveSmallIntegerField(
        _("days counts are kept"), default=730, validators=[MinValueValidator(30), MaxValueValidator(3650)]
    )
    hides_sold_out = models.BooleanField(_("recommend only what can be ordered"), default=True)
    slow_ms = models.PositiveIntegerField(
        _("a search is slow from (ms)"), default=200, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("shoppers' behaviour")
        verbose_name_plural = _("shoppers' behaviour")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class RecommendationExclusion(models.Model):
    """Products that are never recommended: of a category with all below it, of a brand, with a tag, or a single one."""

    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    brand = models.ForeignKey(
        "catalog.Brand", verbose_name=_("brand"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    tag = models.ForeignKey(
        "taggit.Tag", verbose_name=_("tag"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    product = models.ForeignKey(
        "catalog.Product", verbose_name=_("product"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    note = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("exclusion from recommendations")
        verbose_name_plural = _("exclusions from recommendations")

    def __str__(self) -> str:
        chosen = self.category or self.brand or self.tag or self.product
        return str(chosen) if chosen is not None else str(self._meta.verbose_name)

    def clean(self) -> None:
        """One thing a row, so that each can be explained and taken back by itself."""
        chosen = [one for one in (self.category_id, self.brand_id, self.tag_id, self.product_id) if one]
        if len(chosen) != 1:
            raise ValidationError(_("Choose exactly one: a category, a brand, a tag or a product."))
