"""The entries of a menu: each leads to one kind of thing, and may have entries below it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.catalog.key_blocks import BrandKeyBlock, CategoryKeyBlock, ProductKeyBlock
from cms.content.addresses import is_address

_OWN_NAME = gettext_lazy("Left empty, it is called what it leads to is called, and follows it.")
PAGE_TYPES = (
    "content.HomePage",
    "content.ArticleIndexPage",
    "content.ArticlePage",
    "content.TopicIndexPage",
    "content.TopicPage",
)


class AddressBlock(blocks.CharBlock):
    """A path of the storefront, or an address on another site."""

    def __init__(self, **kwargs):
        super().__init__(max_length=1000, **kwargs)

    def clean(self, value):
        value = super().clean(value).strip()
        if value and not is_address(value):
            raise ValidationError(
                _("Write a path of the shop (“/products/tea”) or a whole address (“https://…”, “mailto:…”, “tel:…”).")
            )
        return value


def _label(**options) -> blocks.CharBlock:
    return blocks.CharBlock(label=gettext_lazy("Label"), max_length=60, **options)


class _PageEntry(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=gettext_lazy("Page"))
    label = _label(required=False, help_text=_OWN_NAME)

    class Meta:
        icon = "doc-empty-inverse"
        label = gettext_lazy("Page")
        label_format = "{label} {page}"


class _CategoryEntry(blocks.StructBlock):
    category = CategoryKeyBlock(label=gettext_lazy("Category"))
    label = _label(required=False, help_text=_OWN_NAME)

    class Meta:
        icon = "folder-open-inverse"
        label = gettext_lazy("Category")
        label_format = "{label} {category}"


class _BrandEntry(blocks.StructBlock):
    brand = BrandKeyBlock(label=gettext_lazy("Brand"))
    label = _label(required=False, help_text=_OWN_NAME)

    class Meta:
        icon = "tag"
        label = gettext_lazy("Brand")
        label_format = "{label} {brand}"


class _ProductEntry(blocks.StructBlock):
    product = ProductKeyBlock(label=gettext_lazy("Product"))
    label = _label(required=False, help_text=_OWN_NAME)

    class Meta:
        icon = "pick"
        label = gettext_lazy("Product")
        label_format = "{label} {product}"


class _AddressEntry(blocks.StructBlock):
    label = _label()
    address = AddressBlock(label=gettext_lazy("Address"))

    class Meta:
        icon = "link"
        label = gettext_lazy("Address")
        label_format = "{label}"


class _LowerBlock(blocks.StreamBlock):
    page = _PageEntry()
    category = _CategoryEntry()
    brand = _BrandEntry()
    product = _ProductEntry()
    address = _AddressEntry()


def _below() -> _LowerBlock:
    return _LowerBlock(label=gettext_lazy("Entries below"), required=False, collapsed=True)


class PageEntry(_PageEntry):
    children = _below()


class CategoryEntry(_CategoryEntry):
    children = _below()


class BrandEntry(_BrandEntry):
    children = _below()


class ProductEntry(_ProductEntry):
    children = _below()


class AddressEntry(_AddressEntry):
    children = _below()


class GroupEntry(blocks.StructBlock):
    label = _label()
    children = _below()

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Group without a link")
        label_format = "{label}"


class MenuBlock(blocks.StreamBlock):
    page = PageEntry()
    category = CategoryEntry()
    brand = BrandEntry()
    product = ProductEntry()
    address = AddressEntry()
    group = GroupEntry()

    class Meta:
        collapsed = True
