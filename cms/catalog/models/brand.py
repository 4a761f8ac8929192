from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from cms.delivery.models import DeliveredOnSave
from cms.sorting import SortKeyField


class Brand(DeliveredOnSave, index.Indexed, ClusterableModel):
    """A brand is one identity in every locale; `texts` hold what it is called where that differs."""

    delivery_kind = "brand"

    key = models.SlugField(_("key"), max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=120, db_index=True)
    sort_key = SortKeyField()
    logo = models.ForeignKey(
        "media.MediaImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    website = models.URLField(_("website"), blank=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("key")]

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class BrandText(models.Model):
    """What a brand is called, and says of itself, in one locale."""

    brand = ParentalKey(Brand, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("brand text")
        verbose_name_plural = _("brand texts")
        constraints = [models.UniqueConstraint(fields=["brand", "locale"], name="one_brand_text_a_locale")]

    def __str__(self) -> str:
        return self.name
