"""Blocks of products that may also be found by a search."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.catalog.selections.blocks import SelectionBlock
from cms.catalog.selections.rules import LIST, RULE, SEARCH
from cms.content.page_blocks.links import GROUP_CAMPAIGN, PREVIEW, LinkBlock
from cms.content.page_blocks.products import ProductsBlock, make_layout_block
from cms.media.blocks import ImageBlock

MOST_SEARCHES = 3
"""A search is made each time the page is read, so a page has a few at most."""


class CampaignSelectionBlock(SelectionBlock):
    source = blocks.ChoiceBlock(
        label=_("Which products"),
        choices=[
            (LIST, _("these, in this order")),
            (RULE, _("all that meet a rule")),
            (SEARCH, _("what a search finds")),
        ],
        default=LIST,
    )
    text = blocks.CharBlock(
        label=_("Words of the search"),
        required=False,
        max_length=100,
        help_text=format_lazy(
            _("As a shopper would type them. At most {limit} blocks of a page search."), limit=MOST_SEARCHES
        ),
    )


class CampaignProductsBlock(ProductsBlock):
    selection = CampaignSelectionBlock()

    class Meta:
        description = _("Products with their present prices: chosen one by one, pasted as SKUs, by a rule or a search.")


class ShelfBlock(blocks.StructBlock):
    """A floor of the page: a heading people jump to, and its products."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=160)
    anchor = blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=40,
        help_text=_("What links jump to: “tea” for #tea. Left empty, it is made from the place of the shelf."),
    )
    navigation = blocks.CharBlock(
        label=_("Name in the navigation"), required=False, max_length=12, help_text=_("The heading if left empty.")
    )
    picture = ImageBlock(label=_("Banner"), required=False)
    selection = CampaignSelectionBlock()
    layout = make_layout_block()
    more = LinkBlock(label=_("Link to more"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Shelf")
        preview_template = PREVIEW
        group = GROUP_CAMPAIGN
        label_format = "{heading}"
        description = _("A floor of the page with a heading, a banner and products. Shoppers jump to it by its anchor.")
        form_layout = BlockGroup(
            children=["heading", "text", "selection"], settings=["anchor", "navigation", "picture", "layout", "more"]
        )
