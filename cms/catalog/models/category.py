from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from treebeard.mp_tree import MP_Node
from wagtail.search import index

from cms.delivery import services
from cms.delivery.models import DeliveredOnSave


class Category(DeliveredOnSave, index.Indexed, MP_Node, ClusterableModel):
    """A node of the category tree; one identity in every locale, named by `texts` where that differs."""

    delivery_kind = "category"

    key = models.SlugField(_("key"), max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=120, db_index=True)
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("key")]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def list_delivered_along(self) -> list["Category"]:
        """The parent lists its children; it is read anew, as treebeard counts children in SQL."""
        parent = self.get_parent(update=True)
        return [parent] if parent else []

    def move(self, target: "Category", pos: str | None = None) -> None:
        """Move below or beside `target`, and deliver all that shows where this category is."""
        with transaction.atomic():
            left = self.get_parent(update=True)
            super().move(target, pos)
            moved = Category.objects.get(pk=self.pk)
            at = timezone.now()
            branch = list(Category.get_tree(moved))
            services.deliver_many("category", [*branch, *_unique([left, moved.get_parent()])], at=at)
            services.announce_change({f"category:{category.key}" for category in branch}, at=at)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete with everything below. Raises ProtectedError while a product is in one of them."""
        with transaction.atomic():
            parent = self.get_parent(update=True)
            services.withdraw_saved(list(Category.get_tree(self)))
            deleted = MP_Node.delete(self, *args, **kwargs)
            if parent:
                services.deliver_many("category", [Category.objects.get(pk=parent.pk)], at=timezone.now())
            return deleted


def _unique(categories: Sequence["Category | None"]) -> list["Category"]:
    return list({category.pk: category for category in categories if category is not None}.values())


class CategoryText(models.Model):
    """What a category is called, and says, in one locale."""

    category = ParentalKey(Category, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+"
    )
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
