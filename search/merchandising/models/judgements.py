from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchJudgement(models.Model):
    """How well a product answers a query, from 0 (not at all) to 3 (exactly), as somebody of the shop sees it."""

    query = models.CharField(_("search"), max_length=200)
    locale = models.CharField(_("language"), max_length=12)
    product = models.ForeignKey(
        "catalog.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="search_judgements"
    )
    rating = models.PositiveSmallIntegerField(_("rating"), validators=[MaxValueValidator(3)])
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("judged by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    judged_at = models.DateTimeField(_("judged"), db_index=True)

    class Meta:
        verbose_name = _("search judgement")
        verbose_name_plural = _("search judgements")
        ordering = ["query", "-rating", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["query", "locale", "product"], name="merchandising_one_judgement"),
            models.CheckConstraint(condition=models.Q(rating__lte=3), name="merchandising_rating_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.query}: {self.rating}"
