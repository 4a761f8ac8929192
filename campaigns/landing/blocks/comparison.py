from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from campaigns.landing.blocks.specifications import SpecificationKeysBlock
from cms.catalog.selections.blocks import ProductListBlock
from cms.content.page_blocks.links import GROUP_PRODUCTS, PREVIEW

MOST_COMPARED = 6
MOST_ROWS = 20


class ComparisonSelectionBlock(blocks.StructBlock):
    products = ProductListBlock(
        label=_("Products"),
        help_text=format_lazy(_("Two to {limit}, in the order of the columns."), limit=MOST_COMPARED),
    )

    class Meta:
        label = _("Products")


class ComparisonBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=200)
    selection = ComparisonSelectionBlock()
    specifications = SpecificationKeysBlock(
        label=_("Rows"),
        help_text=_("Keys of specifications, one a line. Left empty: everything that is said of all of them."),
    )

    class Meta:
        icon = "table"
        label = _("Comparison")
        preview_template = PREVIEW
        group = GROUP_PRODUCTS
        label_format = "{heading}"
        description = _("Products side by side: their prices and specifications, always as they are now.")
