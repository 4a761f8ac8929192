from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.catalog.selections.blocks import SelectionBlock
from cms.content.page_blocks.links import GROUP_PRODUCTS, PREVIEW, LinkBlock

LAYOUTS = [("grid", _("grid")), ("scroller", _("one row to scroll")), ("list", _("list"))]


def make_layout_block() -> blocks.ChoiceBlock:
    """How products are laid out."""
    return blocks.ChoiceBlock(label=_("Layout"), choices=LAYOUTS, default="grid")


class ProductsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    selection = SelectionBlock()
    layout = make_layout_block()
    more = LinkBlock(label=_("Link to more"), required=False)

    class Meta:
        icon = "pick"
        label = _("Products")
        preview_template = PREVIEW
        group = GROUP_PRODUCTS
        label_format = "{heading}"
        description = _("Products with their present prices: chosen one by one, pasted as SKUs, or by a rule.")
        form_layout = BlockGroup(children=["heading", "selection"], settings=["layout", "more"])
