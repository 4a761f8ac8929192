from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class InterestField(models.TextChoices):
    BRAND = "brand", _("brand")
    CATEGORY = "category", _("category")


class MemberInterest(models.Model):
    """That a member likes a brand or a category: what they did with its products, faded until `scored_at`.

    Only of members who agreed to personal recommendations; made of their events, and gone with them.
    """

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=8, choices=InterestField)
    key = models.CharField(max_length=120)
    score = models.FloatField()
    scored_at = models.DateTimeField()
    half_life_days = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("interest of a member")
        verbose_name_plural = _("interests of members")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["member", "field", "key"], name="one_row_an_interest")]

    def __str__(self) -> str:
        return f"{self.field} {self.key}"
