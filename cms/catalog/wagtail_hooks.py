"""Puts the catalogue into Wagtail's admin."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import register_snippet

from cms import today
from cms.catalog.admin import product_links
from cms.catalog.admin.brands import suggest_brands
from cms.catalog.admin.choosers import brand_chooser, category_chooser, product_chooser
from cms.catalog.admin.choosers.keys import brand_key_chooser, category_key_chooser, product_key_chooser
from cms.catalog.admin.menu import CatalogueGroup
from cms.catalog.admin.norms.report import ScoreReport, ScoreReportMenuItem
from cms.catalog.admin.products.bulk import ProductDeleteBulkAction, PublishBulkAction, UnpublishBulkAction
from cms.catalog.admin.products.checks import check_product_form
from cms.catalog.admin.products.first_checks import check_new_product
from cms.catalog.admin.products.viewset import proposal_urls
from cms.catalog.admin.reach.group_panel import GroupLimitFormSet
from cms.catalog.admin.reach.keeping import show_as_locked
from cms.catalog.admin.reach.viewset import CategoryLimitViewSet
from cms.catalog.admin.summary import CatalogueSummaryItem
from cms.catalog.admin.today import PROPOSALS, STOCK
from cms.catalog.selections.listed import describe_products

# After wagtail.snippets, whose own bulk delete ours replaces.
_LATE = 100


for question in (STOCK, PROPOSALS):
    today.register(question)

# Choosers before the screens: their forms take the choosers' widgets.
for chooser in (
    *(brand_chooser, category_chooser, product_chooser),
    *(brand_key_chooser, category_key_chooser, product_key_chooser),
):
    viewsets.register(chooser)
# register_snippet and not the hook for viewsets: the rights to publish and lock are made for what it registers.
register_snippet(CatalogueGroup)
viewsets.register(CategoryLimitViewSet("category_limits"))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        *proposal_urls,
        path("reports/product-information/", ScoreReport.as_view(), name="catalogue_scores"),
        path("catalogue/products/checks/new/", check_new_product, name="catalogue_first_checks"),
        path("catalogue/products/checks/<str:pk>/", check_product_form, name="catalogue_checks"),
        path("catalogue/brands/suggest/", suggest_brands, name="catalogue_suggest_brands"),
        path("catalogue/products/describe/", describe_products, name="catalogue_describe_products"),
    ]


hooks.register("register_rich_text_features", product_links.register)
hooks.register("construct_snippet_action_menu", show_as_locked)

for action in (PublishBulkAction, UnpublishBulkAction, ProductDeleteBulkAction):
    hooks.register("register_bulk_action", action, order=_LATE)


class ProductSearchArea(SearchArea):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("catalog.change_productcontent")


@hooks.register("register_admin_search_area")
def register_search_area() -> SearchArea:
    return ProductSearchArea(
        _("Products"),
        reverse("wagtailsnippets_catalog_productcontent:list"),
        name="products",
        icon_name="pick",
        order=10,
    )


@hooks.register("register_group_permission_panel")
def register_group_panel() -> type:
    return GroupLimitFormSet


@hooks.register("register_reports_menu_item")
def register_score_report() -> ScoreReportMenuItem:
    return ScoreReportMenuItem(
        _("Product information"), reverse("catalogue_scores"), name="product-information", icon_name="check", order=40
    )


@hooks.register("construct_homepage_summary_items")
def add_summary(request: Any, items: list[Any]) -> None:
    items.append(CatalogueSummaryItem(request))


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/catalogue.css"))


@hooks.register("insert_global_admin_js")
def insert_js() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/catalogue.js"))
