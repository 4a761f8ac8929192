from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from cms.catalog.admin.facts.panels import facts_screen
from cms.catalog.admin.facts.views import FactsCreateView, FactsDeleteView, FactsEditView, FactsListView
from cms.catalog.admin.reach.keeping import KeepsWithinReach
from cms.catalog.models import Product


class ProductViewSet(KeepsWithinReach, ModelViewSet):
    """The facts screen of every product."""

    model = Product
    name = "catalogue_product"
    url_prefix = "catalogue/facts"
    icon = "table"
    menu_label = _("Product facts")
    menu_name = "catalogue-facts"
    list_per_page = 40
    copy_view_enabled = False
    edit_handler = facts_screen
    index_view_class = FactsListView
    add_view_class = FactsCreateView
    edit_view_class = FactsEditView
    delete_view_class = FactsDeleteView
