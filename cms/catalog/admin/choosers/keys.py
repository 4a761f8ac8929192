"""Choosers for what outlives a database: they keep the KEY of a product, brand or category, never its number."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.chooser import ChosenMultipleView, ChosenView
from wagtail.admin.widgets import BaseChooser

from cms.catalog.admin.choosers.brand import BrandChooserViewSet
from cms.catalog.admin.choosers.category import CategoryChooserViewSet
from cms.catalog.admin.choosers.product import (
    ProductChooserViewSet,
    ProductChooserWidget,
    ProductChosenMultipleView,
    ProductChosenView,
)
from cms.catalog.models import Product
from cms.delivery.selectors import order_locales


class _KeyResponse:
    """Answers with the key of what was chosen."""

    def get_object_id(self, instance: Any) -> str:
        return instance.key


class KeyChosenView(_KeyResponse, ChosenView):
    pass


class KeyChosenMultipleView(_KeyResponse, ChosenMultipleView):
    pass


class ProductKeyChosenView(_KeyResponse, ProductChosenView):
    def get_chosen_response_data(self, item: Product) -> dict[str, Any]:
        """With what the product is called in the language of the text that is to link to it."""
        data = super().get_chosen_response_data(item)
        locale = self.request.GET.get("locale", "")
        contents = {content.locale.language_code: content.title for content in item.contents.all()}
        title = next((contents[code] for code in order_locales(locale) if code in contents), item.key)
        return {**data, "linkTitle": title}


class ProductKeyChosenMultipleView(_KeyResponse, ProductChosenMultipleView):
    pass


class _KeyWidget:
    """A chooser's widget whose value is a key."""

    model_class: type[Model]

    def get_instance(self, value: Any) -> Any:
        if value is None or isinstance(value, self.model_class):
            return value
        return self.model_class._default_manager.filter(key=value).first()

    def get_value_data_from_instance(self, instance: Any) -> dict[str, Any]:
        return {
            "id": instance.key,
            "edit_url": AdminURLFinder().get_edit_url(instance),
            "title": self.get_display_title(instance),  # type: ignore[attr-defined]
        }


class KeyChooserWidget(_KeyWidget, BaseChooser):
    pass


class ProductKeyChooserWidget(_KeyWidget, ProductChooserWidget):
    pass


class ProductKeyChooserViewSet(ProductChooserViewSet):
    base_widget_class = ProductKeyChooserWidget
    chosen_view_class = ProductKeyChosenView
    chosen_multiple_view_class = ProductKeyChosenMultipleView
    register_widget = False
    preserve_url_parameters = ["multiple", "locale"]


class CategoryKeyChooserViewSet(CategoryChooserViewSet):
    base_widget_class = KeyChooserWidget
    chosen_view_class = KeyChosenView
    chosen_multiple_view_class = KeyChosenMultipleView
    register_widget = False


class BrandKeyChooserViewSet(BrandChooserViewSet):
    base_widget_class = KeyChooserWidget
    chosen_view_class = KeyChosenView
    chosen_multiple_view_class = KeyChosenMultipleView
    register_widget = False
    # The form that makes a brand answers with its number.
    creation_form_class: Any = None


product_key_chooser = ProductKeyChooserViewSet("product_key_chooser", url_prefix="catalogue/choose/product-key")
category_key_chooser = CategoryKeyChooserViewSet("category_key_chooser", url_prefix="catalogue/choose/category-key")
brand_key_chooser = BrandKeyChooserViewSet("brand_key_chooser", url_prefix="catalogue/choose/brand-key")
