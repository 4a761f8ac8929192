from campaigns.landing.blocks.codes import GroupCodeBlock
from campaigns.landing.blocks.comparison import ComparisonBlock
from campaigns.landing.blocks.moments import CountdownBlock, LiveRoomBlock
from campaigns.landing.blocks.products import CampaignProductsBlock, ShelfBlock
from cms.content.page_blocks.page import MOST_BLOCKS, SharedBlocks


class LandingBlocks(SharedBlocks):
    """The blocks of a landing page, in the order in which its picker shows them."""

    shelf = ShelfBlock()
    countdown = CountdownBlock()
    group_code = GroupCodeBlock()
    live_room = LiveRoomBlock()
    products = CampaignProductsBlock()
    comparison = ComparisonBlock()

    class Meta:
        max_num = MOST_BLOCKS
        required = False
