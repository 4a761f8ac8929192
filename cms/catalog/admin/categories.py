"""The category tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.catalog.admin.choosers.category import indent
from cms.catalog.admin.reach.keeping import KeepsWithinReach
from cms.catalog.admin.refusing import RefusingDeleteView
from cms.catalog.forms.category import CategoryForm
from cms.catalog.models import Category, Product


class CategoryListView(generic.IndexView):
    """The whole tree, moved in by depth."""

    is_searchable = True

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name", accessor=indent),
            Column("key", label=_("Key")),
            NumberColumn("product_count", label=_("Products")),
            NumberColumn("specification_count", label=_("Specifications")),
        ]

    def get_base_queryset(self) -> QuerySet[Category]:
        return (
            super()
            .get_base_queryset()
            .annotate(
                product_count=Count("products", distinct=True),
                specification_count=Count("specifications", distinct=True),
            )
        )

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by("path")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        return queryset.filter(name__icontains=text) | queryset.filter(key__icontains=text) if text else queryset

    def get_list_more_buttons(self, instance: Category) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if self.add_url:
            url = f"{self.add_url}?parent={instance.pk}"
            buttons.append(MenuItem(_("Add a category below"), url=url, icon_name="plus", priority=15))
        products = reverse("wagtailsnippets_catalog_productcontent:list") + f"?category={instance.pk}"
        buttons.append(MenuItem(_("Show its products"), url=products, icon_name="pick", priority=20))
        return buttons


class CategoryCreateView(generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        parent = self.request.GET.get("parent", "")
        return {**super().get_initial(), **({"parent": parent} if parent.isdecimal() else {})}


class CategoryDeleteView(RefusingDeleteView):
    def find_reason(self) -> tuple[str, str] | None:
        category = self.object
        products = reverse("wagtailsnippets_catalog_productcontent:list") + f"?category={category.pk}"
        count = Product.objects.filter(category__path__startswith=category.path).count()
        if count:
            text = ngettext(
                "“%(name)s” cannot be deleted: %(count)d product is in it or below. Move it to another category first.",
                "“%(name)s” cannot be deleted: %(count)d products are in it or below. "
                "Move them to another category first.",
                count,
            )
            return text % {"name": category.name, "count": count}, products
        if category.numchild:
            text = ngettext(
                "“%(name)s” cannot be deleted: %(count)d category is below it. Move or delete that one first.",
                "“%(name)s” cannot be deleted: %(count)d categories are below it. Move or delete those first.",
                category.numchild,
            )
            return text % {"name": category.name, "count": category.numchild}, reverse(self.index_url_name)
        return None


class CategoryViewSet(KeepsWithinReach, ModelViewSet):
    model = Category
    name = "catalogue_category"
    url_prefix = "catalogue/categories"
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Categories")
    menu_name = "catalogue-categories"
    list_per_page = 200
    copy_view_enabled = False
    index_view_class = CategoryListView
    add_view_class = CategoryCreateView
    delete_view_class = CategoryDeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("key", help_text=gettext_lazy("What feeds and addresses call it, for good.")),
                ],
                heading=gettext_lazy("Category"),
            ),
            FieldRowPanel([FieldPanel("parent"), FieldPanel("place")], heading=gettext_lazy("Place in the tree")),
            FieldPanel("picture"),
            InlinePanel(
                "texts",
                panels=[
                    FieldPanel("locale"),
                    FieldPanel("name"),
                    FieldPanel("description"),
                    FieldPanel("seo_title"),
                    FieldPanel("seo_description"),
                ],
                heading=gettext_lazy("In each language"),
                label=gettext_lazy("Language"),
                help_text=gettext_lazy("Where a language has none, the name above is shown."),
            ),
        ],
        base_form_class=CategoryForm,
    )
