from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LayerChoice(models.TextChoices):
    """In the order of work: each starts from what the one before has left."""

    ITEM = "item", _("a product's own price")
    LINE = "line", _("by pieces")
    ORDER = "order", _("the order")
    COUPON = "coupon", _("coupons")
    SHIPPING = "shipping", _("shipping")


class ModeChoice(models.TextChoices):
    BEST = "best", _("the one that takes off most")
    FIRST = "first", _("the first that applies, by priority")
    STACK = "stack", _("all of them, one after the other")


class PromotionGroup(models.Model):
    """Promotions of one layer that go together by one mode."""

    layer = models.CharField(_("layer"), max_length=10, choices=LayerChoice, default=LayerChoice.ORDER)
    name = models.SlugField(
        _("name"), max_length=60, help_text=_("Groups of one layer run one after the other, by name.")
    )
    label = models.CharField(_("what it is for"), max_length=120, blank=True)
    mode = models.CharField(
        _("what counts where several apply"), max_length=6, choices=ModeChoice, default=ModeChoice.BEST
    )

    class Meta:
        verbose_name = _("promotion group")
        verbose_name_plural = _("promotion groups")
        ordering = ["layer", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "name"],
                name="one_promotion_group_a_name",
                violation_error_message=_("This layer has a group of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.label or f"{self.get_layer_display()}: {self.name}"

    @property
    def key(self) -> str:
        """As carts and rules name it: "order/default"."""
        return f"{self.layer}/{self.name}"
