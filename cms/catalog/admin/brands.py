"""Brands: one identity in every language, with texts where they differ."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.auth import permission_denied
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.catalog.admin.refusing import RefusingDeleteView
from cms.catalog.models import Brand
from cms.sorting import find_by_initials, sort_by

SUGGESTIONS = 20


def suggest_brands(request: HttpRequest) -> Any:
    """Names of brands that have the typed text in them, for the list's filter."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return permission_denied(request)
    text = request.GET.get("q", "").strip()
    names = Brand.objects.filter(name__icontains=text).order_by("sort_key").values_list("name", flat=True)
    return JsonResponse({"suggestions": list(dict.fromkeys(names[:SUGGESTIONS]))})


def link_to_brand(brand: Brand) -> str:
    """The products' list, narrowed to one brand."""
    return reverse("wagtailsnippets_catalog_productcontent:list") + "?" + urlencode({"brand": brand.key})


class BrandListView(generic.IndexView):
    is_searchable = True
    default_ordering = "sort_key"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            sort_by(self._get_title_column("name")),
            Column("key", label=_("Key"), sort_key="key"),
            NumberColumn("product_count", label=_("Products"), sort_key="product_count"),
        ]

    def get_base_queryset(self) -> QuerySet[Brand]:
        return super().get_base_queryset().annotate(product_count=Count("products"))

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        found = Q(name__icontains=text) | Q(key__icontains=text) | find_by_initials("sort_key", text)
        return queryset.filter(found) if text else queryset


class BrandDeleteView(RefusingDeleteView):
    def find_reason(self) -> tuple[str, str] | None:
        count = self.object.products.count()
        if not count:
            return None
        text = ngettext(
            "“%(name)s” cannot be deleted: %(count)d product is of this brand. Give it another brand first.",
            "“%(name)s” cannot be deleted: %(count)d products are of this brand. Give them another brand first.",
            count,
        ) % {"name": self.object.name, "count": count}
        return text, link_to_brand(self.object)


class BrandViewSet(ModelViewSet):
    model = Brand
    name = "catalogue_brand"
    url_prefix = "catalogue/brands"
    icon = "tag"
    menu_label = gettext_lazy("Brands")
    menu_name = "catalogue-brands"
    list_per_page = 50
    copy_view_enabled = False
    index_view_class = BrandListView
    delete_view_class = BrandDeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("key", help_text=gettext_lazy("What feeds and addresses call it, for good.")),
                ],
                heading=gettext_lazy("Brand"),
            ),
            FieldPanel("logo"),
            FieldPanel("website"),
            InlinePanel(
                "texts",
                panels=[FieldPanel("locale"), FieldPanel("name"), FieldPanel("description")],
                heading=gettext_lazy("In each language"),
                label=gettext_lazy("Language"),
                help_text=gettext_lazy("Where a language has none, the name above is shown."),
            ),
        ]
    )
