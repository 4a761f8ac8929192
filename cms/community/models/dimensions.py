from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class ReviewDimension(ClusterableModel):
    """One thing that reviews rate beside the whole: quality, fit, delivery. It holds for a category and all below."""

    key = models.SlugField(_("key"), max_length=40, unique=True, help_text=_("What storefronts call it, for good."))
    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("It holds for the categories below it as well. Left empty, for all products."),
    )
    name = models.CharField(_("name"), max_length=40)
    is_active = models.BooleanField(_("asked for"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("review dimension")
        verbose_name_plural = _("review dimensions")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name


class ReviewDimensionText(models.Model):
    """What a dimension is called in one language."""

    dimension = ParentalKey(ReviewDimension, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = _("text of a dimension")
        verbose_name_plural = _("texts of dimensions")
        constraints = [models.UniqueConstraint(fields=["dimension", "locale"], name="one_dimension_text_a_locale")]

    def __str__(self) -> str:
        return self.name
