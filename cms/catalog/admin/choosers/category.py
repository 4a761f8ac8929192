from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.catalog.models import Category


def indent(category: Category) -> str:
    """The name, moved in by its depth, for lists that show the tree."""
    return format_html(
        '<span class="catalogue-branch" style="--depth: {}">{}</span>', category.depth - 1, category.name
    )


class _CategoryListing(BaseChooseView):
    ordering = "path"

    @property
    def title_column(self) -> TitleColumn:
        column = super().title_column
        column.accessor = indent
        return column

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("key", label=_("Key"))]


class ChooseView(ChooseViewMixin, CreationFormMixin, _CategoryListing):
    pass


class ChooseResultsView(ChooseResultsViewMixin, CreationFormMixin, _CategoryListing):
    pass


class CategoryChooserViewSet(ChooserViewSet):
    """Shows the tree, and finds a category by name."""

    model = Category
    icon = "folder-open-inverse"
    choose_one_text = _("Choose a category")
    choose_another_text = _("Choose another category")
    edit_item_text = _("Edit this category")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    per_page = 50


category_chooser = CategoryChooserViewSet("category_chooser", url_prefix="catalogue/choose/category")
