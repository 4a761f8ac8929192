from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from treebeard.mp_tree import MP_Node
from wagtail.search import index

from cms.delivery.models import DeliveredOnSave


class Category(DeliveredOnSave, index.Indexed, MP_Node, ClusterableModel):
    """A node of the category tree; one identity in every locale, named by `texts` where that differs."""

    delivery_kind = "category"

    key = models.SlugField(_("key"), max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=120, db_index=True)
    picture = models.ForeignKey(
        "media.MediaImage", verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("key")]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    @property
    def delivery_key(self) -> str:
        return self.key


class CategoryText(models.Model):
    """What a category is called, and says, in one locale."""

    category = ParentalKey(Category, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey("wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    seo_title = models.CharField(_("title tag"), max_length=120, blank=True)
    seo_description = models.CharField(_("meta description"), max_length=320, blank=True)

    class Meta:
        verbose_name = _("category text")
        verbose_name_plural = _("category texts")
        constraints = [models.UniqueConstraint(fields=["category", "locale"], name="one_category_text_a_locale")]

    def __str__(self) -> str:
        return self.name
