from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.catalog.key_blocks import CategoryKeyBlock
from cms.content.page_blocks.links import GROUP_PRODUCTS, PREVIEW
from cms.media.blocks import ImageBlock

MOST_TILES = 12


class TileBlock(blocks.StructBlock):
    """A category, with another name or picture than its own if wanted."""

    category = CategoryKeyBlock(label=_("Category"))
    heading = blocks.CharBlock(label=_("Other heading"), required=False, max_length=40)
    picture = ImageBlock(label=_("Other picture"), required=False)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Category")
        form_layout = BlockGroup(children=["category"], settings=["heading", "picture"])


class CategoriesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    tiles = blocks.ListBlock(TileBlock(), label=_("Categories"), min_num=1, max_num=MOST_TILES)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Categories")
        preview_template = PREVIEW
        group = GROUP_PRODUCTS
        label_format = "{heading}"
        description = _("Tiles that lead to categories, with their own names and pictures.")
