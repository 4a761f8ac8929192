"""Where something leads: a page, a product, a category, or an address."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.catalog.key_blocks import CategoryKeyBlock, ProductKeyBlock
from cms.content.addresses import is_address

GROUP_PRODUCTS, GROUP_CONTENT, GROUP_CAMPAIGN = _("Products"), _("Text and pictures"), _("Campaign")
"""How the block picker groups blocks."""

PREVIEW = "blocks/preview.html"
"""How the block picker pictures blocks: `templates/blocks/sketches` has one for each type."""


def is_anchor(value: str) -> bool:
    """Whether `value` is a place on the page itself: "#tea"."""
    return value.startswith("#") and len(value) > 1 and not any(sign.isspace() for sign in value)


def check_address(value: str) -> None:
    """Raise ValidationError unless `value` is a web address, a path, an anchor, or leads to mail or telephone."""
    if value and not is_address(value) and not is_anchor(value):
        raise ValidationError(
            _("Write a whole address (https://…), a path of this shop (/…), or the anchor of a shelf (#tea).")
        )


class LinkBlock(blocks.StructBlock):
    """The first that is given counts."""

    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    product = ProductKeyBlock(label=_("Product"), required=False)
    category = CategoryKeyBlock(label=_("Category"), required=False)
    address = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=500,
        validators=[check_address],
        help_text=_("https://…, /path, or #anchor of a shelf."),
    )
    label = blocks.CharBlock(label=_("Words of the link"), required=False, max_length=60)

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"
        collapsed = True
        form_layout = BlockGroup(children=["page", "address", "label"], settings=["product", "category"])
