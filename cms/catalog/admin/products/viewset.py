"""Products as editors meet them: one content a language."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.catalog.admin.products.creating import ProductCopyView, ProductCreateView
from cms.catalog.admin.products.editing import ProductEditView, ProductUnpublishView
from cms.catalog.admin.products.listing import ProductListView
from cms.catalog.admin.products.panels import edit_screen
from cms.catalog.admin.products.proposals import DismissProposalView, TakeProposalView
from cms.catalog.admin.reach.keeping import KeepsWithinReach
from cms.catalog.models import ProductContent


class ProductContentViewSet(KeepsWithinReach, SnippetViewSet):
    model = ProductContent
    icon = "pick"
    menu_label = _("Products")
    menu_name = "catalogue-products"
    base_url_path = "catalogue/products"
    list_per_page = 50
    chooser_per_page = 20
    edit_handler = edit_screen
    index_view_class = ProductListView
    add_view_class = ProductCreateView
    copy_view_class = ProductCopyView
    edit_view_class = ProductEditView
    unpublish_view_class = ProductUnpublishView

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view chooses its own screen: for a new product, or for words about one that exists.
        return {**super().get_add_view_kwargs(**kwargs), "panel": None, "form_class": None}


proposal_urls = [
    path(
        "catalogue/products/<int:pk>/proposals/<int:proposal_id>/take/",
        TakeProposalView.as_view(),
        name="catalogue_take_proposal",
    ),
    path(
        "catalogue/products/<int:pk>/proposals/<int:proposal_id>/dismiss/",
        DismissProposalView.as_view(),
        name="catalogue_dismiss_proposal",
    ),
]
