"""Blocks that keep the KEY of a product, brand or category: it outlives the database the object is a row of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChooserBlock

from cms.media.chosen import find_chosen


class KeyChooserBlock(ChooserBlock):
    """Stores a key; in Python it is the object, or None where there is none of that key (any more)."""

    target_model: str

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=self.model_class.objects.all(),
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
            to_field_name="key",
        )

    def list_objects(self, keys: Iterable[str]) -> Any:
        """What has these keys."""
        return self.model_class._default_manager.filter(key__in=keys)

    def to_python(self, value: Any) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        found = {one.key: one for one in self.list_objects({value for value in values if value})}
        return [found.get(value) for value in values]

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else value.key

    def value_from_form(self, value: Any) -> Any:
        if value is None or isinstance(value, self.model_class):
            return value
        return find_chosen(self.model_class, value) or self.to_python(value)

    def clean(self, value: Any) -> Any:
        if isinstance(value, self.model_class):
            # It was read from the table a moment ago: there is nothing to look up again.
            return value
        # Past ChooserBlock, which would hand the form's field a number.
        return super(ChooserBlock, self).clean(value)


class ProductKeyBlock(KeyChooserBlock):
    target_model = "catalog.Product"

    class Meta:
        icon = "pick"
        label = _("Product")

    @cached_property
    def widget(self) -> Any:
        # The choosers need every model to be there, and blocks are made with the models.
        from cms.catalog.admin.choosers.keys import product_key_chooser

        return product_key_chooser.widget_class()

    def list_objects(self, keys: Iterable[str]) -> Any:
        # Its title names it in the form.
        return super().list_objects(keys).prefetch_related("contents__locale")


class CategoryKeyBlock(KeyChooserBlock):
    target_model = "catalog.Category"

    class Meta:
        icon = "folder-open-inverse"
        label = _("Category")

    @cached_property
    def widget(self) -> Any:
        from cms.catalog.admin.choosers.keys import category_key_chooser

        return category_key_chooser.widget_class()


class BrandKeyBlock(KeyChooserBlock):
    target_model = "catalog.Brand"

    class Meta:
        icon = "tag"
        label = _("Brand")

    @cached_property
    def widget(self) -> Any:
        from cms.catalog.admin.choosers.keys import brand_key_chooser

        return brand_key_chooser.widget_class()
