from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.search import index


class LifeCycleStage(models.TextChoices):
    NEW = "new", _("new")
    GROWTH = "growth", _("growth")
    MATURE = "mature", _("mature")
    DECLINE = "decline", _("decline")


class ProductRole(models.TextChoices):
    """What a product is for in the assortment; kept to the shop, never served to shoppers."""

    TRAFFIC = "traffic", _("traffic")
    PROFIT = "profit", _("profit")
    IMAGE = "image", _("image product")
    POTENTIAL = "potential", _("potential")


class ProductTag(TaggedItemBase):
    """A word the shop sorts products by: "双十一", "gift"; the same in every locale."""

    content_object = ParentalKey("catalog.Product", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("product tag")
        verbose_name_plural = _("product tags")


class Product(index.Indexed, ClusterableModel):
    """The shared identity of a product: the same in every locale and outside any revision.

    `specifications` maps a definition's key to a typed value; `variant_axes` names the option keys by which its
    offers differ, in the order a shopper chooses them.
    """

    key = models.CharField(_("key"), max_length=120, unique=True)
    brand = models.ForeignKey(
        "catalog.Brand",
        verbose_name=_("brand"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    stage = models.CharField(
        _("life-cycle stage"), max_length=10, choices=LifeCycleStage, default=LifeCycleStage.MATURE, db_index=True
    )
    role = models.CharField(
        pgettext_lazy("product", "role"),
        max_length=10,
        choices=ProductRole,
        blank=True,
        db_index=True,
        help_text=_("What it does for the shop: brings visitors, earns, shows who we are, or may grow."),
    )
    specifications = models.JSONField(_("specifications"), default=dict, blank=True)
    variant_axes = models.JSONField(_("variant axes"), default=list, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, db_index=True)
    tags = ClusterTaggableManager(
        verbose_name=_("tags"),
        through=ProductTag,
        blank=True,
        help_text=_("Words to choose products by: of a season, an occasion, a campaign."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    search_fields = [index.SearchField("key"), index.AutocompleteField("key")]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete with what is written about it, through its own model: a cascade would leave the documents served."""
        with transaction.atomic():
            for content in self.contents.all():
                content.delete()
            return super().delete(*args, **kwargs)
