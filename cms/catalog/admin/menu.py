from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.catalog.admin.brands import BrandViewSet
from cms.catalog.admin.categories import CategoryViewSet
from cms.catalog.admin.facts.viewset import ProductViewSet
from cms.catalog.admin.norms.viewsets import EvidenceViewSet, NormViewSet, PhraseViewSet
from cms.catalog.admin.products.viewset import ProductContentViewSet
from cms.catalog.admin.specifications import SpecificationViewSet


class CatalogueGroup(SnippetViewSetGroup):
    """Everything of the catalogue under one menu entry."""

    menu_label = _("Catalogue")
    menu_name = "catalogue"
    menu_icon = "pick"
    menu_order = 150
    items = (
        *(ProductContentViewSet, ProductViewSet, BrandViewSet, CategoryViewSet, SpecificationViewSet),
        *(NormViewSet, PhraseViewSet, EvidenceViewSet),
    )

    def get_submenu_items(self) -> list[Any]:
        """With those of packages above."""
        return [*super().get_submenu_items(), *(make() for make in hooks.get_hooks("register_catalogue_menu_item"))]
