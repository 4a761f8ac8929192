from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from cms.catalog.blocks import DetailBlock, PictureBlock, SellingPointBlock
from cms.catalog.models.product import Product
from cms.delivery.models import DeliveredByPublishing
from cms.sorting import SortKeyField


class ProductContent(
    DeliveredByPublishing,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """What editors write about a product in one locale: drafted, reviewed, scheduled and published in Wagtail."""

    delivery_kind = "product"
    checks_view = "catalogue_checks"
    first_checks_view = "catalogue_first_checks"

    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="contents")
    title = models.CharField(_("title"), max_length=255, db_index=True)
    sort_key = SortKeyField(source="title")
    slug = models.SlugField(_("slug"), max_length=255, allow_unicode=True)
    summary = models.TextField(_("short description"), blank=True, max_length=2000)
    selling_points = StreamField([("point", SellingPointBlock())], verbose_name=_("selling points"), blank=True)
    pictures = StreamField(
        [("picture", PictureBlock())],
        verbose_name=_("pictures"),
        blank=True,
        help_text=_("The pictures to show, in order. Left empty, all pictures of the product are shown."),
    )
    details = StreamField(DetailBlock(), verbose_name=_("details"), blank=True)
    seo_title = models.CharField(_("title tag"), max_length=120, blank=True)
    seo_description = models.CharField(_("meta description"), max_length=320, blank=True)
    search_terms = models.CharField(
        _("search words"), max_length=500, blank=True, help_text=_("Words shoppers use that the title does not say.")
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="productcontent")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="productcontent",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.SearchField("slug"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("product content")
        verbose_name_plural = _("products")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "locale"], name="one_content_a_locale"),
            models.UniqueConstraint(fields=["slug", "locale"], name="one_product_slug_a_locale"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self):
        return self._revisions

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Product page")), ("card", _("In a list"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from cms.delivery.previewing import serve_draft

        return serve_draft(self, request, mode_name)

    def copy_for_translation(self, locale: Locale, exclude_fields: list[str] | None = None) -> "ProductContent":
        """A draft about the same product in `locale`, under an address that is free there."""
        from cms.catalog.forms.content import find_free_slug

        copy = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.slug = find_free_slug(copy.slug, locale_id=locale.pk)
        copy.live, copy.expired, copy.has_unpublished_changes = False, False, True
        copy.live_revision = copy.latest_revision = copy.locked_by = None
        copy.first_published_at = copy.last_published_at = copy.go_live_at = copy.expire_at = copy.locked_at = None
        copy.locked = False
        return copy
